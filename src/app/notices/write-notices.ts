// Writes issued notices: frozen model, document, passages, deliveries. Part of the transaction that issues them; one
// statement for all of them where there can be one.

import type { Notice } from '../../core/notice.ts';
import { moveProposals } from '../../db/decisions.ts';
import { freezeOriginals } from '../../db/mailings.ts';
import {
  insertDeliveries,
  insertDocuments,
  insertNoticeLines,
  insertNotices,
  insertPassages,
  type NewDelivery,
  type NewNotice,
  type NewPassage,
  type NoticeLine,
  readDraftsOf,
  replaceDraft,
} from '../../db/notices.ts';
import { refreshProgress } from '../../db/progress.ts';
import { closeLines, type ProposalRow } from '../../db/proposals.ts';
import type { NoticeTexts } from '../../db/schema/index.ts';
import { servedChannels } from '../context.ts';
import { noteChanges, type Work } from '../use-case.ts';
import type { NoticeDraft } from './compose.ts';
import { deliveriesFor } from './deliveries-for.ts';
import type { StoredDocument } from './sheet.ts';

/** A notice as it is put down. */
export interface NoticeContent {
  proposal: ProposalRow;
  draft: NoticeDraft;
  /** With its number, when it is issued. */
  notice: Notice;
  texts: NoticeTexts;
  send: boolean;
}

/** A notice with its number and its document, ready to be issued. */
export interface ReadyNotice extends NoticeContent {
  number: number;
  document: StoredDocument;
}

/** Issues notices of different customers; returns their ids in the same order. */
export async function writeNotices(work: Work, ready: readonly ReadyNotice[]): Promise<number[]> {
  if (ready.length === 0) return [];
  const proposalIds = ready.map(({ proposal }) => proposal.id);
  const noticeIds = await storeNotices(work, ready);
  const withId = ready.map((one, index) => ({ ...one, noticeId: noticeIds[index] ?? 0 }));
  await insertNoticeLines(
    work.db,
    withId.flatMap(({ noticeId, draft, notice }) => linesOf(noticeId, draft, notice)),
  );
  await insertDocuments(
    work.db,
    withId.map(({ noticeId, document }) => ({ noticeId, ...document })),
  );
  const attaching = withId.filter((one) => one.proposal.attachOriginal || one.draft.level?.attachInvoice);
  await freezeOriginals(
    work.db,
    attaching.map(({ noticeId, draft }) => ({ noticeId, invoiceIds: draft.lines.map((line) => line.invoice.id) })),
  );
  await insertPassages(
    work.db,
    withId.flatMap((one) => passagesOf(work, one)),
  );
  const toSend = withId.filter((one) => one.send);
  await addDeliveries(
    work,
    toSend.flatMap(({ noticeId, draft, proposal }) =>
      deliveriesFor(work, noticeId, draft.truth.row, draft.level, proposal),
    ),
  );
  await moveProposals(work.db, proposalIds, 'approved', 'issued', {});
  await closeLines(work.db, proposalIds);
  await refreshProgress(
    work.db,
    ready.flatMap(({ draft }) => draft.lines.map((line) => line.invoice.id)),
  );
  const notes = withId.map(({ noticeId, number, proposal, notice: { totalCents, currency } }) => {
    const after = { number, totalCents, currency, proposalId: proposal.id };
    return { entity: 'notice', entityId: String(noticeId), after };
  });
  await noteChanges(work, 'notice.issue', notes);
  return noticeIds;
}

/** A draft made by the level's automation becomes the issued notice; else a new row. Ids in the order given. */
async function storeNotices(work: Work, ready: readonly ReadyNotice[]): Promise<number[]> {
  const row = (one: ReadyNotice): NewNotice => ({ ...noticeRow(work, one), number: one.number, state: 'issued' });
  const idOf = await readDraftsOf(
    work.db,
    ready.map(({ proposal }) => proposal.id),
  );
  const fresh = ready.filter(({ proposal }) => !idOf.has(proposal.id));
  for (const one of ready) {
    const draftId = idOf.get(one.proposal.id);
    if (draftId !== undefined) await replaceDraft(work.db, draftId, row(one));
  }
  const ids = await insertNotices(work.db, fresh.map(row));
  for (const [index, { proposal }] of fresh.entries()) idOf.set(proposal.id, ids[index] ?? 0);
  return ready.map(({ proposal }) => idOf.get(proposal.id) ?? 0);
}

async function addDeliveries(work: Work, deliveries: readonly NewDelivery[]): Promise<void> {
  await insertDeliveries(work.db, deliveries);
  const served = servedChannels(work.ctx.ports);
  const waiting = deliveries.filter(({ state, channel }) => state === 'approved' && served.includes(channel));
  await work.ctx.ports.jobs?.wake(
    work.db,
    'send',
    waiting.map((delivery) => delivery.id),
  );
}

/** The row of a notice, without number and state. */
export function noticeRow(
  work: Work,
  { proposal, draft, notice, texts, send }: NoticeContent,
): Omit<NewNotice, 'state'> {
  return {
    proposalId: proposal.id,
    planId: proposal.planId,
    levelId: draft.level?.id ?? null,
    kind: notice.kind,
    customerId: proposal.customerId,
    currency: notice.currency,
    issuedOn: notice.issuedOn,
    deadline: notice.deadline,
    principalCents: notice.principalCents,
    feeCents: notice.feeCents,
    carriedCents: notice.carriedCents,
    interestCents: notice.interestCents,
    compensationCents: notice.compensationCents,
    totalCents: notice.totalCents,
    model: notice,
    texts,
    toSend: send,
    issuedAt: work.now,
    issuedBy: work.ctx.actor.name,
  };
}

/** The invoices as they stand on it. */
export function linesOf(noticeId: number, draft: NoticeDraft, notice: Notice): NoticeLine[] {
  const printed = new Map(notice.invoices.map((invoice) => [invoice.number, invoice]));
  return draft.lines.map(({ invoice, level }) => ({
    noticeId,
    invoiceId: invoice.id,
    levelId: level?.id ?? null,
    openCents: invoice.openCents,
    interestCents: printed.get(invoice.number)?.interestCents ?? 0,
    compensationCents: printed.get(invoice.number)?.compensationCents ?? 0,
  }));
}

function passagesOf(
  work: Work,
  { noticeId, proposal, draft, notice }: NoticeContent & { noticeId: number },
): NewPassage[] {
  return draft.lines.flatMap(({ invoice, level }) =>
    level === null
      ? []
      : [
          {
            invoiceId: invoice.id,
            cycle: invoice.cycle,
            levelId: level.id,
            kind: 'issued' as const,
            passedOn: notice.issuedOn,
            deadline: notice.deadline,
            noticeId,
            proposalId: proposal.id,
            recordedAt: work.now,
          },
        ],
  );
}
