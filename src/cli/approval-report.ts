// What came of an approval, proposal by proposal: as a table and as JSON.

import type { IssueOutcome } from '../app/notices/issue.ts';
import type { SendSummary } from '../app/notices/send.ts';
import type { DecidedBefore } from '../app/proposals/decide.ts';
import type { WithheldReason } from '../core/four-eyes.ts';
import { withheldText } from '../core/four-eyes-text.ts';
import { noticeNumberText } from '../core/notice-number.ts';
import type { ReopenReason, WithdrawalReason } from '../core/reason.ts';
import { reasonText, reopenText } from '../core/reason-text.ts';
import type { LatestDelivery } from '../db/notice-deliveries.ts';
import type { ProposalOutcomeRow } from '../db/proposal-outcomes.ts';
import { decidedText } from './commands/decide.ts';
import type { Answer, House } from './desk.ts';
import { reasonJson, reopenJson, withDecimals } from './json.ts';
import { deliveryText, outboxFolder, outboxLines, sendingText } from './sending.ts';
import { table } from './table.ts';

export interface Result {
  row: ProposalOutcomeRow;
  /** What issuing it said; null when somebody else was first. */
  issue: Exclude<IssueOutcome, { outcome: 'not_approved' }> | null;
  /** Who decided it before this command; null when this command did. */
  before: DecidedBefore | null;
  /** Why this approval changed nothing (four eyes); null when it did. */
  withheld: WithheldReason | null;
  delivery?: LatestDelivery | null;
}

export function approvalAnswer(house: House, results: readonly Result[], sent: SendSummary): Answer {
  const json = { proposals: results.map(resultJson), sent, outbox: outboxFolder(house) };
  if (results.length === 0) {
    const nothing = house.say('Nothing waits for a decision.', 'Nichts wartet auf eine Entscheidung.');
    return { json, lines: [nothing] };
  }
  const { list } = house.words;
  const columns = [
    { title: house.say('ID', 'Nr.'), right: true },
    { title: list.customer },
    { title: list.total, right: true },
    { title: house.words.today.delivery },
    { title: house.say('Result', 'Ergebnis'), whole: true },
  ];
  const rows = results.map((result) => rowOf(house, result));
  const issued = results.filter(({ row, before }) => row.noticeNumber !== null && before === null).length;
  const summary = house.say(`${issued} of ${results.length} issued`, `${issued} von ${results.length} ausgestellt`);
  const closing = [`${summary}; ${sendingText(house, sent)}.`, ...(issued > 0 ? outboxLines(house) : [])];
  return { json, lines: [...table(columns, rows), '', ...closing] };
}

function rowOf(house: House, result: Result): string[] {
  const { row, issue, delivery = null } = result;
  const customer = `${row.customerNumber} ${row.customerName}`;
  const total = issue?.outcome === 'issued' ? house.money(issue.totalCents, issue.currency) : '';
  const sending = row.noticeNumber === null ? '' : deliveryText(house, delivery);
  return [String(row.id), customer, total, sending, resultText(house, result)];
}

function resultText(house: House, { row, issue, before, withheld }: Result): string {
  const { language, words } = house;
  const notice = (number: number) => `${house.say('notice', 'Schreiben')} ${noticeNumberText(number)}`;
  const withdrawn = (reason: WithdrawalReason) =>
    `${words.decisions.states.withdrawn}: ${reasonText(reason, language)}`;
  const reopened = (reason: ReopenReason) =>
    `${house.say('asked again', 'neu gefragt')}: ${reopenText(reason, language)}`;
  switch (issue?.outcome) {
    case 'issued':
      return notice(issue.number);
    case 'withdrawn':
      return withdrawn(issue.reason);
    case 'reopened':
      return reopened(issue.reason);
    case 'failed':
      return `${house.say('failed, still approved', 'gescheitert, weiterhin freigegeben')}: ${issue.detail}`;
  }
  if (withheld !== null) return withheldText(withheld, language);
  if (before !== null) return `${house.say('no longer open', 'nicht mehr offen')}: ${decidedText(house, before)}`;
  if (row.noticeNumber !== null) return notice(row.noticeNumber);
  if (row.withdrawnReason !== null) return withdrawn(row.withdrawnReason);
  return row.reopenedReason === null ? words.decisions.states[row.state] : reopened(row.reopenedReason);
}

/**
 * `outcome`: issued, approved_once, withdrawn, reopened, failed, or decided_before; then `before` says who was first.
 */
function resultJson({ row, issue, before, withheld, delivery = null }: Result): unknown {
  const { id, customerNumber, customerName, currency, noticeNumber, reopenedReason } = row;
  const state = row.state === 'proposed' && reopenedReason !== null ? 'reopened' : row.state;
  return withDecimals({
    id,
    customer: { number: customerNumber, name: customerName },
    outcome: before === null ? (issue?.outcome ?? state) : 'decided_before',
    notice: noticeNumber === null ? null : noticeNumberText(noticeNumber),
    currency,
    totalCents: issue?.outcome === 'issued' ? issue.totalCents : null,
    reason: before === null ? reasonOf(row, issue) : null,
    before,
    withheld: withheld === null ? null : { code: withheld, text: withheldText(withheld, 'en') },
    delivery: delivery === null ? null : { channel: delivery.channel, state: delivery.state, reason: delivery.reason },
  });
}

function reasonOf({ withdrawnReason, reopenedReason }: ProposalOutcomeRow, issue: Result['issue']) {
  if (issue?.outcome === 'failed') return { code: 'failed', text: issue.detail };
  if (withdrawnReason !== null) return reasonJson(withdrawnReason);
  return reopenedReason === null ? null : reopenJson(reopenedReason);
}
