// The steps that blocks, disputes and promises share: place or end one, bring proposals in step, write it down.

import type { Day } from '../../core/day.ts';
import { type BlockTarget, endBlock, insertBlock, lockTarget } from '../../db/holds.ts';
import { refusal } from '../errors.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import type { AuditNote, Work } from '../use-case.ts';

export interface HoldChange {
  /** Open proposals that were withdrawn because of it. */
  withdrawn: number;
  /** Open proposals that say something else now. */
  refreshed: number;
}

/** Places a block; one that stands on the same target is ended and replaced. */
export async function placeBlock(
  work: Work,
  target: BlockTarget,
  block: { from: Day; until: Day | null; reason: string },
): Promise<{ change: HoldChange; note: AuditNote }> {
  if (block.until !== null && block.until < block.from) {
    throw refusal('block_ends_first', { from: block.from, until: block.until });
  }
  const by = { at: work.now, name: work.ctx.actor.name };
  await lockTarget(work.db, target);
  const before = await endBlock(work.db, target, by);
  await insertBlock(work.db, {
    scope: target.scope,
    invoiceId: target.scope === 'invoice' ? target.invoiceId : null,
    customerId: target.scope === 'customer' ? target.customerId : null,
    fromOn: block.from,
    untilOn: block.until,
    reason: block.reason,
    setBy: by.name,
    setAt: by.at,
  });
  const change = await reviewAfterChange(work, concernedBy(target));
  return { change, note: { ...entityOf(target), ...(before === null ? {} : { before }), after: block } };
}

/** Ends the block on a target, or only one placed at an instant or before; `ended` is false when none stood there. */
export async function liftBlock(
  work: Work,
  target: BlockTarget,
  placedUntil?: string,
): Promise<{ ended: boolean; notes: AuditNote[] }> {
  const before = await endBlock(work.db, target, { at: work.now, name: work.ctx.actor.name, placedUntil });
  if (before === null) return { ended: false, notes: [] };
  return { ended: true, notes: [{ ...entityOf(target), before, after: { ended: true } }] };
}

function concernedBy(target: BlockTarget) {
  switch (target.scope) {
    case 'invoice':
      return { invoiceIds: [target.invoiceId] };
    case 'customer':
      return { customerIds: [target.customerId] };
    case 'all':
      return 'all' as const;
  }
}

function entityOf(target: BlockTarget): { entity: string; entityId: string } {
  switch (target.scope) {
    case 'invoice':
      return { entity: 'invoice', entityId: String(target.invoiceId) };
    case 'customer':
      return { entity: 'customer', entityId: String(target.customerId) };
    case 'all':
      return { entity: 'organisation', entityId: '1' };
  }
}
