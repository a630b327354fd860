// How the interest came about: rate, amount, period and days of every segment. A few lines stand below the totals, many
// become a table at the end of the letter.

import type { Notice } from '../../core/notice.ts';
import type { Block } from '../flow/block.ts';
import { paragraph } from '../flow/paragraph.ts';
import { HEADING, SMALL } from '../flow/style.ts';
import { table } from '../flow/table.ts';
import type { Row } from '../flow/table-model.ts';
import { addTag, type Tag } from '../flow/tag.ts';
import type { FontLibrary } from '../fonts/library.ts';
import { cleanText } from '../fonts/printable.ts';
import { formatsOf } from '../text/money.ts';
import { WORDS } from '../text/words/index.ts';
import type { Density } from './density.ts';
import { LEFT, TEXT_WIDTH } from './page-parts.ts';

/** Up to so many segments are told in lines below the totals. */
const MOST_LINES = 6;

/** The segments as sentences: "RE-1: 11,27 % p. a. auf 1.000,00 € vom ... bis ... (30 Tage)". */
function interestSentences(notice: Notice): string[] {
  const words = WORDS[notice.language];
  const formats = formatsOf(notice);
  const isSingle = notice.invoices.length === 1;
  return notice.invoices.flatMap((invoice) =>
    invoice.interestSegments.map((segment) => {
      const sentence = words.interestSegment(
        formats.percent(segment.basisPoints),
        formats.money(segment.principalCents),
        formats.day(segment.from),
        formats.day(segment.to),
        segment.days,
      );
      return cleanText(isSingle ? sentence : `${invoice.number}: ${sentence}`);
    }),
  );
}

function segmentCount(notice: Notice): number {
  return notice.invoices.reduce((count, invoice) => count + invoice.interestSegments.length, 0);
}

/**
 * What a reader should know below the totals: how the interest came about (or that a table shows it), from which day no
 * rate was known, and a credit that waits for its invoice. `isShort` = the segments fit into lines.
 */
export function totalNotes(notice: Notice, isShort: boolean): string[] {
  const words = WORDS[notice.language];
  const formats = formatsOf(notice);
  const notes: string[] = [];
  if (notice.interestCents !== 0) {
    const sentences = interestSentences(notice);
    if (!isShort) notes.push(words.interestMore);
    else if (sentences.length === 1) notes.push(`${words.interest}: ${sentences[0]}`);
    else if (sentences.length > 1) notes.push(`${words.interestTitle}:`, ...sentences);
  }
  if (notice.interestUnknownFrom) notes.push(words.interestUnknown(formats.day(notice.interestUnknownFrom)));
  if (notice.unmatchedCents !== 0) notes.push(words.unmatched(formats.money(notice.unmatchedCents)));
  return notes.map(cleanText);
}

/** The notes as small lines. */
export function noteLines(fonts: FontLibrary, notice: Notice, parent: Tag, density: Density): Block[] {
  return totalNotes(notice, segmentCount(notice) <= MOST_LINES).map((text, index) =>
    paragraph(fonts, [{ text, font: 'regular', href: null }], {
      style: { ...SMALL, leading: density.noteLeading },
      x: LEFT,
      width: TEXT_WIDTH,
      gap: index === 0 ? 6 * density.gaps : 0,
      language: notice.language,
      tag: addTag(parent, 'P'),
    }),
  );
}

/** The table at the end; none when the lines said it all. */
export function interestAnnex(fonts: FontLibrary, notice: Notice, parent: Tag, density: Density): Block[] {
  if (notice.interestCents === 0 || segmentCount(notice) <= MOST_LINES) return [];
  return interestTable(fonts, notice, parent, density);
}

/** Every segment as a row, the interest of an invoice at its last one. */
export function interestTable(fonts: FontLibrary, notice: Notice, parent: Tag, density: Density): Block[] {
  const words = WORDS[notice.language];
  const formats = formatsOf(notice);
  const rows: Row[] = notice.invoices.flatMap((invoice) =>
    invoice.interestSegments.map((segment, index) => {
      const isLast = index === invoice.interestSegments.length - 1;
      // The invoice's interest is rounded once, so it stands on the last of its segments only.
      const cents = isLast ? invoice.interestCents : 0;
      const cells = [
        index === 0 ? cleanText(invoice.number) : '',
        words.range(formats.day(segment.from), formats.day(segment.to)),
        String(segment.days),
        formats.percent(segment.basisPoints),
        formats.number(segment.principalCents),
        isLast ? formats.number(cents) : '',
      ];
      return { cells, cents: [0, 0, 0, 0, 0, cents], note: null };
    }),
  );
  const column = (title: string, align: 'left' | 'right', wraps = false) => ({ title, align, wraps, formatSum: null });
  const columns = [
    column(words.invoice, 'left', true),
    column(words.period, 'left'),
    column(words.days, 'right'),
    column(words.rate, 'right'),
    column(words.base, 'right'),
    { ...column(words.interest, 'right'), formatSum: formats.number },
  ];
  const title = addTag(parent, 'H2');
  const tag = addTag(parent, 'Table');
  return [
    paragraph(fonts, [{ text: words.interestTitle, font: 'semibold', href: null }], {
      style: HEADING,
      x: LEFT,
      width: TEXT_WIDTH,
      gap: 14 * density.gaps,
      language: notice.language,
      tag: title,
      keepWithNext: true,
    }),
    table(
      fonts,
      { columns, rows, sumLabel: words.sum, carryLabel: words.carry, footer: null },
      {
        x: LEFT,
        width: TEXT_WIDTH,
        gap: 4,
        rowHeight: density.rowHeight - 1,
        wrapBelow: 6,
        tag,
      },
    ),
  ];
}
