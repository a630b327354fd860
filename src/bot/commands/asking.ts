// Commands that only ask: how things stand, why, what happened, what is to come. They change nothing.

import { listBlocks } from '../../app/holds/blocks.ts';
import { findInvoices } from '../../app/insight/find-invoices.ts';
import { forecast as readForecast } from '../../app/insight/forecast.ts';
import { type HistoryEvent, invoiceHistory } from '../../app/insight/invoice-history.ts';
import { viewInvoice } from '../../app/insight/invoice-view.ts';
import { latestNotice } from '../../app/insight/latest-notice.ts';
import { listUndecided } from '../../app/insight/list-proposals.ts';
import { deliverySummary, runsToday } from '../../app/insight/today.ts';
import { type WhyAnswer, whyInvoice } from '../../app/insight/why.ts';
import { isDay } from '../../core/day.ts';
import type { Block } from '../../core/hold.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import { joined, type Md, md, own } from '../text.ts';
import type { Voice } from '../voice.ts';
import type { Visitor } from '../who.ts';
import { type Answer, answer } from './answer.ts';
import { gateOf, reasonOf } from './reasons.ts';
import type { ResolvedOrder } from './resolve.ts';
import { COMMAND_WORDS } from './words/index.ts';

type Act = (visitor: Visitor, order: ResolvedOrder) => Promise<Answer>;

const ROWS = 15;
const EVENTS = 20;
const INVOICES_OF_HISTORY = 10;

const wordsOf = ({ voice }: Visitor) => COMMAND_WORDS[voice.language];

export const status: Act = async (visitor, order) => {
  const { subject } = order;
  if (subject.kind === 'customer') return customerStatus(visitor, subject);
  const { voice, ctx } = visitor;
  const { show } = wordsOf(visitor);
  const view = await viewInvoice(ctx, { invoice: subject.number });
  const money = view.openCents <= 0 ? show.paidAll : `${voice.money(view.openCents, view.currency)} ${show.open}`;
  const days = view.openCents <= 0 ? show.due(voice.day(view.dueDate)) : show.overdue(view.daysOverdue);
  const lines = [
    md`*${view.number}* · ${show.customer(view.customer.name, view.customer.number)} · ${money} · ${days}`,
  ];
  for (const block of [...view.blocks, ...(view.pause === null ? [] : [view.pause])]) {
    lines.push(blockText(block, voice));
  }
  if (view.dispute !== null) lines.push(show.dispute(voice.day(view.dispute.raisedOn), view.dispute.raisedBy));
  if (view.promise !== null) lines.push(show.promise(voice.weekday(view.promise.on)));
  const latest = await latestNotice(ctx, { invoice: view.number });
  if (latest !== null) {
    const delivery = latest.deliveries.at(-1);
    const state = delivery === undefined ? '' : `, ${show.deliveries[delivery.state]}`;
    const when = own(voice.instant(delivery?.sentAt ?? latest.issuedAt) + state);
    lines.push(show.notice(noticeNumberText(latest.number), latest.level ?? show.statement, when));
  }
  if (view.kind === 'invoice') lines.push(...verdictLines(visitor, await whyInvoice(ctx, { invoice: view.number })));
  return { lines };
};

async function customerStatus(visitor: Visitor, customer: { number: string; name: string }): Promise<Answer> {
  const { voice, ctx } = visitor;
  const { show } = wordsOf(visitor);
  const blocks = await listBlocks(ctx, {});
  const standing = blocks.filter(
    ({ block, customerNumber }) => block.scope === 'customer' && customerNumber === customer.number,
  );
  const invoices = await invoicesOf(visitor, customer.number);
  const rows = invoices.slice(0, ROWS).map((one) => {
    const open = one.openCents <= 0 ? show.paidAll : `${voice.money(one.openCents, one.currency)} ${show.open}`;
    return md`• *${one.number}* · ${open} · ${show.due(voice.day(one.dueDate))}`;
  });
  const rest = invoices.length - rows.length;
  return {
    lines: [
      show.customer(customer.name, customer.number),
      ...standing.map(({ block }) => blockText({ ...block, until: block.untilOn }, voice)),
      ...(rows.length === 0 ? [show.noInvoices] : rows),
      ...(rest > 0 ? [own(show.moreRows(rest))] : []),
    ],
  };
}

export const why: Act = async (visitor, { subject: { number: invoice }, day }) => {
  const { show } = wordsOf(visitor);
  const asked = await whyInvoice(visitor.ctx, { invoice, ...(day === null ? {} : { on: day }) });
  const { voice } = visitor;
  const asOf = asked.basis.kind === 'run' ? [show.asOf(voice.weekday(asked.on))] : [];
  const gate = asked.gate === null ? [] : [show.gate(gateOf(voice, asked.gate))];
  const money = asked.openCents <= 0 ? show.paidAll : `${voice.money(asked.openCents, asked.currency)} ${show.open}`;
  const open = md`*${invoice}* · ${money}`;
  return { lines: [open, ...asOf, ...gate, ...verdictLines(visitor, asked)] };
};

