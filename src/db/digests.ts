// Digests: what was put before people on a day, and where each proposal of it stands now.

import { and, asc, desc, eq, inArray, isNull, lt, lte, min, or, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import { OWN_PAYMENT_IDS } from '../core/payment.ts';
import { UNDECIDED_STATES } from '../core/proposal.ts';
import {
  audit,
  customers,
  deliveries,
  digestProposals,
  digests,
  invoices,
  levels,
  notices,
  payments,
  plans,
  proposalInvoices,
  proposals,
} from './schema/index.ts';
import type { Db } from './store.ts';

export type DigestRow = typeof digests.$inferSelect;

export async function readDigest(db: Db, id: number): Promise<DigestRow | null> {
  const [row] = await db.select().from(digests).where(eq(digests.id, id));
  return row ?? null;
}

/** The newest digests, the latest first. */
export async function newestDigests(db: Db, limit: number): Promise<DigestRow[]> {
  return db.select().from(digests).orderBy(desc(digests.id)).limit(limit);
}

/** Opens the digest of a day; false when it was open (or closed) already. Older ones are closed by it. */
export async function openDigest(db: Db, onDay: Day, at: string): Promise<boolean> {
  const made = await db
    .insert(digests)
    .values({ onDay, openedAt: at })
    .onConflictDoNothing()
    .returning({ id: digests.id });
  if (made.length === 0) return false;
  await db
    .update(digests)
    .set({ state: 'closed', closedAt: at })
    .where(and(eq(digests.state, 'open'), lt(digests.onDay, onDay)));
  return true;
}

/** Puts every undecided proposal that is not on it yet onto the digest; returns how many. */
export async function addUndecided(db: Db, digestId: number): Promise<number> {
  const rows = await db
    .insert(digestProposals)
    .select(
      db
        .select({ digestId: sql<number>`${digestId}::bigint`.as('digest_id'), proposalId: proposals.id })
        .from(proposals)
        .where(inArray(proposals.state, [...UNDECIDED_STATES])),
    )
    .onConflictDoNothing()
    .returning({ id: digestProposals.proposalId });
  return rows.length;
}

/** Marks something on a digest once; false when it was marked before. */
export async function markDigest(db: Db, id: number, mark: 'reviewedAt' | 'closedAt', at: string): Promise<boolean> {
  const set = mark === 'closedAt' ? { closedAt: at, state: 'closed' as const } : { [mark]: at };
  const rows = await db
    .update(digests)
    .set(set)
    .where(and(eq(digests.id, id), isNull(digests[mark])))
    .returning({ id: digests.id });
  return rows.length > 0;
}

/** Takes or keeps the right to write a digest's messages; false while another process has it. */
export async function keepDigest(db: Db, id: number, keeper: string, now: string, until: string): Promise<boolean> {
  const rows = await db
    .update(digests)
    .set({ keeper, keptUntil: until })
    .where(and(eq(digests.id, id), or(isNull(digests.keeper), eq(digests.keeper, keeper), lte(digests.keptUntil, now))))
    .returning({ id: digests.id });
  return rows.length > 0;
}

/**
 * Changes with everything that is committed, since every change leaves its audit row. Also counts the latest rows: a
 * transaction may commit a lower number after a higher one.
 */
export async function readPulse(db: Db): Promise<string> {
  const [row] = await db
    .select({ pulse: sql<string>`coalesce(max(id), 0) || '.' || count(*)` })
    .from(sql`(select id from ${audit} order by id desc limit 1000) as latest`);
  return row?.pulse ?? '';
}

/** The invoices that move on each proposal: how many, the first to fall due. */
function linesOf(db: Db, digestId: number) {
  return db
    .select({
      proposalId: proposalInvoices.proposalId,
      invoices: sql<number>`count(*)::int`.as('line_count'),
      oldestDue: min(invoices.dueDate).as('oldest_due'),
      invoice: sql<string>`(array_agg(${invoices.number} order by ${invoices.dueDate}, ${invoices.number}))[1]`.as(
        'first_number',
      ),
    })
    .from(proposalInvoices)
    .innerJoin(digestProposals, eq(digestProposals.proposalId, proposalInvoices.proposalId))
    .innerJoin(invoices, eq(invoices.id, proposalInvoices.invoiceId))
    .where(and(eq(digestProposals.digestId, digestId), eq(proposalInvoices.moves, true)))
    .groupBy(proposalInvoices.proposalId)
    .as('lines');
}

/** The standing notice of each proposal with its latest delivery. */
function latestOf(db: Db, digestId: number) {
  return (
    db
      .selectDistinctOn([notices.proposalId], {
        proposalId: notices.proposalId,
        number: notices.number,
        deliveryId: deliveries.id,
        delivery: deliveries.state,
        deliveryReason: deliveries.reason,
      })
      .from(notices)
      .innerJoin(digestProposals, eq(digestProposals.proposalId, notices.proposalId))
      .leftJoin(deliveries, eq(deliveries.noticeId, notices.id))
      .where(and(eq(digestProposals.digestId, digestId), eq(notices.state, 'issued')))
      // Of a mail and the letter beside it, the mail: it is what may come back.
      .orderBy(notices.proposalId, desc(deliveries.round), desc(deliveries.createdAt), asc(deliveries.channel))
      .as('latest')
  );
}

const PROPOSAL_COLUMNS = {
  id: proposals.id,
  version: proposals.version,
  state: proposals.state,
  byHand: proposals.byHand,
  planId: proposals.planId,
  levelId: proposals.levelId,
  currency: proposals.currency,
  openCents: proposals.principalCents,
  unmatchedCents: proposals.unmatchedCents,
  customerId: proposals.customerId,
  decidedBy: proposals.decidedBy,
  decidedAt: proposals.decidedAt,
  decidedFrom: proposals.decidedFrom,
  decidedOn: proposals.decidedOn,
  issueNotBefore: proposals.issueNotBefore,
  firstApprovedBy: proposals.firstApprovedBy,
  firstApproverId: proposals.firstApproverId,
  levelChosenById: proposals.levelChosenById,
  secondNeeded: proposals.secondNeeded,
  snoozedUntil: proposals.snoozedUntil,
  remark: proposals.remark,
  reopened: proposals.reopenedReason,
  withdrawn: proposals.withdrawnReason,
};

const LEVEL_COLUMNS = {
  planName: plans.name,
  sendFrom: plans.sendFrom,
  levelName: levels.name,
  levelPosition: levels.position,
  levelKind: levels.kind,
  channels: levels.channels,
  automation: levels.automation,
  graceDays: levels.graceDays,
  actAt: levels.actAt,
};

const CUSTOMER_COLUMNS = {
  customerNumber: customers.number,
  customerName: customers.name,
  emailsTo: customers.emailsTo,
  address: customers.address,
  preferredChannel: customers.preferredChannel,
};

/** The payment entered by hand that withdrew a proposal: its id, who entered it, whether it was taken back. */
const PAID_BY_HAND = sql<{ payment: string; by: string; takenBack: boolean } | null>`case
  when ${proposals.withdrawnReason} ->> 'code' = 'paid' then (
    select json_build_object('payment', payment.external_id, 'by', payment.recorded_by, 'takenBack',
      exists (select from ${payments} taken where taken.external_id = ${OWN_PAYMENT_IDS.takenBack}::text || payment.external_id))
    from ${proposalInvoices} line join ${payments} payment on payment.invoice_id = line.invoice_id
    where line.proposal_id = ${proposals.id} and line.moves and payment.amount_cents > 0
      and payment.external_id like ${`${OWN_PAYMENT_IDS.byHand}%`} and payment.recorded_at >= ${proposals.proposedAt}
    order by payment.id desc limit 1) end`;

/** Every proposal of a digest as it stands now: highest level first, then customer. */
export async function readDigestItems(db: Db, digestId: number, timeZone: string) {
  const lines = linesOf(db, digestId);
  const latest = latestOf(db, digestId);
  return db
    .select({
      ...PROPOSAL_COLUMNS,
      ...LEVEL_COLUMNS,
      ...CUSTOMER_COLUMNS,
      shownOn: sql<Day>`greatest(${proposals.proposedOn}, ${proposals.refreshedOn},
        (${proposals.proposedAt} at time zone ${timeZone})::date, (${levels.changedAt} at time zone ${timeZone})::date)::text`,
      invoice: lines.invoice,
      invoices: lines.invoices,
      oldestDue: lines.oldestDue,
      noticeNumber: latest.number,
      deliveryId: latest.deliveryId,
      delivery: latest.delivery,
      deliveryReason: latest.deliveryReason,
      paidByHand: PAID_BY_HAND,
    })
    .from(digestProposals)
    .innerJoin(proposals, eq(proposals.id, digestProposals.proposalId))
    .innerJoin(customers, eq(customers.id, proposals.customerId))
    .innerJoin(plans, eq(plans.id, proposals.planId))
    .leftJoin(levels, eq(levels.id, proposals.levelId))
    .leftJoin(lines, eq(lines.proposalId, proposals.id))
    .leftJoin(latest, eq(latest.proposalId, proposals.id))
    .where(eq(digestProposals.digestId, digestId))
    .orderBy(sql`${levels.position} desc nulls last, ${customers.name} collate "und-x-icu", ${proposals.id}`);
}

export type DigestItemRow = Awaited<ReturnType<typeof readDigestItems>>[number];

/** Customers to whom a mail or letter bounced and nothing has reached them since. */
export async function customersWithBounce(db: Db): Promise<Set<number>> {
  const rows = await db
    .selectDistinct({ id: notices.customerId })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .where(inArray(deliveries.state, ['bounced', 'complained']));
  return new Set(rows.map((row) => row.id));
}

export interface TroubleRow {
  deliveryId: string;
  noticeNumber: number | null;
  customerNumber: string;
  customerName: string;
  state: string;
  reason: string | null;
  /** When it came to this, as far as is known. */
  since: string;
}

/** Standing notices that reached nobody, or nobody knows, and that no person has dealt with; the oldest first. */
export async function readTroubles(db: Db): Promise<TroubleRow[]> {
  return db
    .select({
      deliveryId: deliveries.id,
      noticeNumber: notices.number,
      customerNumber: customers.number,
      customerName: customers.name,
      state: deliveries.state,
      reason: deliveries.reason,
      since: sql<string>`coalesce(${deliveries.settledAt}, ${deliveries.createdAt})`.mapWith(deliveries.createdAt),
    })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .innerJoin(customers, eq(customers.id, notices.customerId))
    .where(
      and(
        inArray(deliveries.state, ['failed', 'bounced', 'complained', 'unknown', 'needs_review']),
        eq(notices.state, 'issued'),
        isNull(notices.undeliveredAcceptedAt),
        sql`not exists (select from ${deliveries} later where later.notice_id = ${notices.id}
          and later.round > ${deliveries.round})`,
      ),
    )
    .orderBy(asc(deliveries.createdAt), asc(deliveries.id));
}
