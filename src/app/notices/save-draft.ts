// The automation "draft": the document of an undecided proposal is made and kept, without number, level or delivery. A
// person still decides; issuing makes it anew from the facts of then.

import { z } from 'zod';
import { UNDECIDED_STATES } from '../../core/proposal.ts';
import { insertDocuments, insertNoticeLines, insertNotices } from '../../db/notices.ts';
import { lockProposal } from '../../db/proposals.ts';
import { readEngine } from '../engine.ts';
import { idInput } from '../inputs.ts';
import { command } from '../use-case.ts';
import { composeNotice } from './compose.ts';
import { prepareNotice, readProposalFacts, readTextsOf } from './prepare.ts';
import { renderSheet, sheetOf } from './sheet.ts';
import { linesOf, noticeRow } from './write-notices.ts';

export const saveDraft = command({
  name: 'notice.draft',
  summary: 'Makes and keeps the document of an undecided proposal, without issuing it.',
  role: 'approver',
  input: z.strictObject({ proposal: idInput }),
  async run(work, input) {
    const nothing = { result: { saved: false }, audit: [] };
    const proposal = await lockProposal(work.db, input.proposal);
    if (proposal === null || !UNDECIDED_STATES.includes(proposal.state)) return nothing;
    const engine = await readEngine(work.db, work.organisation, work.today);
    const [facts] = await readProposalFacts(work, engine, [proposal]);
    if (facts === undefined) return nothing;
    const prepared = prepareNotice(facts, engine);
    if (prepared.outcome !== 'prepared') return nothing;
    const { draft } = prepared;
    const { notice } = composeNotice(draft, engine);
    const { texts } = await readTextsOf(work, draft);
    const document = await renderSheet(work, await sheetOf(work, draft, notice, texts), null);
    if ('problem' in document) return nothing;
    const row = noticeRow(work, { proposal, draft, notice, texts, send: true });
    const [noticeId] = await insertNotices(work.db, [{ ...row, number: null, state: 'drafted' }]);
    if (noticeId === undefined) throw new Error(`the draft of proposal ${proposal.id} was not stored`);
    await insertNoticeLines(work.db, linesOf(noticeId, draft, notice));
    await insertDocuments(work.db, [{ noticeId, ...document }]);
    const note = { entity: 'notice', entityId: String(noticeId), after: { state: 'drafted', proposalId: proposal.id } };
    return { result: { saved: true }, audit: [note] };
  },
});
