// The English words of `/dunning`: the contract that the other languages follow. What others wrote goes through `md`,
// which makes it harmless.

import type { DeliveryState } from '../../../core/delivery.ts';
import { type Md, md, own } from '../../text.ts';
import type { Verb } from '../verbs.ts';

const n = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
const because = (reason: string) => (reason === '' ? own('') : md` Reason: ${reason}`);

export const en = {
  help: {
    title: 'What `/dunning` can do',
    intro:
      'INVOICE is a number, also a part of it; CUSTOMER a number or a name. DATE: 1.12., 2026-12-01, next friday, +14d.',
    usage: (usage: string) => own(`Usage: \`/dunning ${usage}\``),
    otherNames: (names: string) => own(`Also: ${names}`),
    more: 'Details: `/dunning help pause`. The text of a command is seen by nobody else.',
    verbs: {
      help: ['help [command]', 'this list, or one command in detail'],
      run: ['run [dry]', 'propose what is due now; `dry` only shows it; `run anyway` despite old bank data'],
      status: ['status [INVOICE or CUSTOMER]', 'how things stand; an invoice number alone does the same'],
      why: ['why INVOICE [on DATE]', 'why it is, or is not, reminded'],
      history: ['history INVOICE or CUSTOMER', 'everything that happened'],
      preview: ['preview INVOICE [level]', 'the next notice as picture and mail, for you alone'],
      forecast: ['forecast [weeks]', 'what will be due in the next 1 to 26 weeks; 8 by default'],
      skip: ['skip INVOICE [reason]', 'not this time; the next run asks again'],
      snooze: ['snooze INVOICE until DATE [reason]', 'asked again on that day'],
      pass: ['pass INVOICE [reason]', 'skip this level: it counts as passed, nothing is sent'],
      level: ['level INVOICE N [reason]', 'a higher level for the next notice, by its number or "name"'],
      pause: ['pause INVOICE or CUSTOMER [until DATE] [reason]', 'no notices through that day, or until resumed'],
      resume: ['resume INVOICE or CUSTOMER', 'ends a pause'],
      exclude: ['exclude CUSTOMER [until DATE] [reason]', 'no notices to this customer at all'],
      include: ['include CUSTOMER', 'ends the exclusion'],
      paid: [
        'paid INVOICE [AMOUNT] [on DATE]',
        'a payment the bank import has not brought yet; without amount, all of it',
      ],
      promise: ['promise INVOICE DATE [AMOUNT]', 'the customer promised to pay by that day'],
      unpromise: ['unpromise INVOICE', 'the promise was none'],
      dispute: ['dispute INVOICE [reason]', 'the customer contests it; nothing is sent until it is settled'],
      settle: ['settle INVOICE', 'the dispute is over'],
      setup: ['setup here', 'the daily digest comes to this channel'],
    } satisfies Record<Verb, readonly [string, string]>,
  },

  problem: {
    unknown: (word: string) => md`I do not know “${word}”.`,
    didYouMean: (verb: string) => own(`Did you mean \`/dunning ${verb}\`?`),
    elsewhere: {
      approve: own(
        'Approving is done in the daily digest, with its buttons or “Review…”, or in the console: there you see what you approve.',
      ),
      undo: own('Undo is a button: under the answer to your command, and in the thread of the daily digest.'),
    },
    seeHelp: own('`/dunning help` shows all commands.'),
    unclosedQuote: own('A quotation mark is not closed.'),
    tooLong: own('That is too long: at most 2,000 characters.'),
    reasonTooLong: own('The reason is too long: at most 500 characters.'),
    missingSubject: own('Which invoice or customer?'),
    missingDay: own('Until when? A day is missing.'),
    missingLevel: own('Which level? Give its number, or its name in quotation marks.'),
    noSuchDay: (word: string) => md`“${word}” is a day that does not exist.`,
    ambiguousDay: (word: string) => md`“${word}” can be two days. Write it like 1.12. or 2026-12-01.`,
    past: (day: string) => md`${day} is not ahead. Give a day to come.`,
    future: (day: string) => md`${day} is still to come. Give a day that is past.`,
    notADay: (word: string) =>
      md`I do not understand “${word}” as a day. If it belongs to the reason, put that in quotation marks.`,
    badAmount: (word: string) => md`“${word}” is no amount I understand. Write it like 1,190.00 EUR.`,
    dayOrAmount: (word: string) =>
      md`“${word}” can be a day or an amount. Write “on ${word}.” for the day, or add the currency.`,
    otherCurrency: (given: string, own: string) => md`The invoice is in ${own}, not in ${given}.`,
    oneAtATime: (first: string, second: string) =>
      md`One invoice at a time: “${second}” is an invoice, too. Nothing was changed; repeat the command for *${first}* and for *${second}*.`,
    unexpected: (word: string) => md`I do not understand “${word}” there.`,
    badWeeks: (word: string) => md`“${word}” is not a number of weeks from 1 to 26.`,
    notFound: (what: string) => md`I find no “${what}”.`,
    near: own('Did you mean one of these?'),
    several: (what: string) => md`Several fit “${what}”. Which one?`,
    moreThan: own('There are more; give more of the number or name.'),
    failed: own('That did not work. Nothing was changed; please try again in a minute.'),
    refused: (why: string) => md`That is not possible: ${why}`,
    again: own('This command was handled already.'),
  },

  done: {
    paused: (invoice: string, until: string | null, reason: string): Md =>
      md`*${invoice}* is paused ${until === null ? 'until somebody resumes it' : `through ${until}`}.${because(reason)}`,
    excluded: (customer: string, until: string | null, reason: string): Md =>
      md`Customer *${customer}* gets no notices ${until === null ? 'until somebody ends this' : `through ${until}`}.${because(reason)}`,
    resumed: (invoice: string) => md`*${invoice}* is reminded again.`,
    notPaused: (invoice: string) => md`*${invoice}* was not paused.`,
    included: (customer: string) => md`Customer *${customer}* is reminded again.`,
    notExcluded: (customer: string) => md`Customer *${customer}* was not excluded.`,
    skipped: (invoice: string, reason: string) =>
      md`*${invoice}* is skipped; the next run asks again.${because(reason)}`,
    snoozed: (invoice: string, day: string, reason: string) =>
      md`*${invoice}* is asked again on ${day}.${because(reason)}`,
    passed: (invoice: string, level: string, reason: string) =>
      md`*${invoice}*: level “${level}” counts as passed; nothing is sent.${because(reason)}`,
    level: (invoice: string, level: string) =>
      md`*${invoice}* is proposed at level “${level}” and waits for an approval.`,
    disputed: (invoice: string, reason: string) =>
      md`*${invoice}* is disputed; nothing is sent until it is settled.${because(reason)}`,
    settled: (invoice: string) => md`The dispute of *${invoice}* is settled.`,
    notDisputed: (invoice: string) => md`*${invoice}* was not disputed.`,
    promised: (invoice: string, day: string, through: string, amount: string | null) =>
      md`*${invoice}*: ${amount === null ? 'payment' : amount} promised for ${day}; held through ${through}.`,
    unpromised: (invoice: string) => md`The promise about *${invoice}* is ended.`,
    notPromised: (invoice: string) => md`There was no promise about *${invoice}*.`,
    paid: (invoice: string, amount: string, open: string | null) =>
      md`*${invoice}*: payment of ${amount} recorded. ${open === null ? 'Nothing is open any more.' : `${open} is still open.`}`,
    withdrew: (count: number) => own(`${n(count, 'open proposal was', 'open proposals were')} withdrawn.`),
    approvedHeld: own('It was approved already: its notice is not issued while this holds.'),
    setUp: own('The daily digest comes to this channel from now on.'),
    hello: (by: string) => md`The daily dunning digest comes to this channel from now on. Chosen by ${by}.`,
    inviteMe: own('I am not in this channel. Invite me with `/invite`, then repeat the command.'),
    noChannel: own('This works in a channel, not in a direct message.'),
  },

  late: {
    sent: (notice: string, when: Md) => md`This came too late for notice ${notice}: it was handed over ${when}.`,
    sending: (notice: string) =>
      md`Notice ${notice} is being handed over right now; whether it still left is not clear yet.`,
    unclear: (notice: string) => md`It is not clear whether notice ${notice} was sent; somebody has to look at it.`,
    stopped: (notice: string) =>
      md`Notice ${notice} is issued, but not handed over: it does not leave while this holds.`,
  },

  noProposal: {
    none: (invoice: string) => md`No reminder about *${invoice}* waits for a decision.`,
    decided: (invoice: string, by: string, when: Md) =>
      md`Too late: the reminder about *${invoice}* was approved by ${by}, ${when}.`,
    nextRun: own('It is due: the next run proposes it.'),
    byWhom: 'somebody',
  },

  undo: {
    button: 'Undo',
    takeBackApproval: 'Take approval back',
    done: (what: string) => md`Taken back: ${what}`,
    channel: 'the choice of this channel',
    already: own('There is nothing left to take back.'),
  },

  quoted: (text: string) => `“${text}”`,

  show: {
    open: 'open',
    overdue: (days: number) => (days <= 0 ? 'not overdue' : `${n(days, 'day', 'days')} overdue`),
    due: (day: string) => `due ${day}`,
    paidAll: 'paid',
    dispute: (day: string, by: string) => md`Disputed since ${day} (${by}).`,
    promise: (day: string) => md`Payment promised for ${day}.`,
    nextLevel: (level: string, day: string) => md`Next: “${level}”, reached on ${day}.`,
    proposed: (level: string) => md`It is due for “${level}”: a reminder is proposed, or will be at the next run.`,
    statementDue: own('It stands on the next statement of account.'),
    gate: (why: string) => md`The run of that day stopped: ${why}`,
    asOf: (day: string) => md`As of ${day}:`,
    notice: (notice: string, level: string, when: Md) => md`Last notice: ${notice} “${level}”, ${when}.`,
    deliveries: {
      approved: 'waits to be handed over',
      claimed: 'waits to be handed over',
      attempted: 'is being handed over',
      sent: 'handed over',
      unknown: 'not clear whether it was sent',
      needs_review: 'not clear whether it was sent',
      delivered: 'delivered',
      bounced: 'bounced',
      complained: 'marked as spam',
      failed: 'could not be delivered',
      cancelled: 'not sent',
    } satisfies Record<DeliveryState, string>,
    customer: (name: string, number: string) => md`*${name}* (${number})`,
    noInvoices: own('There are no invoices.'),
    nothingHappened: own('Nothing has happened yet.'),
    moreRows: (count: number) => `… and ${count} more`,
    today: (day: string) => md`*Dunning ${day}*`,
    undecided: (count: number) => `${n(count, 'proposal waits', 'proposals wait')} for a decision`,
    nothingUndecided: 'nothing waits for a decision',
    approved: (count: number) => `${count} approved and not issued yet`,
    issued: (count: number) => `${n(count, 'notice', 'notices')} issued today`,
    forecast: (weeks: number) =>
      own(`*The next ${n(weeks, 'week', 'weeks')}*, if everything is approved and nobody pays:`),
    forecastRow: (day: string, level: string, count: number, amount: string) =>
      md`${day} · ${level} · ${n(count, 'notice', 'notices')} · ${amount}`,
    nothingDue: own('Nothing becomes due in that time.'),
    statement: 'statement of account',
    ran: (plan: string, proposed: number, refreshed: number, withdrawn: number) =>
      md`*${plan}*: ${n(proposed, 'new proposal', 'new proposals')}, ${refreshed} changed, ${withdrawn} withdrawn.`,
    dry: own('Dry run: nothing was kept.'),
    stopped: (plan: string, why: string) => md`*${plan}* was stopped: ${why}`,
    runAnyway: own('To run all the same: `/dunning run anyway`.'),
    previewSent: own('The first page of the letter is in our direct messages.'),
    previewFailed: own('The picture of the letter could not be sent.'),
    previewOf: (invoice: string) => md`Preview of the next notice about *${invoice}*. Nothing is issued.`,
    mail: (subject: string) => md`*E-mail:* ${subject}`,
    page: (invoice: string) => `First page of the letter about ${invoice}`,
  },

  history: {
    recorded: 'recorded',
    payment: 'payment',
    reversal: 'payment reversed',
    credited: 'credit note',
    original: 'original kept',
    paused: 'paused',
    resumed: 'resumed',
    excluded: 'customer excluded',
    included: 'customer included again',
    disputed: 'disputed',
    settled: 'dispute settled',
    promised: 'payment promised',
    promise_ended: 'promise ended',
    proposed: 'proposed',
    decided: 'decided',
    withdrawn: 'proposal withdrawn',
    issued: 'notice issued',
    level_skipped: 'level passed over',
    cancelled: 'notice cancelled',
    undelivered_accepted: 'accepted that it reached nobody',
    delivery: 'delivery',
    decisions: {
      approved: 'approved',
      skipped: 'skipped',
      snoozed: 'snoozed',
      level_skipped: 'level skipped',
    } as Record<string, string>,
    until: (day: string) => `until ${day}`,
  },
};
