// Draws the digest at every volume, the modals and the App Home as Slack would show them, light and dark, from the
// payloads that the bot sends: `node bench/slack-pictures.ts [folder]` writes slack-*.png, by default to docs/pictures.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DigestItem } from '../src/app/chat/digest.ts';
import type { ProposalView } from '../src/app/insight/proposal-view.ts';
import { digestMessage } from '../src/bot/messages/digest.ts';
import { homeView } from '../src/bot/messages/home.ts';
import { closingMessage, decisionMessages, resultMessages } from '../src/bot/messages/thread.ts';
import { confirmModal } from '../src/bot/modals/confirm.ts';
import { detailModal } from '../src/bot/modals/detail.ts';
import { initialTicks, reviewModal } from '../src/bot/modals/review.ts';
import { ROOT } from '../src/compose.ts';
import { addDays, daysBetween } from '../src/core/day.ts';
import { createRenderer, shippedText } from '../src/render/index.ts';
import { AROUND, digestOf, GERMAN, item, SETTINGS } from '../test/bot/paper.ts';
import { notice } from '../test/render/support/notices.ts';
import { launchBrowser } from '../test/support/chromium.ts';
import { homeHtml, messageHtml, modalHtml, page } from './slack-html.ts';

const NAMES = [
  'Müller & Söhne GmbH',
  'Kaffee <Nord> KG',
  'Becker Metallbau',
  'Yıldız Logistik',
  'Alpenrose Hotels',
  'ACME Ltd',
];
const LEVELS = ['Zahlungserinnerung', '1. Mahnung', 'Letzte Mahnung'];

function items(count: number): DigestItem[] {
  return Array.from({ length: count }, (_, index) => {
    const level = index % 3;
    return item(index + 1, {
      customerName: NAMES[index % NAMES.length] ?? '',
      levelId: 3 - level,
      levelName: LEVELS[2 - level] ?? '',
      levelKind: level === 0 ? 'final' : 'notice',
      openCents: 4_900 + ((index * 37_111) % 180_000),
      daysOverdue: 8 + ((index * 7) % 34),
      channel: index % 5 === 0 ? 'letter' : 'email',
      ...(index % 11 === 1 ? { warnings: ['no_address' as const], channel: null } : {}),
      ...(index % 9 === 4 ? { warnings: ['bounced' as const] } : {}),
    });
  }).sort((a, b) => (b.levelId ?? 0) - (a.levelId ?? 0));
}

const gate = {
  code: 'payments_stale',
  lastPostedOn: '2026-11-16',
  staleAfterDays: 2,
  counted: 'banking_days',
} as const;

function decided(all: readonly DigestItem[]): DigestItem[] {
  const ben = {
    decidedBy: 'Ben',
    decidedAt: '2026-11-20T08:12:00.000Z',
    decidedOn: '2026-11-20' as const,
    undecided: false,
  };
  return all.map((one, index): DigestItem => {
    if (index < 3) return { ...one, ...ben, state: 'issued', delivery: index === 0 ? 'bounced' : 'delivered' };
    if (index < 6)
      return { ...one, ...ben, state: 'approved', takesBack: 'approval', issueNotBefore: '2026-11-20T08:27:00.000Z' };
    if (index < 8)
      return {
        ...one,
        ...ben,
        takesBack: 'not_now',
        decidedBy: 'Cleo',
        state: 'skipped',
        remark: 'Erst mit dem Kunden sprechen',
      };
    return one;
  });
}

/** One notice, from which the details, the letter and the mail are made alike. */
const NOTICE = notice(1, {
  number: null,
  issuedOn: '2026-11-20',
  deadline: '2026-12-04',
  level: { name: '1. Mahnung', position: 2 },
  history: [{ number: 'M-2026-0611', levelName: 'Zahlungserinnerung', issuedOn: '2026-11-06', deadline: '2026-11-20' }],
});
const [LINE] = NOTICE.invoices;
if (LINE === undefined) throw new Error('a notice has an invoice');

const VIEW = {
  id: 2,
  version: 1,
  state: 'proposed',
  byHand: false,
  planName: 'Standard',
  customer: { number: NOTICE.customer.number, name: NOTICE.customer.name },
  level: { id: 2, name: '1. Mahnung', position: 2 },
  currency: 'EUR',
  lines: [
    {
      invoice: LINE.number,
      dueDate: LINE.dueDate,
      daysOverdue: daysBetween(LINE.dueDate, '2026-11-20'),
      openCents: LINE.openCents,
      levelName: '1. Mahnung',
      reachedOn: '2026-11-20',
    },
  ],
  daysOverdue: daysBetween(LINE.dueDate, '2026-11-20'),
  openCents: LINE.openCents,
  amounts: NOTICE,
  against: null,
  unmatchedCents: 0,
  wayOut: { channel: 'email', missing: [], to: ['buchhaltung@example.com'] },
  reopened: null,
  lastNotice: NOTICE.history[0] ?? null,
} as unknown as ProposalView;

