// Approving: one person where one is enough, two different ones where the organisation wants four eyes. What the first
// of them approved is what the second confirms; whoever changes something is the first again.

import { againstSecond, type FourEyesReason, secondNeeded, type WithheldReason } from '../../core/four-eyes.ts';
import { UNDECIDED_STATES } from '../../core/proposal.ts';
import { type DecisionFields, moveProposals } from '../../db/decisions.ts';
import { readLevelPositions } from '../../db/plans.ts';
import type { ProposalRow } from '../../db/proposals.ts';
import type { Work } from '../use-case.ts';
import type { DecisionInput } from './decide.ts';
import { raiseLevel } from './raise-level.ts';

type ApproveInput = Extract<DecisionInput, { kind: 'approve' }>;

/** An approval that changed nothing, and why. */
export interface Withheld {
  id: number;
  why: WithheldReason;
}

export interface Approval {
  /** Ids that are approved now, and go on to be issued. */
  decided: number[];
  /** Ids that this approved once: they wait for a second person. */
  waiting: number[];
  withheld: Withheld[];
}

/** Approves locked, undecided proposals. The rule that counts is the one of now, or the one an approval began with. */
export async function approve(work: Work, open: readonly ProposalRow[], decision: ApproveInput): Promise<Approval> {
  const personId = work.ctx.actor.personId ?? null;
  const positions = await readLevelPositions(work.db);
  const approval: Approval = { decided: [], waiting: [], withheld: [] };
  const confirmed: ProposalRow[] = [];
  const alone: ProposalRow[] = [];
  const first: { row: ProposalRow; reason: FourEyesReason }[] = [];
  for (const row of open) {
    if (row.state === 'approved_once' && confirms(row, decision)) {
      const why = againstSecond(personId, row);
      if (why === null) confirmed.push(row);
      else approval.withheld.push({ id: row.id, why });
      continue;
    }
    const levelPosition = positions.get(decision.levelId ?? row.levelId ?? 0) ?? null;
    const reason = secondNeeded(work.organisation.fourEyes, { ...row, levelPosition }) ?? row.secondNeeded;
    if (reason === null) alone.push(row);
    else if (personId === null) approval.withheld.push({ id: row.id, why: 'not_a_person' });
    else first.push({ row, reason });
  }
  await chooseLevel(work, [...alone, ...first.map(({ row }) => row)], decision.levelId);
  const issueNotBefore = issueFrom(work, decision.undoMinutes);
  approval.decided.push(...(await move(work, confirmed, { reopenedReason: null, issueNotBefore })));
  approval.decided.push(...(await move(work, alone, { ...chosen(decision), secondNeeded: null, issueNotBefore })));
  await work.ctx.ports.jobs?.wake(work.db, 'issue', approval.decided, issueNotBefore);
  approval.waiting.push(...(await approveOnce(work, first, decision)));
  return approval;
}

/** Whether this approval leaves everything as the first person approved it. */
function confirms(
  row: ProposalRow,
  { levelId, waiveFee, send, attachOriginal, alsoLetter, remark }: ApproveInput,
): boolean {
  return (
    (levelId ?? row.levelId) === row.levelId &&
    (waiveFee ?? row.waiveFee) === row.waiveFee &&
    (send ?? row.sendAfterIssue) === row.sendAfterIssue &&
    (attachOriginal ?? row.attachOriginal) === row.attachOriginal &&
    (alsoLetter ?? row.alsoLetter) === row.alsoLetter &&
    (remark ?? row.remark) === row.remark
  );
}

function chosen(input: ApproveInput): DecisionFields {
  const { waiveFee = false, send = true, attachOriginal = false, alsoLetter = false, remark = null } = input;
  return { waiveFee, sendAfterIssue: send, attachOriginal, alsoLetter, remark, reopenedReason: null };
}

/** 23:45: whoever issues has a quarter of an hour until the approval is of yesterday. */
const LAST_ISSUE_MINUTE = 23 * 60 + 45;

/** The end of the time in which an approval can be taken back: always on the same day, since approvals are of a day. */
function issueFrom({ ctx, now, organisation }: Work, undoMinutes: number): string | null {
  const [hours = 0, minutes = 0] = ctx.clock.local(organisation.timeZone).time.split(':').map(Number);
  const left = LAST_ISSUE_MINUTE - (hours * 60 + minutes);
  const wait = Math.min(undoMinutes, left);
  return wait <= 0 ? null : ctx.clock.after(now, wait * 60_000);
}

async function chooseLevel(work: Work, rows: readonly ProposalRow[], levelId: number | undefined): Promise<void> {
  if (levelId === undefined || rows.length === 0) return;
  await raiseLevel(work.db, rows, levelId, work.ctx.actor.personId ?? null);
}

async function move(work: Work, rows: readonly ProposalRow[], fields: DecisionFields): Promise<number[]> {
  const { name, surface, personId = null } = work.ctx.actor;
  const by = { decidedOn: work.today, decidedAt: work.now, decidedBy: name, decidedFrom: surface, deciderId: personId };
  const ids = rows.map((row) => row.id);
  const moved = await moveProposals(work.db, ids, UNDECIDED_STATES, 'approved', { ...by, ...fields });
  return moved.map((row) => row.id);
}

async function approveOnce(
  work: Work,
  first: readonly { row: ProposalRow; reason: FourEyesReason }[],
  decision: ApproveInput,
): Promise<number[]> {
  const { name, surface, personId = null } = work.ctx.actor;
  const by = {
    firstApprovedBy: name,
    firstApproverId: personId,
    firstApprovedAt: work.now,
    firstApprovedFrom: surface,
  };
  const ids: number[] = [];
  // A handful of reasons, however many proposals.
  for (const group of Map.groupBy(first, ({ reason }) => JSON.stringify(reason)).values()) {
    const fields = { ...chosen(decision), ...by, secondNeeded: group[0]?.reason ?? null };
    const groupIds = group.map(({ row }) => row.id);
    const moved = await moveProposals(work.db, groupIds, UNDECIDED_STATES, 'approved_once', fields);
    ids.push(...moved.map((row) => row.id));
  }
  return ids.sort((a, b) => a - b);
}
