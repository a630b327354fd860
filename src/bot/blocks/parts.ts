// Blocks of Slack's Block Kit, made of safe text and cut to Slack's limits. Everything the bot shows is built of these.

import type {
  ActionsBlock,
  Button,
  ConfirmationDialog,
  ContextBlock,
  HeaderBlock,
  ImageBlock,
  KnownBlock,
  ModalView,
  MrkdwnElement,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
  StaticSelect,
} from '@slack/types';
import { cut, type Md, plain } from '../text.ts';

export type { KnownBlock, ModalView };

/** Limits of docs.slack.dev/reference/block-kit, in code points. */
export const LIMIT = {
  section: 3_000,
  header: 150,
  button: 75,
  option: 75,
  title: 24,
  fields: 10,
  field: 2_000,
  context: 10,
  alt: 2_000,
  options: 100,
  placeholder: 150,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
} as const;

/** A message as it is posted, and again at each update: Slack drops what an update does not name. */
export interface Rendered {
  text: string;
  blocks: KnownBlock[];
  metadata?: { event_type: string; event_payload: Record<string, string | number> };
}

export function text(value: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: plain(value, max), emoji: false };
}

/** Slack's markup, taken literally: names of channels and addresses are not made into links. */
export function markup(value: Md, max: number = LIMIT.section): MrkdwnElement {
  // A section must not be empty, whatever went into it.
  return { type: 'mrkdwn', text: cut(value.md, max) || ' ', verbatim: true };
}

export function header(id: string, value: string): HeaderBlock {
  return { type: 'header', block_id: id, text: text(value, LIMIT.header) };
}

export function section(id: string, value: Md, accessory?: SectionBlock['accessory']): SectionBlock {
  return { type: 'section', block_id: id, text: markup(value), ...(accessory === undefined ? {} : { accessory }) };
}

export function fields(id: string, values: readonly Md[]): SectionBlock {
  const shown = values.slice(0, LIMIT.fields).map((value) => markup(value, LIMIT.field));
  return { type: 'section', block_id: id, fields: shown };
}

export function context(id: string, ...values: readonly Md[]): ContextBlock {
  const elements = values.slice(0, LIMIT.context).map((value) => markup(value, LIMIT.field));
  return { type: 'context', block_id: id, elements };
}

export function actions(id: string, elements: ActionsBlock['elements']): ActionsBlock {
  return { type: 'actions', block_id: id, elements };
}

export function button(
  actionId: string,
  label: string,
  value: string,
  more: Pick<Button, 'style' | 'url' | 'confirm'> = {},
): Button {
  return { type: 'button', action_id: actionId, text: text(label, LIMIT.button), value, ...more };
}

/** What is asked before a press counts. */
export function confirmation(asked: { title: string; text: string; yes: string; no: string }): ConfirmationDialog {
  return {
    title: text(asked.title, LIMIT.confirmTitle),
    text: text(asked.text, LIMIT.confirmText),
    confirm: text(asked.yes, LIMIT.confirmButton),
    deny: text(asked.no, LIMIT.confirmButton),
  };
}

export function option(label: string, value: string, description?: string): PlainTextOption {
  const base = { text: text(label, LIMIT.option), value };
  return description === undefined || description === ''
    ? base
    : { ...base, description: text(description, LIMIT.option) };
}

export function select(actionId: string, placeholder: string, options: readonly PlainTextOption[]): StaticSelect {
  return {
    type: 'static_select',
    action_id: actionId,
    placeholder: text(placeholder, LIMIT.placeholder),
    options: options.slice(0, LIMIT.options),
  };
}

/** A picture the chat has been given as a file. */
export function picture(id: string, fileId: string, alt: string): ImageBlock {
  return { type: 'image', block_id: id, slack_file: { id: fileId }, alt_text: plain(alt, LIMIT.alt) };
}

export function modal(view: {
  callbackId: string;
  title: string;
  blocks: readonly KnownBlock[];
  state: string;
  close: string;
  submit?: string;
}): ModalView {
  return {
    type: 'modal',
    callback_id: view.callbackId,
    title: text(view.title, LIMIT.title),
    close: text(view.close, LIMIT.title),
    ...(view.submit === undefined ? {} : { submit: text(view.submit, LIMIT.title) }),
    private_metadata: view.state,
    blocks: view.blocks.slice(0, 100),
  };
}
