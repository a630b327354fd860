// What becomes of approved proposals, by the facts of now: issued as approved, withdrawn, or asked again. Judged twice
// for each notice: before its document is made, and in the transaction that issues it; the second one counts.

import type { Reason, ReopenReason } from '../../core/reason.ts';
import { lockProposals, readProposals } from '../../db/decisions.ts';
import { planChangedAt } from '../../db/plans.ts';
import { lockInvoices } from '../../db/progress.ts';
import { type ProposalRow, readLines } from '../../db/proposals.ts';
import type { Db } from '../../db/store.ts';
import { type Engine, readEngine } from '../engine.ts';
import type { Work } from '../use-case.ts';
import { composeNotice, type NoticeDraft } from './compose.ts';
import { type ProposalFacts, prepareNotice, readProposalFacts, textsOf } from './prepare.ts';
import { type Sheet, sheetOf } from './sheet.ts';
import { readTexts, type TextsOf } from './texts.ts';

export type Judged = { proposalId: number } & (
  | { outcome: 'issue'; proposal: ProposalRow; draft: NoticeDraft; sheet: Sheet }
  | { outcome: 'withdraw'; reason: Reason }
  | { outcome: 'reopen'; reason: ReopenReason }
  /** Somebody else issued it, took the approval back meanwhile, or (with `onlyDue`) still may. */
  | { outcome: 'not_approved' }
);

export interface JudgeOptions {
  /** True: one whose approval can still be taken back waits. */
  onlyDue: boolean;
}

/** Locks approved proposals and their invoices until the transaction ends, so that what is judged then stays so. */
export async function lockApproved(db: Db, ids: readonly number[]): Promise<void> {
  const approved = (await lockProposals(db, ids)).filter((proposal) => proposal.state === 'approved');
  const lines = await readLines(
    db,
    approved.map((proposal) => proposal.id),
  );
  await lockInvoices(
    db,
    [...lines.values()].flat().map((line) => line.invoiceId),
  );
}

/** Judges proposals of different customers, in the order of their ids, in a few statements for all of them. */
export async function judgeApproved(work: Work, ids: readonly number[], options: JudgeOptions): Promise<Judged[]> {
  const proposals = await readProposals(work.db, ids);
  const isReady = ({ state, issueNotBefore }: ProposalRow) =>
    state === 'approved' && !(options.onlyDue && issueNotBefore !== null && issueNotBefore > work.now);
  const approved = proposals.filter(isReady);
  const byId = new Map<number, Judged>();
  if (approved.length > 0) {
    const engine = await readEngine(work.db, work.organisation, work.today);
    const about: About = {
      engine,
      planChangedAt: remembered((planId: number) => planChangedAt(work.db, planId)),
      texts: remembered((of: TextsOf) => readTexts(work, of), JSON.stringify),
    };
    for (const facts of await readProposalFacts(work, engine, approved)) {
      byId.set(facts.proposal.id, await judge(work, about, facts));
    }
  }
  return ids.map((proposalId) => byId.get(proposalId) ?? { proposalId, outcome: 'not_approved' });
}

interface About {
  engine: Engine;
  planChangedAt(planId: number): Promise<string>;
  texts(of: TextsOf): ReturnType<typeof readTexts>;
}

async function judge(work: Work, about: About, facts: ProposalFacts): Promise<Judged> {
  const { proposal } = facts;
  const proposalId = proposal.id;
  const prepared = prepareNotice(facts, about.engine);
  if (prepared.outcome !== 'prepared') return { proposalId, ...prepared };
  const { draft } = prepared;
  const { texts, savedAt } = await about.texts(textsOf(work, draft));
  const changes = [
    draft.truth.row.changedAt,
    work.organisation.changedAt,
    await about.planChangedAt(draft.plan.id),
    savedAt ?? '',
  ];
  // Interest and deadline of another day are not those that somebody looked at.
  const isOld = proposal.decidedOn !== work.today;
  if (isOld || changes.some((at) => at > (proposal.firstApprovedAt ?? proposal.decidedAt ?? '')))
    return { proposalId, outcome: 'reopen', reason: { code: 'changed_since_approval' } };
  const { notice } = composeNotice(draft, about.engine);
  return { proposalId, outcome: 'issue', proposal, draft, sheet: await sheetOf(work, draft, notice, texts) };
}

/** Asks once for each key. */
function remembered<K, V>(ask: (of: K) => Promise<V>, keyOf: (of: K) => unknown = (of) => of): typeof ask {
  const known = new Map<unknown, Promise<V>>();
  return (of) => {
    const key = keyOf(of);
    const answer = known.get(key) ?? ask(of);
    known.set(key, answer);
    return answer;
  };
}
