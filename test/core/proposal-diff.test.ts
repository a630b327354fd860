// What a run changes about the proposals that are there: each continued once, nothing doubled, nothing lost.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DiffContent, type DiffLine, diffProposals, saysTheSame } from '../../src/core/proposal-diff.ts';
import type { WithdrawalReason } from '../../src/core/reason.ts';

const PAID: WithdrawalReason = { code: 'paid' };
const line = (invoiceId: number, fields: Partial<DiffLine> = {}): DiffLine => ({
  invoiceId,
  levelId: 11,
  moves: true,
  openCents: 100,
  ...fields,
});
const listed = (invoiceId: number) => line(invoiceId, { levelId: null, moves: false });

function content(lines: DiffLine[], fields: Partial<DiffContent> = {}): DiffContent {
  const principalCents = lines.reduce((sum, one) => sum + one.openCents, 0);
  return { customerId: 7, currency: 'EUR', levelId: 11, principalCents, unmatchedCents: 0, lines, ...fields };
}

const diff = (open: DiffContent[], wanted: DiffContent[]) =>
  diffProposals(
    open.map((one, index) => ({ id: index + 1, content: one })),
    wanted,
    () => PAID,
  );

describe('an undecided proposal', () => {
  test('that still says the same is left alone', () => {
    expect(diff([content([line(1)])], [content([line(1)])])).toEqual({ added: [], refreshed: [], withdrawn: [] });
  });

  test('that says something else now is refreshed, not doubled', () => {
    const now = content([line(1, { openCents: 60 })]);
    expect(diff([content([line(1)])], [now])).toEqual({
      added: [],
      refreshed: [{ id: 1, content: now }],
      withdrawn: [],
    });
  });

  test('whose invoice is in none any more is withdrawn with that invoice’s reason', () => {
    expect(diff([content([line(1)])], [])).toMatchObject({ withdrawn: [{ id: 1, reason: PAID }] });
  });

  test('is superseded when another continues the notice its invoice is on', () => {
    const joint = content([line(1), line(2)]);
    const changes = diff([content([line(1)]), content([line(2)])], [joint]);
    expect(changes).toEqual({
      added: [],
      refreshed: [{ id: 1, content: joint }],
      withdrawn: [{ id: 2, reason: { code: 'superseded' } }],
    });
  });

  test('is continued by what its invoices move on, not by a notice that only lists them', () => {
    const other = content([line(2), listed(1)]);
    expect(diff([content([line(1)])], [other])).toMatchObject({ added: [other], withdrawn: [{ id: 1, reason: PAID }] });
  });
});

test('two contents say the same whatever the order of their lines, and differ by anything a person looks at', () => {
  const here = content([line(1), listed(2)]);
  expect(saysTheSame(here, content([listed(2), line(1)]))).toBe(true);
  const others = [
    content([line(1), listed(2)], { levelId: 12 }),
    content([line(1), listed(2)], { principalCents: 199 }),
    content([line(1), listed(2)], { unmatchedCents: 1 }),
    content([line(1), line(2)]),
    content([line(1), { ...listed(2), levelId: 12 }]),
    content([line(1), listed(3)]),
    content([line(1)], { principalCents: 200 }),
    content([line(1, { openCents: 90 }), { ...listed(2), openCents: 110 }]),
  ];
  for (const there of others) expect([saysTheSame(here, there), saysTheSame(there, here)]).toEqual([false, false]);
});

describe('for any two sets of proposals', () => {
  /** Parts the invoices 1..8 into notices; some are left out. */
  const contents = fc
    .array(fc.record({ group: fc.integer({ min: 0, max: 4 }), openCents: fc.constantFrom(50, 100) }), {
      minLength: 8,
      maxLength: 8,
    })
    .map((invoices) =>
      [1, 2, 3, 4].flatMap((group) => {
        const lines = invoices.flatMap((one, id) =>
          one.group === group ? [line(id, { openCents: one.openCents })] : [],
        );
        return lines.length === 0 ? [] : [content(lines)];
      }),
    );

  test('every wanted one is there once afterwards, and nothing else', () => {
    fc.assert(
      fc.property(contents, contents, (open, wanted) => {
        const { added, refreshed, withdrawn } = diff(open, wanted);
        const gone = new Set(withdrawn.map(({ id }) => id));
        const changed = new Map(refreshed.map((one) => [one.id, one.content]));
        const after = open.flatMap((one, index) => (gone.has(index + 1) ? [] : [changed.get(index + 1) ?? one]));
        const ids = (list: readonly DiffContent[]) =>
          list.map((one) => one.lines.map(({ invoiceId, openCents }) => `${invoiceId}:${openCents}`).join(' ')).sort();
        expect(ids([...after, ...added])).toEqual(ids(wanted));
        expect(refreshed.length + gone.size).toBeLessThanOrEqual(open.length);
      }),
    );
  });

  test('a second run with the same facts changes nothing', () => {
    fc.assert(
      fc.property(contents, (wanted) => {
        expect(diff(wanted, wanted)).toEqual({ added: [], refreshed: [], withdrawn: [] });
      }),
    );
  });

  test('a proposal is withdrawn only when none is wanted for it that another does not continue', () => {
    fc.assert(
      fc.property(contents, contents, (open, wanted) => {
        const { added, withdrawn } = diff(open, wanted);
        const fresh = new Set(added.flatMap((one) => one.lines.map(({ invoiceId }) => invoiceId)));
        for (const { id } of withdrawn) {
          expect((open[id - 1]?.lines ?? []).some(({ invoiceId }) => fresh.has(invoiceId))).toBe(false);
        }
      }),
    );
  });
});
