// What stands on letters beside the body: letterhead, address window, information block, marks, page heads and feet.

import type { Notice } from '../../core/notice.ts';
import { groupsOfFour } from '../codes/iban.ts';
import { baselineOffset, drawRule, drawText, drawTextRight, fillRect, shrinkToFit } from '../flow/canvas.ts';
import type { Page } from '../flow/display.ts';
import { foldText } from '../flow/lines.ts';
import { ACCENT, FOOT, INK, MUTED, RULE, type TextStyle } from '../flow/style.ts';
import { addTag, type Tag } from '../flow/tag.ts';
import type { FontLibrary } from '../fonts/library.ts';
import { cleanText } from '../fonts/printable.ts';
import { partsOfPng } from '../picture/png.ts';
import { formatsOf } from '../text/money.ts';
import { WORDS } from '../text/words/index.ts';
import { mm, PAGE_WIDTH } from '../units.ts';
import { addressLines, placeLines, returnLine } from './address.ts';
import type { LetterGeometry, Rectangle } from './profile.ts';

/** What heads and feet of pages say. */
export type Imprint = Pick<Notice, 'organisation' | 'language' | 'number' | 'issuedOn' | 'currency'>;

export const LEFT = mm(25);
export const TEXT_WIDTH = mm(165);
const RIGHT = LEFT + TEXT_WIDTH;
/** An address line is rather broken than set smaller. */
const SMALLEST_ADDRESS = 7.5;
/** Between band and window; the highest window, DIN 5008 form A, begins at 27 mm. */
const LOGO_ROOM = { top: mm(7), width: mm(55), height: mm(16) };
const LOGO_GAP = mm(6);
/** 96 pixels an inch, as a screen shows it. */
const MM_PER_PIXEL_AT_MOST = 25.4 / 96;
const MARK_COLOUR = '#9aa3b0';

/** Band and name of the sender at the top of the first page, at the right its logo. */
export function drawLetterhead(
  fonts: FontLibrary,
  page: Page,
  notice: Notice,
  logo: Uint8Array | null,
  parent: Tag,
): void {
  fillRect(page, ACCENT, 0, 0, PAGE_WIDTH, mm(2.2));
  const name = cleanText(notice.organisation.name);
  const room = TEXT_WIDTH - (logo === null ? 0 : drawLogo(page, logo, name, parent) + LOGO_GAP);
  const style = shrinkToFit(fonts, { font: 'semibold', size: 17, leading: 20, colour: ACCENT }, name, room, 9);
  const tag = addTag(parent, 'P');
  drawText(fonts, page, style, name, LEFT, mm(9.5), tag);
  const { address, website } = notice.organisation;
  const line = [...placeLines(address), website ?? ''].filter((part) => part !== '').join(' \u00b7 ');
  const small: TextStyle = { font: 'regular', size: 8.5, leading: 11, colour: MUTED };
  const second = logo === null ? small : shrinkToFit(fonts, small, cleanText(line), room, 6);
  drawText(fonts, page, second, ` ${cleanText(line)}`.trim(), LEFT, mm(17.2), addTag(parent, 'P'));
}

/** Above everything that the windows of envelopes show, at the margin; small pictures are not blown up. */
function drawLogo(page: Page, png: Uint8Array, name: string, parent: Tag): number {
  const { width: widthPx, height: heightPx } = partsOfPng(png);
  const scale = Math.min(LOGO_ROOM.width / widthPx, LOGO_ROOM.height / heightPx, mm(MM_PER_PIXEL_AT_MOST));
  const [width, height] = [widthPx * scale, heightPx * scale];
  const [x, y] = [RIGHT - width, LOGO_ROOM.top + (LOGO_ROOM.height - height) / 2];
  const tag = addTag(parent, 'Figure');
  tag.alt = `Logo: ${name}`;
  tag.box = [x, y, x + width, y + height];
  page.ops.push({ kind: 'picture', x, y, width, height, png, tag });
  return width;
}

/** Fold and hole marks at the left edge. */
export function drawMarks(page: Page, geometry: LetterGeometry): void {
  const mark = (y: number, length: number): void => {
    page.ops.push({
      kind: 'line',
      x1: mm(3.5),
      y1: mm(y),
      x2: mm(3.5 + length),
      y2: mm(y),
      width: 0.5,
      dash: null,
      colour: MARK_COLOUR,
      tag: null,
    });
  };
  for (const y of geometry.foldMarks) mark(y, 4);
  if (geometry.holeMark !== null) mark(geometry.holeMark, 6);
}

