// What the document of a notice is made from, and the making: the same sheet with the same number gives the same
// bytes, so a document may be made before it is certain that it will be needed.

import { createHash } from 'node:crypto';
import type { Notice, WindowProfile } from '../../core/notice.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import type { ReopenReason } from '../../core/reason.ts';
import { readOriginalHashes, readOriginals } from '../../db/documents.ts';
import type { NoticeDocument } from '../../db/notices.ts';
import type { NoticeTexts } from '../../db/schema/index.ts';
import { logoOf } from '../documents/letter-look.ts';
import type { RendererPort } from '../renderer-port.ts';
import type { Work } from '../use-case.ts';
import type { NoticeDraft } from './compose.ts';

/** Everything that letter and mail depend on, besides the number. */
export interface Sheet {
  /** Without its number. */
  notice: Notice;
  texts: NoticeTexts;
  profile: WindowProfile;
  /** The original invoices that stand behind the letter, by their hashes. */
  originals: { invoiceId: number; sha256: string }[];
}

export type StoredDocument = Omit<NoticeDocument, 'noticeId'>;

export async function sheetOf(work: Work, draft: NoticeDraft, notice: Notice, texts: NoticeTexts): Promise<Sheet> {
  const ids = draft.level?.appendInvoice === true ? draft.lines.map((line) => line.invoice.id) : [];
  const originals = await readOriginalHashes(work.db, ids);
  return { notice, texts, profile: work.organisation.windowProfile, originals };
}

/** The notice as it is issued. */
export function numbered({ notice }: Sheet, number: number): Notice {
  return { ...notice, number: noticeNumberText(number) };
}

/**
 * Renders letter and mail once; every sending uses these bytes. Unprintable characters stop the notice, never a box.
 * Without a number for a draft.
 */
export async function renderSheet(
  work: Pick<Work, 'ctx' | 'db'>,
  sheet: Sheet,
  number: number | null,
): Promise<StoredDocument | { problem: ReopenReason }> {
  const { renderer, log } = work.ctx.ports;
  const { texts, profile } = sheet;
  const notice = number === null ? sheet.notice : numbered(sheet, number);
  // Outside of what is caught: a database that is gone says nothing about the document.
  const originals = await originalsOf(work, sheet);
  const logo = await logoOf(work, notice);
  try {
    const { letter, email } = await renderer.document(notice, texts, { profile, logo });
    if (letter.unprintable.length > 0) {
      return { problem: { code: 'unprintable_characters', characters: letter.unprintable } };
    }
    const inlineImages = email.inlineImages.map(({ contentId, mimeType, bytes }) => ({
      contentId,
      mimeType,
      base64: Buffer.from(bytes).toString('base64'),
    }));
    const { pdf, pages } = await appendTo(renderer, letter, originals);
    return {
      letter: pdf,
      letterSha256: createHash('sha256').update(pdf).digest('hex'),
      letterPages: pages,
      email: { subject: email.subject, text: email.text, html: email.html, inlineImages },
      noCodeReason: letter.paymentCode.reason,
      letterMadeFrom: { profile, originals: sheet.originals },
    };
  } catch (error) {
    log('error', 'a document could not be rendered', { notice: notice.number ?? 'draft' });
    return { problem: { code: 'document_failed', detail: error instanceof Error ? error.message : 'unknown' } };
  }
}

async function originalsOf(work: Pick<Work, 'db'>, sheet: Sheet): Promise<StoredOriginal[]> {
  if (sheet.originals.length === 0) return [];
  return readOriginals(
    work.db,
    sheet.originals.map((original) => original.invoiceId),
  );
}

type StoredOriginal = Awaited<ReturnType<typeof readOriginals>>[number];

/** Where the level says so, the original invoices stand behind the letter; one that cannot be read stops the notice. */
export async function appendTo(
  renderer: RendererPort,
  letter: { pdf: Uint8Array; pages: number },
  originals: readonly StoredOriginal[],
): Promise<{ pdf: Uint8Array; pages: number }> {
  if (originals.length === 0) return letter;
  const files = originals.map(({ number, content }) => ({ name: number, bytes: content }));
  const { pdf, pages, problems } = await renderer.appendOriginals(letter.pdf, files);
  const [problem] = problems;
  if (problem !== undefined)
    throw new Error(`The original of invoice ${problem.name} cannot be printed: ${problem.message}`);
  return { pdf, pages };
}
