// Whatever customers are called and however many there are: Slack takes every message and modal, and no name becomes a
// mention, a link, an emoji or formatting.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DigestItem } from '../../src/app/chat/digest.ts';
import { digestMessage } from '../../src/bot/messages/digest.ts';
import { closingMessage, decisionMessages, levelMessages, resultMessages } from '../../src/bot/messages/thread.ts';
import { confirmModal } from '../../src/bot/modals/confirm.ts';
import { initialTicks, reviewModal } from '../../src/bot/modals/review.ts';
import { escaped } from '../../src/bot/text.ts';
import { problemsOfBlocks, problemsOfView, textOfBlocks } from '../support/slack/blocks.ts';
import { AROUND, digestOf, ENGLISH, GERMAN, item, SETTINGS } from './paper.ts';

const NASTY = [
  '<!channel>',
  '<@U0123456>',
  '<https://evil.example|Click here>',
  ':rotating_light:',
  '*bold* _it_ ~gone~ `code`',
  '> quoted & "said"',
  '👨‍👩‍👧‍👦'.repeat(60),
  '漢字'.repeat(200),
  '\u202Egnp.exe',
  'a\u0000b\nc',
  '',
  ' ',
];
const name = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const STATES: Partial<DigestItem>[] = [
  {},
  { state: 'approved', decidedBy: '<!here>', decidedAt: '2026-11-20T08:00:00.000Z', undecided: false },
  { state: 'skipped', decidedBy: 'Ben', remark: '*promised*', undecided: false },
  { state: 'issued', delivery: 'bounced', decidedBy: 'Ben', undecided: false },
  { warnings: ['no_address', 'bounced', 'unmatched', 'came_back', 'last_level'], channel: null },
  { actsOn: '2026-11-23', automation: 'send' },
];
const oneItem = fc.record({
  customerName: name,
  invoice: name.map((text) => text || 'RE-1'),
  levelName: name,
  levelId: fc.integer({ min: 1, max: 9 }),
  openCents: fc.integer({ min: 1, max: 999_999_999_99 }),
  currency: fc.constantFrom('EUR', 'CHF', 'USD'),
  state: fc.constantFrom(...STATES),
});
const someItems = fc
  .array(oneItem, { maxLength: 60 })
  .map((rows) => rows.map(({ state, ...row }, index) => item(index + 1, { ...row, ...state })));

describe('every message and modal', () => {
  test('is taken by Slack, whatever the names, in both languages', () => {
    fc.assert(
      fc.property(someItems, fc.constantFrom(GERMAN, ENGLISH), (items, voice) => {
        const troubles = items.map((one) => ({
          deliveryId: String(one.id),
          noticeNumber: 1,
          customerNumber: one.customerNumber,
          customerName: one.customerName,
          state: 'bounced',
          reason: one.customerName,
          since: '2026-11-20T08:00:00.000Z',
        }));
        const view = digestOf(items, { troubles });
        const messages = [
          digestMessage(view, AROUND, voice, 3),
          ...[
            ...levelMessages(view, true, voice),
            ...decisionMessages(view, voice),
            ...resultMessages(view, true, voice),
          ].map((one) => one.render(2)),
          closingMessage(view, '12:ab', true, voice).render(1),
        ];
        for (const message of messages) {
          expect(problemsOfBlocks(message.blocks)).toEqual([]);
          expect(message.text).not.toBe('');
        }
        const selection = {
          selected: initialTicks(view),
          filter: { levelId: null, attention: false, customer: '' },
          page: 0,
          revision: 1,
        };
        expect(problemsOfView(reviewModal(view, selection, voice))).toEqual([]);
        const open = items.filter((one) => one.undecided);
        expect(problemsOfView(confirmModal(open, { digest: 1, about: 'all' }, SETTINGS, voice, 99))).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });

  test.each([0, 1, 5, 20, 21, 37, 300, 301, 2_000, 2_001, 5_000])('fits with %i proposals', (count) => {
    const items = Array.from({ length: count }, (_, index) =>
      item(index + 1, {
        customerName: `${'Überlange Handelsgesellschaft '.repeat(3)}${index}`,
        levelId: (index % 9) + 1,
        levelName: `${(index % 9) + 1}. Mahnung`,
        warnings: index % 7 === 0 ? ['no_address'] : [],
      }),
    );
    const view = digestOf(items);
    const { blocks } = digestMessage(view, AROUND, GERMAN, 1);
    expect(problemsOfBlocks(blocks)).toEqual([]);
    if (count > 20) expect(blocks.length).toBeLessThanOrEqual(14);
    expect([...JSON.stringify(blocks)].length).toBeLessThan(count > 20 ? 10_000 : 25_000);
    expect(textOfBlocks(blocks)).toBeLessThan(10_000);
    const selection = {
      selected: initialTicks(view),
      filter: { levelId: null, attention: false, customer: '' },
      page: 0,
      revision: 1,
    };
    const modal = reviewModal(view, selection, GERMAN);
    expect(problemsOfView(modal)).toEqual([]);
    expect(Buffer.byteLength(JSON.stringify(modal))).toBeLessThan(100_000);
  });
});

describe('text of others', () => {
  test('can be no mention, link, emoji, formatting or line of its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const shown = escaped(text);
        expect(shown).not.toMatch(/[<>\n\r\u202A-\u202E\u2066-\u2069]/);
        expect(shown).not.toMatch(/&(?!amp;|lt;|gt;)/);
        expect(shown).not.toMatch(/[*_~`](?!\u200b)/);
        expect(shown).not.toMatch(/:[\p{L}\p{N}_+'-]+:/u);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['<!channel>', '&lt;!channel&gt;'],
    [':x: ok', ':\u200bx: ok'],
    ['a*b', 'a*\u200bb'],
    ['13:00', '13:00'],
    ['Müller & Söhne', 'Müller &amp; Söhne'],
  ])('%s is shown as it is written', (text, shown) => expect(escaped(text)).toBe(shown));
});
