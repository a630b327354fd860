// The form of the chat's settings: its fields, and what was entered.

import { html } from 'hono/html';
import type { ChatDescription } from '../../app/chat/settings.ts';
import type { Problems } from '../forms.ts';
import { typedTime, typedWhole } from '../typed-rules.ts';
import type { Html, Request } from '../web.ts';
import { checkField, type FieldParts, textField } from './fields.ts';

const TEXTS = [
  'channelId',
  'nudgeAt',
  'closeAt',
  'undoMinutes',
  'emptyAfterDays',
  'approverGroup',
  'viewerGroup',
] as const;
const BOXES = ['nudgeDirect', 'showDetails', 'initials'] as const;
export const CHAT_FIELDS = [...TEXTS, ...BOXES] as const;
export type ChatFields = Partial<Record<(typeof CHAT_FIELDS)[number], string>>;

/** The settings as the form shows them. */
export function chatFieldsOf(chat: ChatDescription): ChatFields {
  const texts = TEXTS.map((name) => [name, chat[name] === null ? '' : String(chat[name])]);
  return Object.fromEntries([...texts, ...BOXES.map((name) => [name, chat[name] ? 'on' : ''])]);
}

export function chatForm(c: Request, fields: ChatFields, problems: Problems, mayEdit: boolean): Html | string {
  const { settings: words } = c.get('words');
  if (!mayEdit) return html`<p>${words.readOnly}</p>`;
  const of = (name: (typeof TEXTS)[number], label: string, hint?: string): FieldParts => {
    return { name, label, value: fields[name] ?? '', problems, ...(hint === undefined ? {} : { hint }) };
  };
  const box = (name: (typeof BOXES)[number]) =>
    checkField({ name, label: words[name], checked: fields[name] === 'on' });
  return html`<form method="post" action="/settings/chat" novalidate>
${textField(of('channelId', words.channel, words.channelHint), 'narrow')}${textField(of('nudgeAt', words.nudgeAt), 'narrow')}
${box('nudgeDirect')}${textField(of('closeAt', words.closeAt), 'narrow')}
${textField(of('undoMinutes', words.undoMinutes), 'narrow', 'numeric')}
${box('showDetails')}${box('initials')}
${textField(of('emptyAfterDays', words.emptyAfterDays, words.emptyAfterDaysHint), 'narrow', 'numeric')}
${textField(of('approverGroup', words.approverGroup, words.groupHint), 'narrow')}
${textField(of('viewerGroup', words.viewerGroup, words.groupHint), 'narrow')}
<button class="primary">${words.save}</button></form>`;
}

interface ChatInput {
  channelId: string | null;
  nudgeAt: string;
  closeAt: string;
  undoMinutes: number;
  emptyAfterDays: number | null;
  approverGroup: string | null;
  viewerGroup: string | null;
  nudgeDirect: boolean;
  showDetails: boolean;
  initials: boolean;
}

export function readChatFields(c: Request, fields: ChatFields): { input: ChatInput } | { problems: Problems } {
  const { wrong } = c.get('words').plans;
  const text = (name: (typeof TEXTS)[number]) => (fields[name] ?? '').trim();
  const orNull = (name: (typeof TEXTS)[number]) => (text(name) === '' ? null : text(name));
  const [nudgeAt, closeAt] = [typedTime(text('nudgeAt')), typedTime(text('closeAt'))];
  const undoMinutes = typedWhole(text('undoMinutes'));
  const emptyAfterDays = text('emptyAfterDays') === '' ? null : typedWhole(text('emptyAfterDays'));
  if (nudgeAt === undefined || closeAt === undefined || undoMinutes === undefined || emptyAfterDays === undefined) {
    return {
      problems: {
        ...(nudgeAt === undefined ? { nudgeAt: wrong.time } : {}),
        ...(closeAt === undefined ? { closeAt: wrong.time } : {}),
        ...(undoMinutes === undefined ? { undoMinutes: wrong.whole } : {}),
        ...(emptyAfterDays === undefined ? { emptyAfterDays: wrong.whole } : {}),
      },
    };
  }
  const isOn = (name: (typeof BOXES)[number]) => fields[name] === 'on';
  return {
    input: {
      channelId: orNull('channelId'),
      nudgeAt,
      closeAt,
      undoMinutes,
      emptyAfterDays,
      approverGroup: orNull('approverGroup'),
      viewerGroup: orNull('viewerGroup'),
      nudgeDirect: isOn('nudgeDirect'),
      showDetails: isOn('showDetails'),
      initials: isOn('initials'),
    },
  };
}
