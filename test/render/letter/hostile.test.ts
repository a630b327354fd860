// Letters of unusual customers and amounts: whatever is in the facts, the text stays on the page and in its place.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Notice } from '../../../src/core/notice.ts';
import { paymentCodeOf } from '../../../src/render/codes/payment-code.ts';
import type { TextOp } from '../../../src/render/flow/display.ts';
import { FontLibrary } from '../../../src/render/fonts/library.ts';
import { shippedText } from '../../../src/render/index.ts';
import { layoutLetter } from '../../../src/render/letter/letter.ts';
import { geometryOf, type WindowProfile } from '../../../src/render/letter/profile.ts';
import { composeText } from '../../../src/render/text/compose.ts';
import { mm, PAGE_HEIGHT, PAGE_WIDTH } from '../../../src/render/units.ts';
import { address, GERMAN_CUSTOMER, GERMAN_SENDER, invoice, notice, ROOT, swissNotice } from '../support/notices.ts';

const fonts = new FontLibrary(ROOT);

function textsOf(of: Notice, profile: WindowProfile): { page: number; op: TextOp }[] {
  const text = composeText(of, shippedText(ROOT, of.language, of.kind, 'letter'));
  const { list } = layoutLetter(fonts, of, text, paymentCodeOf(of), { profile });
  return list.pages.flatMap(({ ops }, page) => ops.flatMap((op) => (op.kind === 'text' ? [{ page, op }] : [])));
}

function expectOnPaper(of: Notice, profile: WindowProfile): void {
  for (const { page, op } of textsOf(of, profile)) {
    const right = op.x + fonts.width(op.font, op.size, op.text.trimEnd());
    expect(op.x, op.text).toBeGreaterThanOrEqual(mm(5) - 0.01);
    expect(right, op.text).toBeLessThanOrEqual(PAGE_WIDTH - mm(4));
    expect(op.y, op.text).toBeGreaterThan(mm(3));
    expect(op.y, op.text).toBeLessThan(PAGE_HEIGHT - mm(2));
    const { window, address: room } = geometryOf(profile);
    if (page > 0 || !window || op.x !== mm(room.x) || op.y < mm(room.y) || op.y > mm(window.y + window.height + 3))
      continue;
    expect(right, op.text).toBeLessThanOrEqual(mm(window.x + window.width - 3));
    expect(op.y, op.text).toBeLessThanOrEqual(mm(window.y + window.height - 3));
  }
}

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft ';

describe('everything stays on the paper and the address in its window', () => {
  test.each<[string, Notice]>([
    ['a name of 200 characters', notice(2, { customer: { ...GERMAN_CUSTOMER, name: LONG.repeat(3).slice(0, 200) } })],
    ['one word of 200 characters', notice(1, { customer: { ...GERMAN_CUSTOMER, name: 'W'.repeat(200) } })],
    [
      'nine lines of address',
      notice(1, {
        customer: {
          ...GERMAN_CUSTOMER,
          address: { ...address('Weg', '1', '1010', 'Wien', 'AT'), extra: ['a', 'b', 'c', 'd', 'e'] },
        },
      }),
    ],
    ['no address', notice(1, { customer: { ...GERMAN_CUSTOMER, address: null } })],
    [
      'the largest amounts in every column',
      notice(3, {
        invoices: [0, 1, 2].map((index) =>
          invoice(index, {
            grossCents: 99_999_999_999,
            paidCents: 99_999_999_999,
            openCents: 99_999_999_999,
            interestCents: 99_999_999_999,
            compensationCents: 99_999_999_999,
          }),
        ),
      }),
    ],
    [
      'nothing but zeros',
      notice(1, {
        feeCents: 0,
        invoices: [invoice(0, { grossCents: 0, openCents: 0, interestCents: 0, interestSegments: [] })],
      }),
    ],
    [
      'invoice numbers of 60 characters',
      notice(3, { invoices: [0, 1, 2].map((index) => invoice(index, { number: 'RECHNUNG'.repeat(8).slice(0, 60) })) }),
    ],
    ['a remark of 4,000 characters', notice(1, { remark: LONG.repeat(50) })],
    ['a reference of 140 characters', notice(1, { paymentReference: 'REFERENZ '.repeat(16).slice(0, 140) })],
    [
      'twelve long legal lines',
      notice(1, { organisation: { ...GERMAN_SENDER, legalLines: Array.from({ length: 12 }, () => LONG) } }),
    ],
    [
      'a sender of 150 characters',
      notice(1, {
        organisation: { ...GERMAN_SENDER, name: LONG.repeat(2).slice(0, 150), accountHolder: LONG.slice(0, 70) },
      }),
    ],
    [
      'thirty earlier charges',
      notice(1, {
        carried: Array.from({ length: 30 }, (_, index) => ({
          noticeNumber: `M-${index}`,
          issuedOn: '2026-10-05' as const,
          cents: 500,
        })),
      }),
    ],
    [
      'a Swiss debtor with a long name',
      swissNotice(1, { customer: { ...swissNotice(1).customer, name: `${LONG.slice(0, 60)} AG` } }),
    ],
  ])('%s', (_, of) => {
    for (const profile of ['din5008-a', 'din5008-b', 'ch-right', 'ch-left', 'pingen-ch'] as const)
      expectOnPaper(of, profile);
  });

  test('whatever a customer is called', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 80 });
    const place = fc.record({
      extra: fc.array(line, { maxLength: 3 }),
      street: line,
      houseNumber: line,
      postalCode: line,
      city: line,
      country: fc.constantFrom('DE', 'AT', 'CH', 'GB', 'US', 'XX', ''),
    });
    fc.assert(
      fc.property(line, place, line, (name, at, remark) => {
        expectOnPaper(notice(2, { remark, customer: { ...GERMAN_CUSTOMER, name, address: at } }), 'din5008-b');
      }),
      { numRuns: 60 },
    );
  });
});

test('the total of many earlier charges is one line, of few one line each', () => {
  const charges = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      noticeNumber: `M-${index}`,
      issuedOn: '2026-10-05' as const,
      cents: 500,
    }));
  const labels = (count: number) =>
    textsOf(notice(1, { carried: charges(count) }), 'plain').filter(({ op }) =>
      /^Offene Gebühren aus|^Frühere/.test(op.text),
    ).length;
  expect([0, 1, 3, 4].map(labels)).toEqual([0, 1, 3, 1]);
});
