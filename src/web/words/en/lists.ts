// The English words of lists: today, deliveries, reasons in a word.

import type { DeliveryState } from '../../../core/delivery.ts';
import type { Channel } from '../../../core/plan.ts';
import { REASON_WORDS } from '../../../core/reason-words.ts';
import { counted } from '../count.ts';

const n = counted('en-GB');
const notices = (count: number) => n(count, 'notice', 'notices');
const proposals = (count: number) => n(count, 'proposal', 'proposals');

export const lists = {
  list: {
    level: 'Level',
    statement: 'Statement of account',
    currency: 'Currency',
    count: 'Notices',
    open: 'Open',
    fees: 'Fees',
    interest: 'Interest',
    charges: 'Charges',
    total: 'Total',
    customer: 'Customer',
    invoices: 'Invoices',
    notes: 'Notes',
    tick: (customer: string) => `Tick ${customer}`,
    overdue: (days: number) => (days <= 0 ? 'not yet due' : n(days, 'day overdue', 'days overdue')),
    due: (day: string) => `due ${day}`,
    more: (count: number) => `and ${count.toLocaleString('en-GB')} more`,
    carried: (amount: string) => `${amount} carried over`,
    ofInterest: (amount: string) => `${amount} interest`,
    compensation: (amount: string) => `${amount} compensation`,
    alsoListed: (count: number) => n(count, 'more listed', 'more listed'),
    firstApproval: (name: string) => `Approved by ${name}; waits for a second approval.`,
    byHand: 'Proposed by hand',
    unmatched: (amount: string) => `${amount} unmatched from this customer`,
    noAddress: { email: 'No e-mail address', letter: 'No postal address' } satisfies Record<Channel, string>,
    by: { email: 'by e-mail', letter: 'by letter' } satisfies Record<Channel, string>,
    noWayOut: 'no address',
    ratesUnknown: (day: string) => `No interest from ${day}: the rate is not known`,
    lastNotice: (level: string, day: string) => `${level} of ${day}`,
  },
  today: {
    title: 'Today',
    waiting: (count: number) => (count === 0 ? 'Nothing waits for a decision' : `${proposals(count)} to decide`),
    noRun: (plan: string) => `${plan}: no run yet today.`,
    ran: (plan: string, at: string, who: string) => `${plan}: run at ${at} (${who}).`,
    runBy: {
      schedule: () => 'on schedule',
      catch_up: () => 'made up for a missed one',
      person: (name: string) => `by ${name}`,
    },
    runCounts: (made: number, changed: number, gone: number) =>
      [`${made} new`, changed > 0 ? `${changed} changed` : '', gone > 0 ? `${gone} withdrawn` : '']
        .filter((part) => part !== '')
        .join(', '),
    stopped: (plan: string) => `The run of ${plan} was stopped`,
    wouldStop: (plan: string) => `A run of ${plan} would be stopped`,
    runNow: 'Run now',
    runAnyway: 'Run anyway',
    runAnywayHint: 'The run records that you decided this.',
    byLevel: 'By level',
    all: 'All levels',
    sum: 'Sum',
    approveAll: (count: number) => `Approve all ${count.toLocaleString('en-GB')} …`,
    approveOne: 'Approve it …',
    held: 'Held back at the last run',
    table: 'Proposals',
    tickPage: 'Tick all on this page',
    untick: 'Untick all',
    keys: 'Keys',
    keyList: {
      j: 'Next row',
      k: 'Row before',
      x: 'Tick',
      a: 'Approve what is ticked',
      s: 'Skip what is ticked',
      Enter: 'Look inside, and close',
      o: 'Open on its own page',
      '/': 'To the filter',
      '?': 'These keys',
    },
    ticked: 'ticked',
    nothingTicked: 'Nothing was ticked. Tick the rows you decide on first.',
    emptyNext: 'Everything is decided. The next run asks again.',
    emptyRun: 'There was no run today. Start one to see what is due.',
    showAll: 'Show all levels',
    viewer: 'You can look, but not decide: that needs the role approver.',
    whyNot: 'Why is an invoice not here?',
    waitingToIssue: (count: number) => `${n(count, 'approved notice is', 'approved notices are')} being issued`,
    issued: 'Issued today',
    issuedCount: (count: number) => `${notices(count)} issued today`,
    none: 'No notice was issued today yet.',
    notice: 'Notice',
    delivery: 'Delivery',
    notSent: 'not sent: a person sends it',
    letter: 'Letter (PDF)',
    mail: 'E-mail',
    refresh: 'Refresh',
  },
  deliveryStates: {
    approved: 'waiting',
    claimed: 'being sent',
    attempted: 'being sent',
    sent: 'sent',
    unknown: 'unclear whether it went out',
    failed: 'failed',
    cancelled: 'cancelled',
    needs_review: 'needs review',
    delivered: 'delivered',
    bounced: 'bounced',
    complained: 'marked as spam',
  } satisfies Record<DeliveryState, string>,
  inOutbox: 'in the outbox folder',
  heldBack: REASON_WORDS.en,
};

export type ListsWords = typeof lists;
