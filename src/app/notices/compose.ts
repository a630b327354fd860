// From a proposal and the facts of the day to the frozen model of the notice: what the letter and the mail will say.

import { amountsOf, deadlineOf, type IssuedNotice, type NoticeAmounts } from '../../core/amounts.ts';
import { type Calendar, isCalendar } from '../../core/calendar.ts';
import { daysBetween } from '../../core/day.ts';
import { sumCents } from '../../core/money.ts';
import type { Language, Notice, NoticeInvoice, NoticeKind, NoticeOrganisation } from '../../core/notice.ts';
import type { Level, Plan } from '../../core/plan.ts';
import type { InvoiceTruth } from '../../core/position.ts';
import type { CustomerTruth } from '../../db/facts/customers.ts';
import type { Organisation } from '../../db/organisation.ts';
import type { Engine } from '../engine.ts';

export interface NoticeLine {
  invoice: InvoiceTruth;
  /** The level it reaches; null when it is only listed. */
  level: Level | null;
}

export interface NoticeDraft {
  truth: CustomerTruth;
  plan: Plan;
  level: Level | null;
  currency: string;
  lines: readonly NoticeLine[];
  unmatchedCents: number;
  waiveFee: boolean;
  remark: string | null;
}

/** The notice as it would be issued today; `number` is null until it is. */
export function composeNotice(draft: NoticeDraft, engine: Engine): { notice: Notice; amounts: NoticeAmounts } {
  const { organisation, settings } = engine;
  const { truth, level, currency } = draft;
  const issuedOn = settings.today;
  const earlier = earlierNotices(draft);
  const country = truth.row.address?.country ?? organisation.country;
  const amounts = amountsOf(
    draft.lines.map((line) => line.invoice),
    {
      plan: draft.plan,
      level: level === null || !draft.waiveFee ? level : { ...level, fee: { kind: 'none' } },
      currency,
      party: truth.row.party,
      applyFees: truth.row.applyFees,
      debtorCalendar: debtorCalendar(organisation, country, truth.row.state),
      earlier,
      today: issuedOn,
    },
  );
  const invoices = draft.lines
    .map((line, index) => invoiceOnNotice(line, amounts.lines[index], issuedOn))
    .sort(byDueDate);
  const termDays = level?.paymentTermDays ?? 0;
  const notice: Notice = {
    kind: kindOf(level),
    number: null,
    issuedOn,
    deadline: deadlineOf(issuedOn, termDays, engine.calendar, organisation.moveDeadline),
    language: truth.row.language ?? organisation.language,
    currency,
    organisation: organisationOnNotice(organisation),
    customer: {
      number: truth.row.number,
      name: truth.row.name,
      address: truth.row.address,
      language: truth.row.language ?? organisation.language,
      party: truth.row.party,
      salutation: truth.row.salutation,
    },
    level: level === null ? null : { name: level.name, position: level.position },
    invoices,
    principalCents: amounts.principalCents,
    feeCents: amounts.feeCents,
    carriedCents: amounts.carriedCents,
    carried: amounts.carried.map(({ notice: one, cents }) => ({
      noticeNumber: one.number,
      issuedOn: one.issuedOn,
      cents,
    })),
    interestCents: amounts.interestCents,
    interestUnknownFrom: amounts.interestUnknownFrom,
    compensationCents: amounts.compensationCents,
    totalCents: amounts.totalCents,
    unmatchedCents: Math.max(0, draft.unmatchedCents),
    remark: draft.remark,
    history: earlier.map(({ number, levelName, issuedOn: on, deadline }) => ({
      number,
      levelName,
      issuedOn: on,
      deadline,
    })),
    paymentReference: paymentReference(invoices, truth.row.number),
  };
  return { notice, amounts };
}

function kindOf(level: Level | null): NoticeKind {
  return level?.kind ?? 'recap';
}

/** Issued notices in this currency that share an invoice with the draft. */
function earlierNotices({ truth, currency, lines }: NoticeDraft): IssuedNotice[] {
  const ids = new Set(lines.map((line) => line.invoice.id));
  return truth.notices.filter(
    (notice) => notice.currency === currency && notice.invoices.some((line) => ids.has(line.invoiceId)),
  );
}

function invoiceOnNotice(
  { invoice, level }: NoticeLine,
  charges: NoticeAmounts['lines'][number] | undefined,
  today: Notice['issuedOn'],
): NoticeInvoice {
  return {
    number: invoice.number,
    issuedOn: invoice.issuedOn,
    dueDate: invoice.dueDate,
    daysOverdue: Math.max(0, daysBetween(invoice.dueDate, today)),
    grossCents: invoice.grossCents,
    paidCents: sumCents(invoice.settlements.map((settlement) => settlement.cents)),
    openCents: invoice.openCents,
    interestCents: charges?.interest.cents ?? 0,
    interestSegments: charges?.interest.segments ?? [],
    compensationCents: charges?.compensationCents ?? 0,
    levelName: level?.name ?? null,
    paymentReference: invoice.paymentReference,
  };
}

function byDueDate(a: NoticeInvoice, b: NoticeInvoice): number {
  if (a.dueDate !== b.dueDate) return a.dueDate < b.dueDate ? -1 : 1;
  return a.number < b.number ? -1 : a.number > b.number ? 1 : 0;
}

/** A single invoice keeps its own reference; several are named as long as they fit, else customer number and day. */
function paymentReference(invoices: readonly NoticeInvoice[], customerNumber: string): string {
  const [only, second] = invoices;
  if (only !== undefined && second === undefined) return only.paymentReference ?? only.number;
  const numbers = invoices.map((invoice) => invoice.number).join(', ');
  return numbers.length <= 100 ? numbers : `${customerNumber} (${invoices.length})`;
}

/** The debtor's calendar: his state's, else his country's nationwide days; `none` where the organisation has none. */
function debtorCalendar(organisation: Organisation, country: string, state: string | null): Calendar {
  if (organisation.calendar === 'none') return { id: 'none' };
  const withState = `${country}-${state ?? ''}`;
  if (isCalendar(withState)) return { id: withState };
  return { id: isCalendar(country) ? country : 'none' };
}

export function organisationOnNotice(row: Organisation): NoticeOrganisation {
  return {
    name: row.name,
    address: row.address,
    legalLines: row.legalLines,
    vatId: row.vatId,
    email: row.email,
    phone: row.phone,
    website: row.website,
    bankName: row.bankName,
    accountHolder: row.accountHolder,
    iban: row.iban,
    bic: row.bic,
    language: row.language as Language,
    ...(row.logo === null ? {} : { logo: Buffer.from(row.logo).toString('hex') }),
  };
}
