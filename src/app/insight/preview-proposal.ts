// One proposal in full, and the letter and mail it would become, made from the facts of now. Nothing is issued or
// stored.

import { z } from 'zod';
import type { Notice } from '../../core/notice.ts';
import { nextLevel } from '../../core/plan.ts';
import { OPEN_PROPOSAL_STATES } from '../../core/proposal.ts';
import { readProposals } from '../../db/decisions.ts';
import { originalsOnProposal } from '../../db/documents.ts';
import { listProposals } from '../../db/proposal-list.ts';
import { type ProposalOutcomeRow, readProposalOutcomes } from '../../db/proposal-outcomes.ts';
import type { NoticeTexts } from '../../db/schema/index.ts';
import { lookOf } from '../documents/letter-look.ts';
import { planOf, readEngine } from '../engine.ts';
import { refusal } from '../errors.ts';
import { idInput } from '../inputs.ts';
import { composeNotice } from '../notices/compose.ts';
import { prepareNotice, readProposalFacts, readTextsOf } from '../notices/prepare.ts';
import { query, type Work } from '../use-case.ts';
import { type ProposalView, viewProposals } from './proposal-view.ts';

const which = z.strictObject({ proposal: idInput });

export interface ProposalDetail {
  outcome: ProposalOutcomeRow;
  /** Null when it is decided and done with: then only its outcome is of interest. */
  view: ProposalView | null;
  /** Levels a person may choose instead of the proposed one. */
  higherLevels: { id: number; name: string }[];
  /** Invoices on it whose originals are kept. */
  originals: string[];
  /** Its level sends them along with the mail. */
  attachesOriginals: boolean;
  /** A letter could go out besides the mail. */
  mayAddLetter: boolean;
}

export const viewProposal = query({
  name: 'proposal.view',
  summary: 'One proposal: its invoices, amounts, warnings and what became of it.',
  role: 'viewer',
  input: which,
  async run(work, { proposal: id }): Promise<ProposalDetail> {
    const [outcome] = await readProposalOutcomes(work.db, [id]);
    if (outcome === undefined) throw refusal('proposal_unknown', { proposal: id });
    const rows = await listProposals(work.db, OPEN_PROPOSAL_STATES, [id]);
    const [view] = await viewProposals(work, rows);
    const [row] = rows;
    const originals = await originalsOnProposal(work.db, id);
    const mayAddLetter = view?.wayOut.channel === 'email' && row?.hasAddress === true;
    return { outcome, view: view ?? null, originals, mayAddLetter, ...(await levelsOf(work, row)) };
  },
});

type Levelled = { planId: number; levelPosition: number | null; levelId: number | null };

async function levelsOf(
  work: Work,
  row: Levelled | undefined,
): Promise<Pick<ProposalDetail, 'higherLevels' | 'attachesOriginals'>> {
  if (row?.levelPosition == null) return { higherLevels: [], attachesOriginals: false };
  const engine = await readEngine(work.db, work.organisation, work.today);
  const plan = planOf(engine, row.planId);
  const found: { id: number; name: string }[] = [];
  let next = nextLevel(plan, row.levelPosition);
  while (next.kind === 'level') {
    found.push({ id: next.level.id, name: next.level.name });
    next = nextLevel(plan, next.level.position);
  }
  const level = plan.levels.find((candidate) => candidate.id === row.levelId);
  return { higherLevels: found, attachesOriginals: level?.attachInvoice === true };
}

export const previewLetter = query({
  name: 'proposal.letter',
  summary: 'The letter a proposal would become, as PDF.',
  role: 'viewer',
  input: which,
  async run(work, { proposal }) {
    const { notice, texts } = await compose(work, proposal);
    return work.ctx.ports.renderer.letter(notice, texts.letter, await lookOf(work, notice));
  },
});

export const previewLetterPicture = query({
  name: 'proposal.letter_picture',
  summary: 'A page of the letter a proposal would become, as PNG.',
  role: 'viewer',
  input: which.extend({ page: z.int().min(0).max(999).default(0), widthPx: z.int().min(100).max(2_000).default(900) }),
  async run(work, { proposal, page, widthPx }): Promise<Uint8Array> {
    const { notice, texts } = await compose(work, proposal);
    return work.ctx.ports.renderer.letterPng(notice, texts.letter, page, widthPx, await lookOf(work, notice));
  },
});

export const previewMail = query({
  name: 'proposal.mail',
  summary: 'The e-mail a proposal would become.',
  role: 'viewer',
  input: which,
  async run(work, { proposal }) {
    const { notice, texts } = await compose(work, proposal);
    return work.ctx.ports.renderer.email(notice, texts.email);
  },
});

async function compose(work: Work, id: number): Promise<{ notice: Notice; texts: NoticeTexts }> {
  const rows = await readProposals(work.db, [id]);
  const engine = await readEngine(work.db, work.organisation, work.today);
  const [facts] = await readProposalFacts(work, engine, rows);
  if (facts === undefined) throw refusal('proposal_unknown', { proposal: id });
  const prepared = prepareNotice(facts, engine);
  switch (prepared.outcome) {
    case 'withdraw':
      throw refusal('no_letter_any_more', { proposal: id, why: prepared.reason });
    case 'reopen':
      throw refusal('no_letter', { proposal: id, why: prepared.reason });
    case 'prepared': {
      const { texts } = await readTextsOf(work, prepared.draft);
      return { notice: composeNotice(prepared.draft, engine).notice, texts };
    }
  }
}