/** Return line and address inside the window. */
export function drawAddress(
  fonts: FontLibrary,
  page: Page,
  notice: Notice,
  geometry: LetterGeometry,
  parent: Tag,
): void {
  const { organisation, customer, language } = notice;
  const x = mm(geometry.address.x);
  const width = mm(geometry.address.width);
  const sender = returnLine(organisation.name, organisation.address);
  const style = shrinkToFit(fonts, { font: 'regular', size: 6.5, leading: 8, colour: MUTED }, sender, width, 5);
  const bottom = mm(geometry.returnLineBottom);
  const senderTag = addTag(parent, 'P');
  drawText(fonts, page, style, sender, x, bottom - style.leading, senderTag);
  drawRule(page, RULE, x, bottom + 0.4, Math.min(width, fonts.width(style.font, style.size, sender)), 0.4);
  const name = customer.name;
  const lines = customer.address
    ? addressLines(name, customer.address, organisation.address, language)
    : [cleanText(name).replaceAll('\n', ' ')];
  drawAddressLines(fonts, page, lines, geometry.address, parent);
}

/** Shrinks one line from 10 to 7.5 points, then breaks it; many lines move closer together. */
function drawAddressLines(
  fonts: FontLibrary,
  page: Page,
  lines: readonly string[],
  room: Rectangle,
  parent: Tag,
): void {
  const width = mm(room.width);
  const fitted = lines.flatMap((line) => {
    const style: TextStyle = { font: 'regular', size: 10, leading: 0, colour: INK };
    const size = Math.max(SMALLEST_ADDRESS, shrinkToFit(fonts, style, line, width, SMALLEST_ADDRESS).size);
    return foldText(fonts, line, 'regular', size, width).map((text) => ({ text, size }));
  });
  const leading = Math.min(12.6, mm(room.height) / fitted.length);
  const largest = Math.min(10, leading / 1.22);
  fitted.forEach((line, index) => {
    const style: TextStyle = { font: 'regular', size: Math.min(line.size, largest), leading, colour: INK };
    drawText(fonts, page, style, line.text, mm(room.x), mm(room.y) + index * leading, addTag(parent, 'P'));
  });
}

/** Numbers, contact and date beside the window. */
export function drawInfoBlock(
  fonts: FontLibrary,
  page: Page,
  notice: Notice,
  geometry: LetterGeometry,
  parent: Tag,
): void {
  const words = WORDS[notice.language];
  const { organisation, customer } = notice;
  const rows: (readonly [string, string | null])[] = [
    [words.noticeNumber, notice.number ?? words.draft],
    [words.customerNumber, customer.number],
    [words.phone, organisation.phone],
    [words.email, organisation.email],
    [words.date, formatsOf(notice).day(notice.issuedOn)],
  ];
  const label: TextStyle = { font: 'regular', size: 8.5, leading: 12, colour: MUTED };
  const filled = rows.filter((row): row is readonly [string, string] => row[1] !== null && row[1] !== '');
  const x = mm(geometry.infoBlock.x);
  const indent = Math.max(...filled.map(([name]) => fonts.width(label.font, label.size, name))) + 7;
  const width = mm(geometry.infoBlock.width) - indent;
  filled.forEach(([name, value], index) => {
    const top = mm(geometry.infoBlock.y) + index * label.leading;
    const isDate = index === filled.length - 1;
    const base: TextStyle = { ...label, font: isDate ? 'semibold' : 'regular', colour: INK };
    const text = cleanText(value).replaceAll('\n', ' ');
    const style = shrinkToFit(fonts, base, text, width, 6);
    const tag = addTag(parent, 'P');
    drawText(fonts, page, label, `${name} `, x, top, tag);
    drawText(fonts, page, style, text, x + indent, top, tag);
  });
}

/** Sender, subject and date at the top of the second and later pages; repeated, so no part of the text. */
export function drawRunningHead(fonts: FontLibrary, page: Page, notice: Imprint, subject: string): void {
  const style: TextStyle = { font: 'regular', size: 8.5, leading: 11, colour: MUTED };
  const sender = shrinkToFit(fonts, style, cleanText(notice.organisation.name), TEXT_WIDTH * 0.42, 6);
  drawText(fonts, page, sender, cleanText(notice.organisation.name), LEFT, mm(15), null);
  const facts = [subject, notice.number ?? '', formatsOf(notice).day(notice.issuedOn)];
  const text = facts.filter((fact) => fact !== '').join(' \u00b7 ');
  drawTextRight(fonts, page, shrinkToFit(fonts, style, text, TEXT_WIDTH * 0.55, 5.5), text, RIGHT, mm(15), null);
  drawRule(page, RULE, LEFT, mm(20), TEXT_WIDTH, 0.6);
}

