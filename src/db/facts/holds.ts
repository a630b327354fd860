// What holds back customers and invoices: blocks, disputes, promises, and proposals that were put off or approved.

import { and, eq, gt, inArray, isNotNull, or } from 'drizzle-orm';
import { type Block, type InvoiceHolds, NO_INVOICE_HOLDS, withHold } from '../../core/hold.ts';
import type { Period } from '../../core/interest.ts';
import { type ProposalState, UNDECIDED_STATES } from '../../core/proposal.ts';
import { among } from '../among.ts';
import { type AsOf, notEnded, recordedBy } from '../as-of.ts';
import { readDoubts } from '../payment-doubts.ts';
import { blocks, disputes, notices, promises, proposalInvoices, proposals } from '../schema/index.ts';
import type { Db } from '../store.ts';

export interface Holds {
  all: Block[];
  ofCustomer: Map<number, Block[]>;
  ofInvoice(invoiceId: number): InvoiceHolds;
}

const PUT_OFF_OR_APPROVED: ProposalState[] = ['snoozed', 'skipped', 'approved', 'issued'];

interface HoldsQuery {
  customerIds: readonly number[];
  invoiceIds: readonly number[];
  undelivered: ReadonlyMap<number, string>;
  asOf: AsOf;
}

export async function readHolds(db: Db, query: HoldsQuery): Promise<Holds> {
  const found = new Map<number, InvoiceHolds>();
  const change = (invoiceId: number, part: Partial<InvoiceHolds>): void => {
    found.set(invoiceId, withHold(found.get(invoiceId), part));
  };
  const { all, ofCustomer, ofInvoice } = await readBlocks(db, query);
  for (const [invoiceId, pauses] of ofInvoice) change(invoiceId, { pauses });
  for (const [invoiceId, undeliveredNotice] of query.undelivered) change(invoiceId, { undeliveredNotice });
  if (query.invoiceIds.length > 0) {
    await addDisputesAndPromises(db, query, change);
    await addDecisions(db, query, change);
    for (const { invoiceId, ...paymentInQuestion } of await readDoubts(db, query.invoiceIds, query.asOf)) {
      change(invoiceId, { paymentInQuestion });
    }
  }
  return { all, ofCustomer, ofInvoice: (invoiceId) => found.get(invoiceId) ?? NO_INVOICE_HOLDS };
}

type Change = (invoiceId: number, part: Partial<InvoiceHolds>) => void;

async function readBlocks(db: Db, query: HoldsQuery) {
  const { customerIds, invoiceIds, asOf } = query;
  const rows = await db
    .select()
    .from(blocks)
    .where(
      and(
        notEnded(blocks.endedAt, asOf),
        recordedBy(blocks.setAt, asOf),
        or(
          eq(blocks.scope, 'all'),
          among(blocks.customerId, customerIds),
          invoiceIds.length === 0 ? undefined : among(blocks.invoiceId, invoiceIds),
        ),
      ),
    )
    .orderBy(blocks.id);
  const all: Block[] = [];
  const ofCustomer = new Map<number, Block[]>();
  const ofInvoice = new Map<number, Block[]>();
  for (const row of rows) {
    const block = toBlock(row);
    if (row.customerId !== null) ofCustomer.set(row.customerId, [...(ofCustomer.get(row.customerId) ?? []), block]);
    else if (row.invoiceId !== null) ofInvoice.set(row.invoiceId, [...(ofInvoice.get(row.invoiceId) ?? []), block]);
    else all.push(block);
  }
  return { all, ofCustomer, ofInvoice };
}

type BlockRow = Pick<typeof blocks.$inferSelect, 'scope' | 'fromOn' | 'untilOn' | 'reason' | 'setBy'>;

export function toBlock(row: BlockRow): Block {
  return { scope: row.scope, from: row.fromOn, until: row.untilOn, reason: row.reason, setBy: row.setBy };
}

/** By invoice: disputed time for which interest was waived when the dispute was settled. */
export async function readInterestWaived(
  db: Db,
  invoiceIds: readonly number[],
  asOf: AsOf,
): Promise<Map<number, Period[]>> {
  const rows = await db
    .select()
    .from(disputes)
    .where(
      and(
        among(disputes.invoiceId, invoiceIds),
        isNotNull(disputes.interestWaivedThrough),
        recordedBy(disputes.settledAt, asOf),
      ),
    );
  const waived = new Map<number, Period[]>();
  for (const { invoiceId, raisedOn, interestWaivedThrough: to } of rows) {
    if (to !== null) waived.set(invoiceId, [...(waived.get(invoiceId) ?? []), { from: raisedOn, to }]);
  }
  return waived;
}

async function addDisputesAndPromises(db: Db, query: HoldsQuery, change: Change): Promise<void> {
  const ids = [...query.invoiceIds];
  const disputed = await db
    .select()
    .from(disputes)
    .where(
      and(
        among(disputes.invoiceId, ids),
        notEnded(disputes.settledAt, query.asOf),
        recordedBy(disputes.raisedAt, query.asOf),
      ),
    );
  for (const { invoiceId, raisedOn, reason, raisedBy } of disputed) {
    change(invoiceId, { dispute: { raisedOn, reason, raisedBy } });
  }
  const promised = await db
    .select()
    .from(promises)
    .where(
      and(
        among(promises.invoiceId, ids),
        notEnded(promises.endedAt, query.asOf),
        recordedBy(promises.madeAt, query.asOf),
      ),
    );
  for (const { invoiceId, promisedOn: on, madeBy } of promised) change(invoiceId, { promise: { on, madeBy } });
}

/** Snoozed and skipped proposals, approvals that wait to be issued, and proposals made by hand. */
async function addDecisions(db: Db, query: HoldsQuery, change: Change): Promise<void> {
  const rows = await db
    .select({
      invoiceId: proposalInvoices.invoiceId,
      id: proposals.id,
      state: proposals.state,
      snoozedUntil: proposals.snoozedUntil,
      decidedOn: proposals.decidedOn,
      decidedAt: proposals.decidedAt,
      issuedAt: notices.issuedAt,
    })
    .from(proposalInvoices)
    .innerJoin(proposals, eq(proposals.id, proposalInvoices.proposalId))
    .leftJoin(notices, eq(notices.proposalId, proposals.id))
    .where(
      and(
        among(proposalInvoices.invoiceId, query.invoiceIds),
        or(
          and(
            or(
              inArray(proposals.state, [...UNDECIDED_STATES]),
              query.asOf === null ? undefined : gt(proposals.decidedAt, query.asOf),
            ),
            eq(proposals.byHand, true),
            recordedBy(proposals.proposedAt, query.asOf),
          ),
          and(inArray(proposals.state, PUT_OFF_OR_APPROVED), recordedBy(proposals.decidedAt, query.asOf)),
        ),
      ),
    )
    .orderBy(proposals.id);
  for (const row of rows) {
    const issuedByThen = row.state === 'issued' && (query.asOf === null || (row.issuedAt ?? '') <= query.asOf);
    const undecidedThen = query.asOf !== null && (row.decidedAt ?? '') > query.asOf;
    if (UNDECIDED_STATES.includes(row.state) || undecidedThen)
      change(row.invoiceId, { boundTo: { proposalId: row.id, as: 'by_hand' } });
    else if (row.state === 'snoozed') change(row.invoiceId, { snoozedUntil: row.snoozedUntil });
    else if (row.state === 'skipped') change(row.invoiceId, { skippedOn: row.decidedOn });
    else if (!issuedByThen) change(row.invoiceId, { boundTo: { proposalId: row.id, as: 'approved' } });
  }
}