function verdictLines({ voice }: Visitor, { verdict, next }: WhyAnswer): Md[] {
  const { show } = COMMAND_WORDS[voice.language];
  if (verdict.kind === 'proposed') return [verdict.level === null ? show.statementDue : show.proposed(verdict.level)];
  const reason = reasonOf(voice, verdict.reason);
  const saysNext = ['not_overdue', 'waiting', 'paid', 'exhausted', 'bound_to_proposal'].includes(verdict.reason.code);
  return next === null || saysNext ? [reason] : [reason, show.nextLevel(next.level, voice.weekday(next.reachedOn))];
}

export const history: Act = async (visitor, { subject }) => {
  const { show } = wordsOf(visitor);
  const numbers =
    subject.kind === 'invoice'
      ? [subject.number]
      : (await invoicesOf(visitor, subject.number)).slice(0, INVOICES_OF_HISTORY).map(({ number }) => number);
  const events: { event: HistoryEvent; invoice: string; currency: string }[] = [];
  for (const number of numbers) {
    const { invoice, events: own } = await invoiceHistory(visitor.ctx, { invoice: number });
    events.push(...own.map((event) => ({ event, invoice: number, currency: invoice.currency })));
  }
  events.sort((a, b) => (a.event.at < b.event.at ? -1 : a.event.at > b.event.at ? 1 : 0));
  const shown = events.slice(-EVENTS);
  const head = subject.kind === 'customer' ? show.customer(subject.name, subject.number) : md`*${subject.number}*`;
  const several = subject.kind === 'customer';
  const rows = shown.map(({ event, invoice, currency }) =>
    eventLine(visitor, event, currency, several ? invoice : null),
  );
  const earlier = events.length - shown.length;
  return {
    lines: [
      head,
      ...(earlier > 0 ? [own(show.moreRows(earlier))] : []),
      ...(rows.length === 0 ? [show.nothingHappened] : rows),
    ],
  };
};

function eventLine({ voice }: Visitor, event: HistoryEvent, currency: string, invoice: string | null): Md {
  const { history: words, show, quoted } = COMMAND_WORDS[voice.language];
  const { facts } = event;
  const told: string[] = [
    event.kind === 'decided' ? (words.decisions[String(facts.decision)] ?? words.decided) : words[event.kind],
  ];
  const text = (name: string) => (typeof facts[name] === 'string' && facts[name] !== '' ? String(facts[name]) : null);
  if (event.kind === 'delivery' && facts.state !== undefined) {
    told.push(show.deliveries[facts.state as keyof typeof show.deliveries] ?? '');
  }
  if (typeof facts.number === 'number') told.push(noticeNumberText(facts.number));
  const level = text('level');
  if (level !== null) told.push(quoted(level));
  for (const name of ['amountCents', 'grossCents', 'totalCents']) {
    const cents = facts[name];
    if (typeof cents === 'number') told.push(voice.money(cents, currency));
  }
  const until = text('until') ?? text('on');
  if (until !== null && isDay(until)) told.push(words.until(voice.day(until)));
  for (const name of ['reason', 'remark'])
    if (text(name) !== null && event.kind !== 'withdrawn') told.push(String(text(name)));
  if (event.by !== null) told.push(event.by);
  const parts = [
    own(`• ${voice.instant(event.at)}`),
    ...(invoice === null ? [] : [md`${invoice}`]),
    ...told.map((part) => md`${part}`),
  ];
  return joined(parts, ' · ');
}

export async function forecast(visitor: Visitor, weeks: number): Promise<Answer> {
  const { voice, ctx } = visitor;
  const { show } = wordsOf(visitor);
  const rows = await readForecast(ctx, { days: weeks * 7 });
  if (rows.length === 0) return answer(show.forecast(weeks), show.nothingDue);
  const lines = rows.slice(0, 40).map((row) => {
    const amount = voice.money(row.principalCents, row.currency);
    return show.forecastRow(voice.weekday(row.on), row.level ?? show.statement, row.notices, amount);
  });
  const rest = rows.length - lines.length;
  return { lines: [show.forecast(weeks), ...lines, ...(rest > 0 ? [own(show.moreRows(rest))] : [])] };
}

/** How the day stands. */
export async function overview(visitor: Visitor): Promise<Answer> {
  const { voice, ctx } = visitor;
  const { show } = wordsOf(visitor);
  const { total } = await listUndecided(ctx, { limit: 1 });
  const { on, waiting, issued } = await deliverySummary(ctx, { latest: 0 });
  const lines = [
    show.today(voice.weekday(on)),
    own(`• ${total === 0 ? show.nothingUndecided : show.undecided(total)}`),
    own(`• ${show.approved(waiting)}`),
    own(`• ${show.issued(issued)}`),
  ];
  for (const { plan, gate } of await runsToday(ctx, {})) {
    if (gate !== null) lines.push(show.stopped(plan, gateOf(voice, gate)));
  }
  return { lines };
}

async function invoicesOf({ ctx }: Visitor, customer: string) {
  const { found } = await findInvoices(ctx, { text: customer, limit: 100 });
  return found.filter((one) => one.customerNumber === customer && one.kind === 'invoice');
}

/** Who holds it back, until when and why. */
function blockText({ scope, setBy: by, until, reason }: Omit<Block, 'from'>, voice: Voice): Md {
  const codes = { invoice: 'invoice_paused', customer: 'customer_blocked', all: 'dunning_suspended' } as const;
  return reasonOf(voice, { code: codes[scope], by, until, reason });
}