/** "Page x of y" with its lower edge at `bottom`. */
export function drawPageNumber(
  fonts: FontLibrary,
  page: Page,
  notice: Imprint,
  number: number,
  count: number,
  bottom: number,
): void {
  const style: TextStyle = { font: 'regular', size: 8, leading: 10, colour: MUTED };
  drawTextRight(fonts, page, style, WORDS[notice.language].page(number, count), RIGHT, bottom - style.leading, null);
}

/** Rule and columns: sender, contact, bank, legal details (GmbHG 35a and its like). Shrinks, then breaks lines. */
export function drawFoot(fonts: FontLibrary, page: Page, notice: Imprint): void {
  drawRule(page, RULE, LEFT, mm(271.5), TEXT_WIDTH, 0.6);
  const { columns, style } = fitFoot(fonts, footColumns(notice));
  const top = mm(273);
  for (const column of columns) {
    column.lines.forEach((text, index) => {
      const y = top + index * style.leading + baselineOffset(fonts, style);
      page.ops.push({
        kind: 'text',
        x: column.x,
        y,
        font: style.font,
        size: style.size,
        colour: style.colour,
        text,
        tag: null,
      });
    });
  }
}

function footColumns(notice: Imprint): string[][] {
  const { organisation } = notice;
  const words = WORDS[notice.language];
  const bank =
    organisation.iban === null
      ? []
      : [
          organisation.bankName ?? '',
          `IBAN ${groupsOfFour(organisation.iban)}`,
          organisation.bic === null ? '' : `BIC ${organisation.bic}`,
        ];
  const vat = organisation.vatId === null ? '' : `${words.vatId} ${organisation.vatId}`;
  const columns = [
    [organisation.name, ...placeLines(organisation.address)],
    [organisation.phone ?? '', organisation.email ?? '', organisation.website ?? ''],
    bank,
    [...organisation.legalLines, vat],
  ];
  return columns
    .map((lines) => lines.map((line) => cleanText(line).replaceAll('\n', ' ')).filter((line) => line !== ''))
    .filter((lines) => lines.length > 0);
}

interface LaidFoot {
  columns: { x: number; lines: string[] }[];
  style: TextStyle;
}

/** Unbroken lines down to 5.8 points; below that lines break, and the type shrinks until the paper is long enough. */
function fitFoot(fonts: FontLibrary, columns: readonly (readonly string[])[]): LaidFoot {
  const gaps = 10 * (columns.length - 1);
  let style = FOOT;
  const natural = (): number[] =>
    columns.map((lines) => Math.max(...lines.map((line) => fonts.width(style.font, style.size, line))));
  const shrink = (): void => {
    style = { ...style, size: style.size - 0.2, leading: style.leading - 0.2 };
  };
  while (style.size > 5.8 && natural().reduce((sum, width) => sum + width, gaps) > TEXT_WIDTH) shrink();
  const room = mm(297 - 273 - 4);
  let laid = layFoot(fonts, columns, style, natural(), gaps);
  while (style.size > 2.5 && Math.max(...laid.map((column) => column.lines.length)) * style.leading > room) {
    shrink();
    laid = layFoot(fonts, columns, style, natural(), gaps);
  }
  return { columns: laid, style };
}

/** Columns that are wider than their share give way to the others; what is left over goes between them. */
function layFoot(
  fonts: FontLibrary,
  columns: readonly (readonly string[])[],
  style: TextStyle,
  natural: readonly number[],
  gaps: number,
): LaidFoot['columns'] {
  const share = (TEXT_WIDTH - gaps) / columns.length;
  const narrow = natural.filter((width) => width <= share);
  const left = TEXT_WIDTH - gaps - narrow.reduce((sum, width) => sum + width, 0);
  const most = Math.max(share, left / Math.max(1, columns.length - narrow.length));
  const isTight = natural.reduce((sum, width) => sum + width, gaps) > TEXT_WIDTH;
  const widths = natural.map((width) => (isTight ? Math.min(width, most) : width));
  const spare = (TEXT_WIDTH - widths.reduce((sum, width) => sum + width, 0)) / Math.max(1, columns.length - 1);
  let x = LEFT;
  return columns.map((lines, index) => {
    const width = (widths[index] ?? share) + 0.01;
    const column = { x, lines: lines.flatMap((line) => foldText(fonts, line, style.font, style.size, width)) };
    x += width + spare;
    return column;
  });
}
