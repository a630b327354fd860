// Writes one notice: number, frozen model, document, passages, deliveries. Part of the transaction that issues it.

import { createHash } from 'node:crypto';
import type { Notice } from '../../core/notice.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import type { ReopenReason } from '../../core/reason.ts';
import { moveProposals } from '../../db/decisions.ts';
import { readOriginals } from '../../db/documents.ts';
import { freezeOriginals } from '../../db/mailings.ts';
import {
  insertDeliveries,
  insertDocument,
  insertNotice,
  insertPassages,
  type NewNotice,
  type NewPassage,
  type NoticeDocument,
  nextNoticeNumber,
  readDraftOf,
  replaceDraft,
  returnNoticeNumber,
} from '../../db/notices.ts';
import { refreshProgress } from '../../db/progress.ts';
import { closeLines, type ProposalRow } from '../../db/proposals.ts';
import type { NoticeTexts } from '../../db/schema/index.ts';
import { servedChannels } from '../context.ts';
import { noteChanges, type Work } from '../use-case.ts';
import type { NoticeDraft } from './compose.ts';
import { deliveriesFor } from './deliveries-for.ts';

export type Written = { noticeId: number; number: number; totalCents: number } | { problem: ReopenReason };

/** Issues a composed notice; `problem` when its document cannot be made, and then nothing is written. */
export async function writeNotice(
  work: Work,
  proposal: ProposalRow,
  draft: NoticeDraft,
  composed: Notice,
  how: { texts: NoticeTexts; send: boolean },
): Promise<Written> {
  const number = await nextNoticeNumber(work.db);
  const notice: Notice = { ...composed, number: noticeNumberText(number) };
  const document = await renderDocument(work, draft, notice, how.texts);
  if ('problem' in document) {
    // The counter's row is locked by this transaction, so giving the number back leaves no gap.
    await returnNoticeNumber(work.db);
    return document;
  }
  const row: NewNotice = { ...noticeRow(work, proposal, draft, notice, how), number, state: 'issued' };
  const noticeId = await storeNotice(work, proposal.id, row, linesOf(draft, notice));
  await insertDocument(work.db, { noticeId, ...document });
  if (proposal.attachOriginal || draft.level?.attachInvoice) {
    await freezeOriginals(
      work.db,
      noticeId,
      draft.lines.map((line) => line.invoice.id),
    );
  }
  await insertPassages(work.db, passagesOf(work, proposal.id, noticeId, draft, notice));
  if (how.send) {
    const deliveries = deliveriesFor(work, noticeId, draft.truth.row, draft.level, proposal);
    await insertDeliveries(work.db, deliveries);
    const served = servedChannels(work.ctx.ports);
    const waiting = deliveries.filter(({ state, channel }) => state === 'approved' && served.includes(channel));
    await work.ctx.ports.jobs?.wake(
      work.db,
      'send',
      waiting.map((delivery) => delivery.id),
    );
  }
  await moveProposals(work.db, [proposal.id], 'approved', 'issued', {});
  await closeLines(work.db, [proposal.id]);
  await refreshProgress(
    work.db,
    draft.lines.map((line) => line.invoice.id),
  );
  const { totalCents, currency } = notice;
  const after = { number, totalCents, currency, proposalId: proposal.id };
  await noteChanges(work, 'notice.issue', [{ entity: 'notice', entityId: String(noticeId), after }]);
  return { noticeId, number, totalCents };
}

type StoredDocument = Omit<NoticeDocument, 'noticeId'>;

/**
 * Renders letter and mail once; every sending uses these bytes. Unprintable characters stop the notice, never a box.
 */
export async function renderDocument(
  work: Work,
  draft: NoticeDraft,
  notice: Notice,
  texts: NoticeTexts,
): Promise<StoredDocument | { problem: ReopenReason }> {
  try {
    const profile = work.organisation.windowProfile;
    const letter = await work.ctx.ports.renderer.letter(notice, texts.letter, { profile });
    if (letter.unprintable.length > 0) {
      return { problem: { code: 'unprintable_characters', characters: letter.unprintable } };
    }
    const email = await work.ctx.ports.renderer.email(notice, texts.email);
    const inlineImages = email.inlineImages.map(({ contentId, mimeType, bytes }) => ({
      contentId,
      mimeType,
      base64: Buffer.from(bytes).toString('base64'),
    }));
    const { pdf, pages } = await withOriginals(work, draft, letter);
    return {
      letter: pdf,
      letterSha256: createHash('sha256').update(pdf).digest('hex'),
      letterPages: pages,
      email: { subject: email.subject, text: email.text, html: email.html, inlineImages },
      noCodeReason: letter.paymentCode.reason,
    };
  } catch (error) {
    work.ctx.ports.log('error', 'a document could not be rendered', { notice: notice.number ?? 'draft' });
    return { problem: { code: 'document_failed', detail: error instanceof Error ? error.message : 'unknown' } };
  }
}

/** Where the level says so, the original invoices stand behind the letter; one that cannot be read stops the notice. */
async function withOriginals(
  work: Work,
  draft: NoticeDraft,
  letter: { pdf: Uint8Array; pages: number },
): Promise<{ pdf: Uint8Array; pages: number }> {
  if (draft.level?.appendInvoice !== true) return letter;
  const ids = draft.lines.map((line) => line.invoice.id);
  const originals = (await readOriginals(work.db, ids)).map(({ number, content }) => ({
    name: number,
    bytes: content,
  }));
  if (originals.length === 0) return letter;
  const { pdf, pages, problems } = await work.ctx.ports.renderer.appendOriginals(letter.pdf, originals);
  const [problem] = problems;
  if (problem !== undefined)
    throw new Error(`The original of invoice ${problem.name} cannot be printed: ${problem.message}`);
  return { pdf, pages };
}

/** The row of a notice, without number and state. */
export function noticeRow(
  work: Work,
  proposal: ProposalRow,
  draft: NoticeDraft,
  notice: Notice,
  how: { texts: NoticeTexts; send: boolean },
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
    texts: how.texts,
    toSend: how.send,
    issuedAt: work.now,
    issuedBy: work.ctx.actor.name,
  };
}

type LineRow = Parameters<typeof insertNotice>[2][number];

/** The invoices as they stand on it. */
export function linesOf(draft: NoticeDraft, notice: Notice): LineRow[] {
  const printed = new Map(notice.invoices.map((invoice) => [invoice.number, invoice]));
  return draft.lines.map(({ invoice, level }) => ({
    invoiceId: invoice.id,
    levelId: level?.id ?? null,
    openCents: invoice.openCents,
    interestCents: printed.get(invoice.number)?.interestCents ?? 0,
    compensationCents: printed.get(invoice.number)?.compensationCents ?? 0,
  }));
}

/** A draft made by the level's automation becomes the issued notice; else a new row. */
async function storeNotice(work: Work, proposalId: number, row: NewNotice, lines: LineRow[]): Promise<number> {
  const drafted = await readDraftOf(work.db, proposalId);
  if (drafted === null) return insertNotice(work.db, row, lines);
  await replaceDraft(work.db, drafted.id, row, lines);
  return drafted.id;
}

function passagesOf(
  work: Work,
  proposalId: number,
  noticeId: number,
  draft: NoticeDraft,
  notice: Notice,
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
            proposalId,
            recordedAt: work.now,
          },
        ],
  );
}
