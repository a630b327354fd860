// Notices issued to customers, as far as they bear on the next one: charges to carry, days between, undelivered ones.

import { and, asc, eq, isNotNull, isNull, lte, ne, sql } from 'drizzle-orm';
import type { IssuedNotice } from '../../core/amounts.ts';
import type { Day } from '../../core/day.ts';
import { UNDELIVERED_STATES } from '../../core/delivery.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import { among } from '../among.ts';
import { type AsOf, notEnded, recordedBy } from '../as-of.ts';
import { deliveries, noticeInvoices, notices, proposals } from '../schema/index.ts';
import type { Db } from '../store.ts';

export interface NoticeFacts {
  ofCustomer: Map<number, (IssuedNotice & { currency: string })[]>;
  lastOn: Map<number, Day>;
  /** Day of the last statement of account per customer and currency. */
  lastStatementOn: Map<number, Record<string, Day>>;
  /** Invoice -> number of its last notice, when no delivery of that notice succeeded. */
  undelivered: Map<number, string>;
}

export async function readNotices(db: Db, customerIds: readonly number[], asOf: AsOf): Promise<NoticeFacts> {
  const rows = await db
    .select({
      id: notices.id,
      number: notices.number,
      kind: notices.kind,
      customerId: notices.customerId,
      currency: notices.currency,
      // Not the whole model: it is by far the largest part of a notice.
      levelName: sql<string>`coalesce(${notices.model}->'level'->>'name', '')`,
      issuedOn: notices.issuedOn,
      deadline: notices.deadline,
      feeCents: notices.feeCents,
      compensationCents: notices.compensationCents,
      undeliveredAcceptedAt: notices.undeliveredAcceptedAt,
    })
    .from(notices)
    .where(
      and(
        among(notices.customerId, customerIds),
        ne(notices.state, 'drafted'),
        notEnded(notices.cancelledAt, asOf),
        recordedBy(notices.issuedAt, asOf),
      ),
    )
    .orderBy(asc(notices.id));
  const ids = rows.map((row) => row.id);
  const lines =
    ids.length === 0 ? [] : await db.select().from(noticeInvoices).where(among(noticeInvoices.noticeId, ids));
  const failed = await undeliveredIds(
    db,
    rows.filter((row) => !acceptedBy(row.undeliveredAcceptedAt, asOf)).map((row) => row.id),
    asOf,
  );
  const facts: NoticeFacts = {
    ofCustomer: new Map(),
    lastOn: new Map(),
    lastStatementOn: await skippedStatements(db, customerIds, asOf),
    undelivered: new Map(),
  };
  const linesOf = Map.groupBy(lines, (line) => line.noticeId);
  for (const row of rows) {
    const own = linesOf.get(row.id) ?? [];
    const list = facts.ofCustomer.get(row.customerId) ?? [];
    list.push({
      id: row.id,
      number: noticeNumberText(row.number ?? 0),
      currency: row.currency,
      levelName: row.levelName,
      issuedOn: row.issuedOn,
      deadline: row.deadline,
      feeCents: row.feeCents,
      compensationCents: row.compensationCents,
      invoices: own.map(({ invoiceId, compensationCents }) => ({ invoiceId, compensationCents })),
    });
    facts.ofCustomer.set(row.customerId, list);
    facts.lastOn.set(row.customerId, row.issuedOn);
    if (row.kind === 'recap') noteStatement(facts.lastStatementOn, row.customerId, row.currency, row.issuedOn);
    for (const line of own) {
      if (line.levelId === null) continue;
      if (failed.has(row.id)) facts.undelivered.set(line.invoiceId, noticeNumberText(row.number ?? 0));
      else facts.undelivered.delete(line.invoiceId);
    }
  }
  return facts;
}

/** Whether a person had accepted by then that a notice reached nobody. */
function acceptedBy(acceptedAt: string | null, asOf: AsOf): boolean {
  return acceptedAt !== null && (asOf === null || acceptedAt <= asOf);
}

async function undeliveredIds(db: Db, noticeIds: readonly number[], asOf: AsOf): Promise<Set<number>> {
  if (noticeIds.length === 0) return new Set();
  const rows = await db
    .select({ noticeId: deliveries.noticeId, state: deliveries.state, settledAt: deliveries.settledAt })
    .from(deliveries)
    .where(and(among(deliveries.noticeId, noticeIds), recordedBy(deliveries.createdAt, asOf)));
  const failed = new Set(rows.map((row) => row.noticeId));
  for (const row of rows) {
    const settledByThen = asOf === null || (row.settledAt !== null && row.settledAt <= asOf);
    if (!UNDELIVERED_STATES.includes(row.state) || !settledByThen) failed.delete(row.noticeId);
  }
  return failed;
}

/** A statement that was passed over counts as made: the next one comes with the next period. */
async function skippedStatements(
  db: Db,
  customerIds: readonly number[],
  asOf: AsOf,
): Promise<Map<number, Record<string, Day>>> {
  const rows = await db
    .select({ customerId: proposals.customerId, currency: proposals.currency, decidedOn: proposals.decidedOn })
    .from(proposals)
    .where(
      and(
        among(proposals.customerId, customerIds),
        eq(proposals.state, 'level_skipped'),
        isNotNull(proposals.decidedOn),
        asOf === null ? undefined : lte(proposals.decidedAt, asOf),
        // Only statements have no level.
        isNull(proposals.levelId),
      ),
    );
  const byCustomer = new Map<number, Record<string, Day>>();
  for (const row of rows) {
    if (row.decidedOn !== null) noteStatement(byCustomer, row.customerId, row.currency, row.decidedOn);
  }
  return byCustomer;
}

function noteStatement(map: Map<number, Record<string, Day>>, customerId: number, currency: string, on: Day): void {
  const own = map.get(customerId) ?? {};
  const last = own[currency];
  if (last === undefined || last < on) own[currency] = on;
  map.set(customerId, own);
}
