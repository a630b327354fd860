// A print batch: many finished letters in one PDF, shared fonts, a cover list in front. The pages are the stored
// letters' own content streams, byte for byte, so what is printed is what was approved.

import type { Day } from '../../core/day.ts';
import type { Language, NoticeOrganisation } from '../../core/notice.ts';
import type { DisplayList } from '../flow/display.ts';
import type { FontLibrary } from '../fonts/library.ts';
import { PdfMerger } from '../foreign/merge.ts';
import type { Imprint } from '../letter/page-parts.ts';
import { writePdf } from '../pdf/write.ts';
import { formatsOf } from '../text/money.ts';
import { layoutSheet, listColumns, listTable } from './sheet.ts';
import { PAPER_WORDS } from './words.ts';

export interface BatchLetter {
  /** The stored bytes of a letter made here. */
  pdf: Uint8Array;
  noticeNumber: string;
  recipient: string;
  place: string;
}

export interface BatchFacts {
  organisation: NoticeOrganisation;
  language: Language;
  createdOn: Day;
}

export interface Batch {
  pdf: Uint8Array;
  pages: number;
  /** Where each letter stands, pages from 1. */
  letters: { noticeNumber: string; firstPage: number; pages: number }[];
}

/** The batch in the order given. Throws when one of the letters cannot be read, and names it. */
export async function printBatch(
  fonts: FontLibrary,
  letters: readonly BatchLetter[],
  facts: BatchFacts,
): Promise<Batch> {
  const merger = new PdfMerger();
  const counts: number[] = [];
  for (const letter of letters) {
    counts.push(await addLetter(merger, letter));
    // Thousands of letters take a while; other work of the process gets its turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const covers = coverList(fonts, letters, counts, facts, 0).pages.length;
  const cover = coverList(fonts, letters, counts, facts, covers);
  const author = facts.organisation.name;
  await merger.add({ title: '', bytes: await writePdf(fonts, cover, { author, createdOn: facts.createdOn }) });
  const document = { title: cover.title, author, language: facts.language, createdOn: facts.createdOn };
  const pdf = await merger.finish(document, covers);
  const firsts = firstPages(counts, covers);
  return {
    pdf,
    pages: covers + counts.reduce((sum, count) => sum + count, 0),
    letters: letters.map(({ noticeNumber }, index) => ({
      noticeNumber,
      firstPage: firsts[index] ?? 0,
      pages: counts[index] ?? 0,
    })),
  };
}

async function addLetter(merger: PdfMerger, letter: BatchLetter): Promise<number> {
  try {
    return await merger.add({ title: letter.noticeNumber, bytes: letter.pdf });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Letter ${letter.noticeNumber} cannot be printed: its stored PDF is damaged (${reason}).`);
  }
}

function firstPages(counts: readonly number[], covers: number): number[] {
  let next = covers + 1;
  return counts.map((count) => {
    const first = next;
    next += count;
    return first;
  });
}

function coverList(
  fonts: FontLibrary,
  letters: readonly BatchLetter[],
  counts: readonly number[],
  facts: BatchFacts,
  covers: number,
): DisplayList {
  const words = PAPER_WORDS[facts.language];
  const firsts = firstPages(counts, covers);
  const imprint: Imprint = {
    organisation: facts.organisation,
    language: facts.language,
    number: null,
    issuedOn: facts.createdOn,
    currency: 'EUR',
  };
  const pages = counts.reduce((sum, count) => sum + count, 0);
  const subtitle = words.batchFacts(letters.length, pages, formatsOf(imprint).day(facts.createdOn));
  const titles = [words.position, words.number, words.recipient, words.place, words.pages, words.firstPage];
  const rows = letters.map(({ noticeNumber, recipient, place }, index) => {
    const cells = [String(index + 1), noticeNumber, recipient.replaceAll('\n', ', '), place];
    return [...cells, String(counts[index] ?? 0), String(firsts[index] ?? 0)];
  });
  return layoutSheet(fonts, { imprint, title: words.batchTitle, subtitle }, (parent) => [
    listTable(fonts, listColumns(titles, [2, 3], [0, 4, 5]), rows, parent),
  ]);
}