const FOLDER = process.argv[2] ?? join(ROOT, 'docs/pictures');
const renderer = await createRenderer({ root: ROOT });
const aging = await renderer.agingChart({
  language: 'de',
  country: 'DE',
  currency: 'EUR',
  asOf: '2026-11-20',
  customerCount: 33,
  buckets: [
    { fromDays: 1, toDays: 30, cents: 2_841_000, invoiceCount: 29 },
    { fromDays: 31, toDays: 60, cents: 1_204_050, invoiceCount: 7 },
    { fromDays: 61, toDays: 90, cents: 310_000, invoiceCount: 2 },
    { fromDays: 91, toDays: null, cents: 113_950, invoiceCount: 1 },
  ],
});
const dataUrl = (png: Uint8Array) => `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
const text = (channel: 'letter' | 'email') => shippedText(ROOT, 'de', 'notice', channel);
const letter = await renderer.letterPng(NOTICE, text('letter'), 0, 1_000);
const { subject, text: body } = await renderer.email(NOTICE, text('email'));
// The beginning: the picture is to stay small.
const mail = { subject, text: `${body.split('\n').slice(0, 6).join('\n')}\n…` };
const pictures = { F0AGING001: dataUrl(aging.png), F0LETTER01: dataUrl(letter) };
const around = { ...AROUND, picture: { fileId: 'F0AGING001', alt: aging.alt } };
const plans = [{ name: 'Standard', gate, stopped: true, runId: 1, held: { below_minimum: 2, promised: 3 } }];
const large = digestOf(items(37), { plans });
const small = digestOf(
  decided(items(12)).map((one, index) => (index === 9 ? { ...one, actsOn: '2026-11-23', automation: 'send' } : one)),
);
const closed = digestOf(decided(items(12)), {
  digest: { ...small.digest, state: 'closed', closedAt: '2026-11-20T16:00:00.000Z' },
});
const selection = {
  selected: initialTicks(large),
  filter: { levelId: null, attention: false, customer: '' },
  page: 0,
  revision: 1,
};
const shots: Record<string, string> = {
  digest: messageHtml(digestMessage(large, around, GERMAN, 1), pictures),
  small: messageHtml(digestMessage(small, { ...around, picture: null }, GERMAN, 1), pictures),
  thread: [
    ...decisionMessages(small, GERMAN),
    ...resultMessages(closed, true, GERMAN),
    closingMessage(closed, '412:9f31c2…', true, GERMAN),
  ]
    .map((one) => messageHtml(one.render(1), pictures))
    .join(''),
  review: modalHtml(reviewModal(large, selection, GERMAN), pictures),
  home: homeHtml(
    homeView(
      {
        digest: digestOf(
          small.items.map((one, index) =>
            index > 9 ? { ...one, state: 'approved_once', firstApprovedBy: 'Ben', firstApproverId: 2 } : one,
          ),
        ),
        overdue: {
          sums: [{ currency: 'EUR', count: 39, openCents: 4_469_000 }],
          bankDataThrough: '2026-11-16',
          isStale: true,
        },
        blocks: [],
        consoleUrl: 'https://duly.example.com',
        nextRun: { day: '2026-11-23', time: '08:00' },
        shown: SETTINGS,
      },
      {
        userId: 'U1',
        person: { personId: 1, name: 'Cleo', role: 'approver', language: 'de' },
        ctx: {} as never,
        voice: GERMAN,
      },
    ),
    pictures,
  ),
  confirm: modalHtml(confirmModal(large.items, { digest: 1, about: 'all' }, SETTINGS, GERMAN, null), pictures),
  detail: modalHtml(
    detailModal(
      {
        outcome: {} as never,
        view: VIEW,
        higherLevels: [{ id: 3, name: 'Letzte Mahnung' }],
        originals: [LINE.number],
        attachesOriginals: false,
        mayAddLetter: true,
      },
      { mail, fileId: 'F0LETTER01', consoleUrl: 'https://duly.example.com' },
      GERMAN,
    ),
    pictures,
  ),
};

/** The digest of each volume; of nothing with what comes next. */
for (const count of [0, 5, 20, 300, 5_000]) {
  const view = digestOf(items(count), {
    plans: [{ name: 'Standard', gate: null, stopped: false, runId: 1, held: {} }],
  });
  const nextUp = [1, 2].map((one) => ({
    invoice: `RE-2026-0041${one}`,
    level: 'Zahlungserinnerung',
    reachedOn: addDays('2026-11-20', one),
    openCents: 119_000 * one,
    currency: 'EUR',
  }));
  // Twenty rows with the chart would be a large file.
  const withChart = count === 20 ? { ...around, picture: null } : around;
  const here = { ...withChart, nextRun: 'Mo 23.11.2026, 08:00', nextUp: count === 0 ? nextUp : [] };
  shots[`digest-${count}`] = messageHtml(digestMessage(view, here, GERMAN, 1), pictures);
}

/** Themes and heights: most are drawn light and whole, those that stand for a kind of surface in both themes. */
const IN_BOTH = ['digest', 'home', 'confirm'];
const browser = await launchBrowser();
try {
  for (const [name, body] of Object.entries(shots)) {
    for (const theme of IN_BOTH.includes(name) ? (['light', 'dark'] as const) : (['light'] as const)) {
      const tab = await browser.newPage({
        viewport: { width: name === 'detail' ? 520 : 720, height: name === 'review' ? 1_100 : 200 },
      });
      await tab.setContent(page(body, theme));
      const file = join(FOLDER, `slack-${name}${theme === 'dark' ? '-dark' : ''}.png`);
      await writeFile(file, await tab.screenshot({ fullPage: name !== 'review' }));
      await tab.close();
    }
  }
} finally {
  await browser.close();
}
