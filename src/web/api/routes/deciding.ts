// Runs, proposals, notices and deliveries.

import { cancellationNote, printBatch } from '../../../app/documents/papers.ts';
import { listUndecided, weighProposals } from '../../../app/insight/list-proposals.ts';
import { noticeDeliveries } from '../../../app/insight/notice-deliveries.ts';
import { noticeDocument } from '../../../app/insight/notice-document.ts';
import {
  type ProposalDetail,
  previewLetter,
  previewLetterPicture,
  previewMail,
  viewProposal,
} from '../../../app/insight/preview-proposal.ts';
import { proposalOutcomes } from '../../../app/insight/proposal-outcomes.ts';
import { repeatRun, runVerdicts } from '../../../app/insight/run-verdicts.ts';
import { listRuns } from '../../../app/insight/runs.ts';
import { deliverySummary, runsToday } from '../../../app/insight/today.ts';
import { correctLetter, letterToCorrect } from '../../../app/letters/correct-letter.ts';
import * as printQueue from '../../../app/letters/print-queue.ts';
import { letterPrice, recallLetter } from '../../../app/letters/provider.ts';
import { cancelNotice } from '../../../app/notices/cancel.ts';
import * as control from '../../../app/notices/control.ts';
import { issueApproved } from '../../../app/notices/issue.ts';
import { listDeliveries } from '../../../app/notices/list-deliveries.ts';
import { listNotices } from '../../../app/notices/list-notices.ts';
import * as problems from '../../../app/notices/problems.ts';
import { resolveDelivery } from '../../../app/notices/resolve-delivery.ts';
import { acceptUndelivered, sendNotice } from '../../../app/notices/send-notice.ts';
import { askAgain } from '../../../app/proposals/ask-again.ts';
import { chooseLevel } from '../../../app/proposals/choose-level.ts';
import { decideProposals } from '../../../app/proposals/decide.ts';
import { proposeByHand, weighByHand } from '../../../app/proposals/propose-by-hand.ts';
import { reopenProposal, reopenProposals } from '../../../app/proposals/reopen.ts';
import { stopAutomation } from '../../../app/proposals/stop-automation.ts';
import { startRun } from '../../../app/run/start-run.ts';
import { isBytes } from '../answers.ts';
import { routesOf } from '../route.ts';
import type { JsonSchema } from '../schema.ts';

const PDF = { document: 'application/pdf' } as const;
type Stored = { letter: unknown; email: unknown };
const MAIL = {
  pick: ({ email }: Stored) => email,
  picked: ({ properties }: JsonSchema) => properties?.email ?? {},
};

export const DECIDING_ROUTES = [
  ...routesOf(
    'runs',
    ['GET /runs', listRuns, { cursor: 'before' }],
    ['GET /runs/today', runsToday],
    ['GET /runs/{run}/verdicts', runVerdicts, { cursor: 'after' }],
    ['GET /runs/{run}/repeat', repeatRun],
    ['POST /runs', startRun],
  ),
  ...routesOf(
    'proposals',
    ['GET /proposals', listUndecided, { cursor: 'after' }],
    ['POST /proposals', proposeByHand],
    ['POST /proposals/weigh-by-hand', weighByHand],
    ['POST /proposals/weigh', weighProposals],
    ['POST /proposals/choose-level', chooseLevel],
    ['POST /proposals/outcomes', proposalOutcomes],
    ['POST /proposals/decisions', decideProposals],
    ['POST /proposals/take-back', reopenProposals],
    ['POST /proposals/stop-automation', stopAutomation],
    [
      'GET /proposals/{proposal}',
      viewProposal,
      { version: ({ view, outcome }: ProposalDetail) => view?.version ?? outcome.state },
    ],
    ['POST /proposals/{proposal}/take-back', reopenProposal],
    ['POST /proposals/{proposal}/ask-again', askAgain],
    ['GET /proposals/{proposal}/letter', previewLetter, PDF],
    ['GET /proposals/{proposal}/letter-picture', previewLetterPicture, { document: 'image/png' }],
    ['GET /proposals/{proposal}/mail', previewMail],
  ),
  ...routesOf(
    'notices',
    ['GET /notices', listNotices, { cursor: 'before' }],
    ['POST /notices', issueApproved],
    ['GET /notices/{number}/letter', noticeDocument, { ...PDF, pick: ({ letter }: Stored) => letter }],
    ['GET /notices/{number}/mail', noticeDocument, MAIL],
    ['GET /notices/{number}/letter-price', letterPrice],
    ['POST /notices/{number}/cancel', cancelNotice],
    ['GET /notices/{number}/cancellation-note', cancellationNote, { pick: withoutBytes, picked: withoutByteFields }],
    ['POST /notices/{number}/send', sendNotice],
    ['POST /notices/{number}/accept-undelivered', acceptUndelivered],
    ['POST /notices/print-batch', printBatch, PDF],
  ),
  ...routesOf(
    'deliveries',
    ['GET /deliveries', listDeliveries, { cursor: 'after' }],
    ['GET /deliveries/summary', deliverySummary],
    ['GET /deliveries/problems', problems.deliveryProblems],
    ['POST /deliveries/of-notices', noticeDeliveries],
    ['POST /deliveries/{delivery}/resolve', resolveDelivery],
    ['POST /deliveries/{delivery}/recall', recallLetter],
    ['POST /deliveries/{delivery}/retry', problems.retryWithAddress],
    ['POST /deliveries/{delivery}/send-as-letter', problems.sendAsLetter],
    ['GET /deliveries/{delivery}/letter-address', letterToCorrect],
    ['POST /deliveries/{delivery}/correct-letter', correctLetter],
    ['GET /print-queue', printQueue.listPrintQueue],
    ['POST /print-queue/batches', printQueue.printLetters],
    ['GET /print-queue/batches/{batch}', printQueue.printBatchPdf, PDF],
    ['POST /print-queue/posted', printQueue.letterPosted],
    ['POST /print-queue/cancel', printQueue.cancelLetter],
    ['GET /sending', control.sendingStatus],
    ['POST /sending/pause', control.pauseSending],
    ['POST /sending/resume', control.resumeSending],
  ),
];

/** Facts beside a document that has an address of its own. */
function withoutBytes(result: object): unknown {
  return Object.fromEntries(Object.entries(result).filter(([, value]) => !(value instanceof Uint8Array)));
}

function withoutByteFields({ properties = {}, required = [], ...rest }: JsonSchema): JsonSchema {
  const kept = Object.entries(properties).filter(([, schema]) => !isBytes(schema));
  const names = kept.map(([name]) => name);
  return { ...rest, properties: Object.fromEntries(kept), required: required.filter((name) => names.includes(name)) };
}
