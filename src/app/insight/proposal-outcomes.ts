// What became of proposals: their state, who decided what when and from where, and the notice they led to.

import { z } from 'zod';
import { readProposalOutcomes } from '../../db/proposal-outcomes.ts';
import { idInput } from '../inputs.ts';
import { query } from '../use-case.ts';

export const proposalOutcomes = query({
  name: 'proposal.outcome',
  summary: 'What became of some proposals; unknown ids are left out.',
  role: 'viewer',
  input: z.strictObject({ proposals: z.array(idInput).max(1_000) }),
  run: (work, { proposals }) => readProposalOutcomes(work.db, proposals),
});
