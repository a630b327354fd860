// The last look at the facts before a notice is issued: is everything still as it was approved?

import { addDays } from '../../core/day.ts';
import { suspensionOf } from '../../core/eligibility.ts';
import type { Level, Plan } from '../../core/plan.ts';
import type { InvoiceTruth } from '../../core/position.ts';
import type { Reason, ReopenReason } from '../../core/reason.ts';
import { alsoOverdue } from '../../core/run.ts';
import type { CustomerTruth } from '../../db/facts/customers.ts';
import type { ProposalLineRow, ProposalRow } from '../../db/proposals.ts';
import type { Engine } from '../engine.ts';
import type { NoticeLine } from './compose.ts';

export type Recheck =
  | { outcome: 'as_approved'; level: Level | null; lines: NoticeLine[] }
  | { outcome: 'withdraw'; reason: Reason }
  | { outcome: 'reopen'; reason: ReopenReason };

const CHANGED: Recheck = { outcome: 'reopen', reason: { code: 'changed_since_approval' } };

/**
 * Compares an approved proposal with the facts now. Withdrawn when no moving invoice may be dunned any more (paid,
 * paused, disputed, excluded ...); reopened when what would be issued differs from what was approved; else its lines
 * with the facts of now. Source: rules section 4.7; the sent document is the approved document.
 */
export function recheckProposal(
  proposal: ProposalRow,
  lines: readonly ProposalLineRow[],
  truth: CustomerTruth,
  plan: Plan,
  engine: Engine,
): Recheck {
  const levels = new Map(plan.levels.map((level) => [level.id, level]));
  const level = proposal.levelId === null ? null : (levels.get(proposal.levelId) ?? null);
  const checked: NoticeLine[] = [];
  const against: Reason[] = [];
  let changed = truth.planId !== plan.id || (proposal.levelId !== null && !level?.active);
  for (const line of lines.filter((candidate) => candidate.moves)) {
    const invoice = truth.facts.invoices.find((candidate) => candidate.id === line.invoiceId);
    const own = line.levelId === null ? null : (levels.get(line.levelId) ?? null);
    const reason = invoice === undefined ? ({ code: 'paid' } as const) : reasonNow(invoice, truth, plan, engine);
    if (reason !== null) against.push(reason);
    else if (invoice !== undefined) {
      const passed = own !== null && own.position <= invoice.passedPosition;
      const unusable = line.levelId !== null && (own === null || passed);
      if (unusable || invoice.openCents !== line.openCents) changed = true;
      checked.push({ invoice, level: own });
    }
  }
  if (checked.length === 0) return { outcome: 'withdraw', reason: against[0] ?? { code: 'paid' } };
  if (changed || against.length > 0) return CHANGED;
  const listed = listedNow(proposal, checked, truth, plan, engine);
  if (
    !sameInvoices(
      listed,
      lines.filter((line) => !line.moves),
    )
  )
    return CHANGED;
  return (
    tooSoonNow(proposal, truth, engine) ??
    coveredNow(proposal, [...checked, ...listed], truth) ?? {
      outcome: 'as_approved',
      level,
      lines: [...checked, ...listed],
    }
  );
}

function reasonNow(invoice: InvoiceTruth, truth: CustomerTruth, plan: Plan, engine: Engine): Reason | null {
  if (invoice.openCents <= 0) return { code: 'paid' };
  if (plan.paused) return { code: 'plan_paused' };
  const { undeliveredNotice } = invoice.holds;
  if (undeliveredNotice !== null && plan.kind !== 'recap')
    return { code: 'undelivered', noticeNumber: undeliveredNotice };
  return suspensionOf(invoice, truth.facts.holds, engine.calendar, engine.settings.today);
}

function listedNow(
  proposal: ProposalRow,
  checked: readonly NoticeLine[],
  truth: CustomerTruth,
  plan: Plan,
  engine: Engine,
): NoticeLine[] {
  if (proposal.byHand || plan.kind === 'recap' || plan.grouping !== 'customer' || !plan.alsoOverdue) return [];
  const moving = new Set(checked.map((line) => line.invoice.id));
  const others = alsoOverdue(truth.facts, plan, proposal.currency, moving, engine.settings);
  return others.map((invoice) => ({ invoice, level: null }));
}

function sameInvoices(now: readonly NoticeLine[], approved: readonly ProposalLineRow[]): boolean {
  if (now.length !== approved.length) return false;
  const open = new Map(approved.map((line) => [line.invoiceId, line.openCents]));
  return now.every((line) => open.get(line.invoice.id) === line.invoice.openCents);
}

/** Another notice went to the customer between proposal and approval; one made by hand waits for no days. */
function tooSoonNow(proposal: ProposalRow, truth: CustomerTruth, engine: Engine): Recheck | null {
  const { today, minDaysBetweenNotices } = engine.settings;
  const { lastNoticeOn } = truth.facts;
  if (lastNoticeOn === null || proposal.byHand || lastNoticeOn >= today) return null;
  const until = addDays(lastNoticeOn, minDaysBetweenNotices);
  return today < until ? { outcome: 'withdraw', reason: { code: 'customer_gap', lastNoticeOn, until } } : null;
}

function coveredNow(proposal: ProposalRow, lines: readonly NoticeLine[], truth: CustomerTruth): Recheck | null {
  const unmatchedCents = truth.facts.unmatchedCents[proposal.currency] ?? 0;
  const openCents = lines.reduce((sum, line) => sum + line.invoice.openCents, 0);
  // Money that was there and shown when the notice was proposed by hand was the approver's to weigh.
  if (unmatchedCents < openCents || (proposal.byHand && unmatchedCents === proposal.unmatchedCents)) return null;
  const reason = { code: 'covered_by_credit', unmatchedCents, openCents, currency: proposal.currency } as const;
  return { outcome: 'withdraw', reason };
}
