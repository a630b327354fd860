// Every kind of message on a large, a small, an empty and a troubled day, and the modals, from views made up: what the
// golden files hold beside what a running bot has sent.
import type { BankEntryView } from '../../src/app/matching/view.ts';
import { bookingsMessage } from '../../src/bot/messages/bookings.ts';
import { digestMessage } from '../../src/bot/messages/digest.ts';
import { shownView } from '../../src/bot/messages/shown.ts';
import {
  closingMessage,
  decisionMessages,
  directMessage,
  levelMessages,
  nudgeMessage,
  resultMessages,
  type ThreadMessage,
  troubleMessage,
} from '../../src/bot/messages/thread.ts';
import { confirmModal } from '../../src/bot/modals/confirm.ts';
import { infoModal } from '../../src/bot/modals/info.ts';
import { otherwiseModal } from '../../src/bot/modals/otherwise.ts';
import { initialTicks, reviewModal } from '../../src/bot/modals/review.ts';
import { own } from '../../src/bot/text.ts';
import { AROUND, digestOf, ENGLISH, GERMAN, item, SETTINGS } from './paper.ts';

type Payload = [name: string, { blocks: unknown } | { view: unknown }];

const BEN = {
  decidedBy: 'Ben',
  decidedAt: '2026-11-20T08:12:00.000Z',
  decidedOn: '2026-11-20',
  undecided: false,
} as const;
const NUMBERS = { showDetails: false, initials: false };
const GATE = {
  code: 'payments_stale',
  lastPostedOn: '2026-11-13',
  staleAfterDays: 2,
  counted: 'banking_days',
} as const;

const few = [
  item(1, { ...BEN, state: 'issued', delivery: 'bounced' }),
  item(2, { ...BEN, state: 'approved', takesBack: 'approval', issueNotBefore: '2026-11-20T08:27:00.000Z' }),
  item(3, { ...BEN, state: 'snoozed', takesBack: 'not_now', snoozedUntil: '2026-11-30', remark: 'ruft <zurück>' }),
  item(4, { actsOn: '2026-11-23', automation: 'send', levelKind: 'final', warnings: ['last_level'] }),
  item(5, { state: 'approved_once', firstApprovedBy: 'Cleo', firstApproverId: 2, takesBack: 'approval' }),
];
const many = Array.from({ length: 37 }, (_, index) =>
  item(index + 1, index % 9 === 0 ? { warnings: ['bounced'] } : {}),
);
const veryMany = Array.from({ length: 2_500 }, (_, index) =>
  item(index + 1, index < 20 ? { warnings: ['no_address'], channel: null } : {}),
);
const troubles = [
  {
    deliveryId: 'd',
    noticeNumber: 1,
    customerNumber: 'K-1',
    customerName: 'A & B',
    state: 'bounced',
    reason: 'no mailbox',
    since: '2026-11-20T08:00:00.000Z',
  },
];
const small = digestOf(few, { troubles });
const large = digestOf(many, {
  plans: [{ name: 'Standard', gate: GATE, stopped: true, runId: 1, held: { promised: 2 } }],
});

export function onPaper(): Payload[] {
  return [...digests(), ...threads(), ...modals(), ...questions()];
}

