// One proposal in full: amounts, invoices, warnings, the letter as a picture, the mail as text - and approving it at
// its level or a higher one, with or without the fee.

import type { ProposalDetail } from '../../app/insight/preview-proposal.ts';
import type { ProposalView } from '../../app/insight/proposal-view.ts';
import { reasonText, reopenText } from '../../core/reason-text.ts';
import {
  actions,
  button,
  context,
  fields,
  type KnownBlock,
  type ModalView,
  modal,
  option,
  picture,
  section,
  text,
} from '../blocks/parts.ts';
import { ACTION, idsValue, VIEW, writeState } from '../ids.ts';
import { cut, joined, type Md, md, own } from '../text.ts';
import type { Voice } from '../voice.ts';

export interface DetailParts {
  mail: { subject: string; text: string } | null;
  /** Null = none; undefined = on its way. */
  fileId: string | null | undefined;
  /** Address of the console; null = people have none. */
  consoleUrl: string | null;
}

const LINES_AT_MOST = 12;
const MAIL_MAX = 2_500;

export function detailModal(
  proposal: ProposalDetail & { view: ProposalView },
  parts: DetailParts,
  voice: Voice,
): ModalView {
  const { view } = proposal;
  const { detail, button: words } = voice.words;
  const decidable = view.state === 'proposed' || view.state === 'approved_once';
  const blocks: KnownBlock[] = [factsBlock(view, voice), ...warnings(view, voice), linesBlock(view, voice)];
  if (decidable) blocks.push(...choiceBlocks(proposal, voice));
  if (parts.fileId != null) blocks.push(picture('letter', parts.fileId, detail.letterAlt(view.customer.name)));
  else blocks.push(context('letter', own(parts.fileId === undefined ? detail.drawing : detail.noPicture)));
  if (parts.mail !== null) {
    const body = cut(parts.mail.text, MAIL_MAX);
    blocks.push(section('mail', md`*${parts.mail.subject}*\n${multiline(body)}`));
  }
  blocks.push(actions('act', buttonsOf(proposal, decidable, parts.consoleUrl, voice)));
  if (view.lastNotice !== null) {
    const { levelName, issuedOn } = view.lastNotice;
    blocks.push(context('last', md`${detail.last(levelName, voice.day(issuedOn))}`));
  }
  return modal({
    callbackId: VIEW.detail,
    title: view.lines[0]?.invoice ?? view.customer.number,
    close: words.back,
    ...(decidable ? { submit: words.approve } : {}),
    blocks,
    state: writeState({ proposal: view.id, version: view.version }),
  });
}

function buttonsOf(
  { view, originals }: ProposalDetail & { view: ProposalView },
  decidable: boolean,
  consoleUrl: string | null,
  { words: { button: words } }: Voice,
) {
  const value = idsValue(view.id);
  const buttons = [button(ACTION.testMail, words.testMail, value), button(ACTION.pdf, words.pdf, value)];
  if (originals.length > 0) buttons.push(button(ACTION.original, words.original, value));
  if (decidable) buttons.push(button(ACTION.otherwise, words.more, value));
  const invoice = view.lines.find((line) => line.levelName !== null)?.invoice ?? view.lines[0]?.invoice;
  if (consoleUrl !== null && invoice !== undefined) {
    const url = `${consoleUrl.replace(/\/$/, '')}/invoices/${encodeURIComponent(invoice)}`;
    buttons.push(button(ACTION.console, words.console, 'console', { url }));
  }
  return buttons;
}

function factsBlock(view: ProposalView, voice: Voice): KnownBlock {
  const { detail, by, nowhere, days } = voice.words;
  const to = view.wayOut.channel === null ? nowhere : `${by[view.wayOut.channel]} ${view.wayOut.to.join(', ')}`;
  const total = view.amounts === null ? '–' : voice.money(view.amounts.totalCents, view.currency);
  const rows: [string, string][] = [
    [detail.customer, `${view.customer.name} (${view.customer.number})`],
    [detail.open, voice.money(view.openCents, view.currency)],
    [detail.total, total],
    [detail.overdue, days(view.daysOverdue)],
    [detail.to, to],
    [detail.level, view.level?.name ?? voice.words.statement],
  ];
  return fields(
    'facts',
    rows.map(([label, value]) => md`*${label}*\n${value}`),
  );
}

function warnings(view: ProposalView, voice: Voice): KnownBlock[] {
  const found: string[] = [];
  if (view.against !== null) {
    const { against } = view;
    found.push(
      against.kind === 'withdraw'
        ? reasonText(against.reason, voice.language)
        : reopenText(against.reason, voice.language),
    );
  }
  if (view.reopened !== null) found.push(reopenText(view.reopened, voice.language));
  if (view.unmatchedCents > 0) {
    found.push(`${voice.words.warning.item.unmatched}: ${voice.money(view.unmatchedCents, view.currency)}`);
  }
  return found.map((line, index) => section(`warning${index}`, md`:warning: ${line}`));
}

function linesBlock(view: ProposalView, voice: Voice): KnownBlock {
  const lines: Md[] = view.lines
    .slice(0, LINES_AT_MOST)
    .map(
      (line) =>
        md`• ${line.invoice} · ${voice.day(line.dueDate)} · ${voice.money(line.openCents, view.currency)} · ${line.levelName ?? '–'}`,
    );
  const rest = view.lines.length - LINES_AT_MOST;
  if (rest > 0) lines.push(own(voice.words.more(rest)));
  return section('lines', md`*${own(voice.words.detail.lines)}*\n${joined(lines, '\n')}`);
}

function choiceBlocks(proposal: ProposalDetail & { view: ProposalView }, voice: Voice): KnownBlock[] {
  const { view, higherLevels: higher } = proposal;
  const { detail } = voice.words;
  const blocks: KnownBlock[] = [];
  if (view.level !== null && higher.length > 0) {
    const proposed = option(detail.proposed(view.level.name), '0');
    blocks.push({
      type: 'input',
      block_id: 'level',
      label: text(detail.level, 2_000),
      hint: text(detail.levelHint, 2_000),
      element: {
        type: 'static_select',
        action_id: 'v',
        options: [proposed, ...higher.slice(0, 90).map(({ id, name }) => option(name, String(id)))],
        initial_option: proposed,
      },
    });
  }
  blocks.push(
    {
      type: 'input',
      block_id: 'remark',
      optional: true,
      label: text(detail.remark, 2_000),
      element: { type: 'plain_text_input', action_id: 'v', multiline: true, max_length: 500 },
    },
    {
      type: 'input',
      block_id: 'options',
      optional: true,
      label: text(detail.options, 2_000),
      element: { type: 'checkboxes', action_id: 'v', options: optionsOf(proposal, voice) },
    },
  );
  return blocks;
}

function optionsOf({ originals, attachesOriginals, mayAddLetter }: ProposalDetail, { words: { detail } }: Voice) {
  const options = [option(detail.waiveFee, 'waive_fee')];
  if (originals.length > 0 && !attachesOriginals) options.push(option(detail.attachOriginal, 'attach_original'));
  if (mayAddLetter) options.push(option(detail.alsoLetter, 'also_letter'));
  return options;
}

/** Escaped line by line, so that the mail keeps its lines. */
function multiline(body: string): Md {
  return joined(
    body.split('\n').map((line) => md`${line}`),
    '\n',
  );
}
