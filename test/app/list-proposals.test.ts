// Lists of proposals: what the database sorts and filters by is what the rows themselves say.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { listUndecided, weighProposals } from '../../src/app/insight/list-proposals.ts';
import type { ProposalView } from '../../src/app/insight/proposal-view.ts';
import { addPerson } from '../../src/app/people/people.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { proposeByHand } from '../../src/app/proposals/propose-by-hand.ts';
import { changeOrganisation } from '../../src/app/settings/change-organisation.ts';
import {
  PROPOSAL_SORTS,
  PROPOSAL_WARNINGS,
  type ProposalSort,
  type ProposalWarning,
} from '../../src/core/proposal-list.ts';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';
import { ADMIN, createWorld, proposalOf, type World } from '../support/world.ts';

let store: Store;
let world: World;
let all: ProposalView[];

beforeAll(async () => {
  store = await openTestStore();
  world = await createWorld(store);
  const ctx = world.as(ADMIN);
  await changeOrganisation(ctx, { fourEyes: { above: { EUR: '5000.00' }, fromLevel: 3 } });
  await proposeByHand(ctx, { invoices: ['RE-1002'], remark: 'Wie am Telefon gesagt' }).catch(() => undefined);
  const { id, name } = await addPerson(ctx, { name: 'Cleo', role: 'approver' });
  const cleo = world.as({ name, role: 'approver', surface: 'console', personId: id });
  await decideProposals(cleo, { proposals: [await proposalOf(world, 'RE-1004')], decision: { kind: 'approve' } });
  all = (await listUndecided(ctx, {})).rows;
});

const list = (input: Parameters<typeof listUndecided>[1]) => listUndecided(world.as(ADMIN), input);

/** When a row itself says that something is to be minded. */
const SAYS: Record<ProposalWarning, (row: ProposalView) => boolean> = {
  unreachable: (row) => row.wayOut.channel === null,
  reopened: (row) => row.reopened !== null,
  second_needed: (row) => row.secondNeeded !== null,
  unmatched: (row) => row.unmatchedCents > 0,
  by_hand: (row) => row.byHand,
};

const ids = (rows: readonly ProposalView[]) => rows.map((row) => row.id).sort((a, b) => a - b);

describe('a filter', () => {
  test.each(PROPOSAL_WARNINGS)('by the warning %s finds the rows that say so', async (warning) => {
    expect(ids((await list({ warning })).rows)).toEqual(ids(all.filter(SAYS[warning])));
  });

  test('by the level is held to what the rows say, and the sums follow it while those of all stay', async () => {
    const levelId = all[0]?.level?.id ?? 0;
    const page = await list({ levelId });
    expect(ids(page.rows)).toEqual(ids(all.filter((row) => row.level?.id === levelId)));
    expect(page.total).toBe(page.rows.length);
    expect(page.found).toEqual(page.sums.filter((sum) => sum.levelId === levelId));
  });

  test.each([
    ['customer', 'metall', (row: ProposalView) => row.customer.name.includes('Metall')],
    ['customer', 'K-200', (row: ProposalView) => row.customer.number === 'K-200'],
    ['customer', '%', () => false],
    ['text', 're-100', (row: ProposalView) => row.lines.some((line) => line.invoice.startsWith('RE-100'))],
    ['text', '_', () => false],
    ['currency', 'CHF', (row: ProposalView) => row.currency === 'CHF'],
    ['state', 'approved_once', (row: ProposalView) => row.state === 'approved_once'],
  ] as const)('by %s %s finds what contains it, as text and not as a pattern', async (name, value, fits) => {
    expect(ids((await list({ [name]: value })).rows)).toEqual(ids(all.filter(fits)));
  });

  test('the examples are worth something: each finds some rows, none finds all', () => {
    for (const says of [SAYS.unreachable, SAYS.second_needed, SAYS.unmatched]) {
      expect(all.some(says)).toBe(true);
      expect(all.every(says)).toBe(false);
    }
    expect(all.some((row) => row.state === 'approved_once')).toBe(true);
  });
});

describe('an order', () => {
  const STANDS: Record<ProposalSort, (row: ProposalView) => number> = {
    level: (row) => -(row.level?.position ?? -1),
    customer: () => 0,
    overdue: (row) => -row.daysOverdue,
    amount: (row) => -row.openCents,
    warning: (row) => -[8, 4, 2, 1].reduce((sum, weight, at) => sum + (weighs(row, at) ? weight : 0), 0),
  };
  const weighs = (row: ProposalView, at: number) => SAYS[PROPOSAL_WARNINGS[at] ?? 'by_hand'](row);

  describe.each(PROPOSAL_SORTS)('by %s', (sort) => {
    test.each([false, true])(
      'reversed %s: rows stand in it, then by customer, and pages of three give each once',
      async (reversed) => {
        const { rows } = await list({ sort, reversed });
        const collator = new Intl.Collator('und');
        const turn = reversed ? -1 : 1;
        const byName = sort === 'customer' ? turn : 1;
        const expected = [...all].sort(
          (a, b) =>
            turn * (STANDS[sort](a) - STANDS[sort](b)) ||
            byName * (collator.compare(a.customer.name, b.customer.name) || a.id - b.id),
        );
        expect(rows.map((row) => row.id)).toEqual(expected.map((row) => row.id));
        const paged: number[] = [];
        for (let after: string | null = null; ; ) {
          const page = await list({ sort, reversed, limit: 3, ...(after === null ? {} : { after }) });
          paged.push(...page.rows.map((row) => row.id));
          after = page.next;
          if (after === null) break;
        }
        expect(paged).toEqual(rows.map((row) => row.id));
      },
    );
  });
});

test('the next page goes on where the last one ended, also when its last row would now stand elsewhere', async () => {
  const place = { sort: 'amount' as const, limit: 3 };
  const whole = (await list({ sort: 'amount' })).rows.map((row) => row.id);
  const { next, rows } = await list(place);
  const last = rows.at(-1)?.id;
  await store.db.execute(sql`update proposals set principal_cents = 1 where id = ${last}`);
  const second = (await list({ ...place, after: next ?? '' })).rows.map((row) => row.id);
  await store.db.execute(sql`update proposals set principal_cents = ${rows.at(-1)?.openCents} where id = ${last}`);
  expect(second).toEqual(whole.slice(3, 6));
});

describe('what a decision would concern', () => {
  test('is what the filter finds, in the order of the list', async () => {
    const filter = { currency: 'EUR', sort: 'amount' as const };
    const { rows, left } = await weighProposals(world.as(ADMIN), { proposals: filter });
    expect(rows.map((row) => row.id)).toEqual((await list(filter)).rows.map((row) => row.id));
    expect(left).toBe(0);
  });

  test('says how many more there are than one decision takes', { timeout: 60_000 }, async () => {
    await store.tx(async (db) => {
      await db.execute(sql`
          with one as (select * from proposals where state = 'proposed' and level_id is not null order by id limit 1)
          insert into proposals (plan_id, customer_id, currency, level_id, principal_cents, proposed_on, proposed_at,
            proposed_by, refreshed_on)
          select plan_id, customer_id, 'EUR', level_id, 1, proposed_on, proposed_at, proposed_by, refreshed_on
          from one, generate_series(1, 10001 - ${all.length})`);
    });
    const { rows, left } = await weighProposals(world.as(ADMIN), { proposals: 'all' });
    expect([rows.length, left]).toEqual([10_000, 1]);
  });
});