/** What is asked about bookings, and what became of them. */
function questions(): Payload[] {
  const line = { dueDate: '2026-11-15', openCents: 11_900, cents: 9_000, writeOffCents: 0 } as const;
  const candidate = (invoice: string, name: string): BankEntryView['candidates'][number] => ({
    rule: 'number',
    fit: 'unclear',
    customer: { number: 'K-1', name },
    chargesCents: 0,
    lines: [{ ...line, invoice }],
  });
  const entry = (id: number, more: Partial<BankEntryView>): BankEntryView => ({
    ...{ id, version: 1, state: 'asked', account: 'DE89370400440532013000', amountCents: 9_000, currency: 'EUR' },
    ...{ bookedOn: '2026-11-19', valueOn: '2026-11-19', payerName: 'Müller <!channel> & *Söhne*', payerIban: null },
    ...{ reference: null, endToEndId: null, text: 'Rechnung RE-1 :boom: `x`', returnReason: null },
    ...{ because: 'amount_differs', customer: null, candidates: [candidate('RE-1', 'Müller & Söhne')] },
    ...{ decidedBy: null, decidedAt: null, remark: null },
    ...more,
  });
  const many = Array.from({ length: 20 }, (_, n) => candidate(`RE-2026-${'0'.repeat(40)}${n}`, 'A'.repeat(100)));
  const entries = [
    entry(1, {}),
    entry(2, { because: 'several_fit', candidates: many, text: 'x'.repeat(1_000), payerName: null }),
    entry(3, { state: 'booked', decidedBy: 'Ben' }),
    entry(4, { state: 'set_aside', decidedBy: 'Cleo' }),
    entry(5, { state: 'unmatched', customer: { number: 'K-2', name: 'B' }, decidedBy: 'Ben', candidates: [] }),
  ];
  const asked = { importId: 1, fileName: 'umsatz <b>.xml', entries, beside: 3 };
  const around = { shown: SETTINGS, consoleUrl: AROUND.consoleUrl };
  const settled = { ...asked, entries: entries.slice(2), beside: 0 };
  return [
    ['bookings', { blocks: bookingsMessage(asked, around, GERMAN, 1).blocks }],
    ['bookings.decided', { blocks: bookingsMessage(settled, around, ENGLISH, 1).blocks }],
  ];
}

function digests(): Payload[] {
  const next = { invoice: 'RE-9', level: 'Zahlungserinnerung', reachedOn: '2026-11-23' as const, openCents: 11_900 };
  const empty = { ...AROUND, nextUp: [{ ...next, currency: 'EUR' }], nextRun: 'Mo 23.11.2026, 08:00' };
  const numbers = { ...AROUND, settings: { ...SETTINGS, ...NUMBERS } };
  const found = {
    empty: digestMessage(digestOf([]), empty, GERMAN, 1),
    decided: digestMessage(small, AROUND, ENGLISH, 1),
    large: digestMessage(large, AROUND, GERMAN, 1),
    huge: digestMessage(digestOf(veryMany), AROUND, GERMAN, 1),
    numbers: digestMessage(shownView(small, NUMBERS), numbers, GERMAN, 1),
  };
  return Object.entries(found).map(([name, { blocks }]): Payload => [`digest.${name}`, { blocks }]);
}

function threads(): Payload[] {
  const digest = { ...small.digest, state: 'closed' as const, closedAt: '2026-11-20T16:00:00.000Z' };
  const link = 'https://nordwind.slack.com/archives/C1/p1';
  const all: [string, ThreadMessage][] = [
    ...levelMessages(large, true, GERMAN).map((one): [string, ThreadMessage] => ['level', one]),
    ...decisionMessages(small, GERMAN).map((one): [string, ThreadMessage] => [`decisions.${one.key}`, one]),
    ...resultMessages(small, false, GERMAN).map((one): [string, ThreadMessage] => ['results', one]),
    ['trouble', troubleMessage('d', troubles, GERMAN)],
    ['nudge', nudgeMessage(3, GERMAN)],
    ['direct', directMessage('U1', { digest: 1, open: 3, link }, '12:00', GERMAN)],
    ['closing', closingMessage(digestOf(few, { digest }), '412:9f31c2', true, GERMAN)],
  ];
  return all.map(([name, one]) => [`thread.${name.toLowerCase()}`, { blocks: one.render(1).blocks }]);
}

function modals(): Payload[] {
  const filter = { levelId: 1, attention: false, customer: 'Cust' };
  const selection = { selected: initialTicks(large), filter, page: 1, revision: 3 };
  const postage = { cents: 190, currency: 'EUR' };
  const line = own('*RE-1*');
  return [
    ['modal.review', { view: reviewModal(large, selection, GERMAN) }],
    ['modal.confirm', { view: confirmModal(many, { digest: 1, about: 'all' }, SETTINGS, GERMAN, 38, postage) }],
    ['modal.decide', { view: otherwiseModal({ id: 1, version: 1, line }, 'snooze', '2026-11-21', GERMAN) }],
    ['modal.said', { view: infoModal(own('Zu spät.'), GERMAN) }],
  ];
}
