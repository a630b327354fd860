// duly approve: the decision, then issuing and sending at once, and what came of each proposal.

import { weighProposals } from '../../app/insight/list-proposals.ts';
import { proposalOutcomes } from '../../app/insight/proposal-outcomes.ts';
import { type IssueOutcome, issueApproved } from '../../app/notices/issue.ts';
import { type DecisionResult, decideProposals } from '../../app/proposals/decide.ts';
import { proposalIdsIn } from '../../db/decisions.ts';
import { describeDbError } from '../../db/errors.ts';
import type { ProposalOutcomeRow } from '../../db/proposal-outcomes.ts';
import { approvalAnswer, type Result } from '../approval-report.ts';
import { type Answer, EXIT, type House } from '../desk.ts';
import { explain } from '../failure.ts';
import { levelNamed } from '../levels.ts';
import { refuse } from '../refusals.ts';
import { latestDeliveries, sendAll } from '../sending.ts';

export interface ApproveOptions {
  all?: true;
  level?: string;
  withoutFee?: true;
  remark?: string;
}

const OUTCOMES_AT_ONCE = 1_000;

/** Exit 3 when not every proposal became a notice on its way, 2 when none could be decided. */
export async function approve(house: House, ids: number[], options: ApproveOptions): Promise<Answer> {
  const { all = false, level, withoutFee: waiveFee, remark } = options;
  if (all === ids.length > 0) {
    throw refuse('proposals_or_all');
  }
  if (all && level !== undefined) {
    throw refuse('level_not_for_all');
  }
  const levelId = level === undefined ? undefined : await levelNamed(house, await planOf(house, ids), level);
  const decision = { kind: 'approve', levelId, waiveFee, remark } as const;
  const decided = await decideProposals(house.ctx, { proposals: all ? 'all' : ids, decision });
  // What was approved before, and interrupted before its notice was issued, is carried out now.
  const approved = all
    ? await proposalIdsIn(house.ctx.store.db, 'approved')
    : [...decided.decided, ...decided.decidedBefore.filter((one) => one.state === 'approved').map((one) => one.id)];
  const issued = await issueEach(house, approved);
  const sent = await sendAll(house, issued.size);
  const results = await resultsOf(house, decided, issued);
  return { ...approvalAnswer(house, results, sent), exit: exitOf(results) };
}

/** Notices issued between two steps of the progress shown. */
const AT_ONCE = 20;

async function issueEach(house: House, ids: readonly number[]): Promise<Map<number, IssueOutcome>> {
  const outcomes = new Map<number, IssueOutcome>();
  const progress = house.progress(house.say('notices issued', 'Schreiben ausgestellt'), ids.length);
  try {
    for (let start = 0; start < ids.length; start += AT_ONCE) {
      for (const one of await issueSome(house, ids.slice(start, start + AT_ONCE))) {
        outcomes.set(one.proposalId, one);
        progress.step();
      }
    }
  } catch (error) {
    const [done, all] = [outcomes.size, ids.length];
    house.note(
      house.say(
        `${done} of ${all} approved notices were issued. Approve the others again to go on.`,
        `${done} von ${all} freigegebenen Schreiben wurden ausgestellt. Die anderen bitte erneut freigeben.`,
      ),
    );
    throw error;
  } finally {
    progress.end();
  }
  return outcomes;
}

/** A notice that cannot be issued concerns that notice alone; a database that is gone concerns all. */
async function issueSome(house: House, ids: readonly number[]): Promise<IssueOutcome[]> {
  try {
    return await issueApproved(house.ctx, { proposals: [...ids] });
  } catch (error) {
    const [id] = ids;
    if (id === undefined || ids.length > 1 || explain(error, false, house.language).exit === EXIT.unavailable)
      throw error;
    return [{ proposalId: id, outcome: 'failed', detail: describeDbError(error).message }];
  }
}

async function resultsOf(
  house: House,
  { decided, waiting, withheld, decidedBefore }: DecisionResult,
  issued: ReadonlyMap<number, IssueOutcome>,
): Promise<Result[]> {
  const against = new Map(withheld.map(({ id, why }) => [id, why]));
  const before = new Map(decidedBefore.map((one) => [one.id, one]));
  const rows = await readOutcomes(house, [
    ...new Set([...decided, ...waiting, ...against.keys(), ...before.keys(), ...issued.keys()]),
  ]);
  const results = rows.map((row): Result => {
    const outcome = issued.get(row.id);
    const earlier = before.get(row.id);
    if (outcome !== undefined && outcome.outcome !== 'not_approved')
      return { row, issue: outcome, before: null, withheld: null };
    // Issued by the service while this command was about to do the same, or decided by somebody else.
    return { row, issue: null, before: earlier ?? null, withheld: against.get(row.id) ?? null };
  });
  const numbers = results.flatMap(({ row }) => row.noticeNumber ?? []);
  const deliveries = await latestDeliveries(house, numbers);
  return results.map((result) => ({ ...result, delivery: deliveries.get(result.row.noticeNumber ?? 0) ?? null }));
}

async function readOutcomes(house: House, ids: readonly number[]): Promise<ProposalOutcomeRow[]> {
  const rows: ProposalOutcomeRow[] = [];
  for (let at = 0; at < ids.length; at += OUTCOMES_AT_ONCE) {
    rows.push(...(await proposalOutcomes(house.ctx, { proposals: ids.slice(at, at + OUTCOMES_AT_ONCE) })));
  }
  return rows;
}

/** The plan whose levels `--level` names: all proposals must be in it. */
async function planOf(house: House, proposals: number[]): Promise<string> {
  const { rows } = await weighProposals(house.ctx, { proposals });
  const [plan, other] = new Set(rows.map((row) => row.planName));
  if (plan === undefined) throw refuse('nothing_waits');
  if (other === undefined) return plan;
  throw refuse('proposals_in_several_plans');
}

function exitOf(results: readonly Result[]) {
  const good = results.filter(isGood).length;
  if (good === results.length) return EXIT.fine;
  return good === 0 && results.every((result) => result.before !== null) ? EXIT.refused : EXIT.partly;
}

/** Issued by this decision, and its delivery did not fail. */
function isGood({ row, before, delivery }: Result): boolean {
  return (
    row.state === 'issued' && before === null && !['failed', 'unknown', 'needs_review'].includes(delivery?.state ?? '')
  );
}
