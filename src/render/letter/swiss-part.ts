// The payment part and receipt of a Swiss QR-bill: 210 x 105 mm at the lower edge of the page, sizes and fonts as the
// implementation guidelines set them. Lengths in this file are millimetres inside that strip until they are drawn.

import type { Notice } from '../../core/notice.ts';
import { groupsOfFour } from '../codes/iban.ts';
import type { PaymentCode } from '../codes/payment-code.ts';
import { groupReference } from '../codes/reference.ts';
import type { SwissParty } from '../codes/swiss.ts';
import { drawText, drawTextRight, fillRect } from '../flow/canvas.ts';
import type { Page } from '../flow/display.ts';
import { foldText } from '../flow/lines.ts';
import { BLACK, type TextStyle, WHITE } from '../flow/style.ts';
import { addTag, type Tag } from '../flow/tag.ts';
import type { FontLibrary } from '../fonts/library.ts';
import { cleanText } from '../fonts/printable.ts';
import { WORDS } from '../text/words/index.ts';
import { mm, PAGE_HEIGHT, PAGE_WIDTH } from '../units.ts';
import { SWISS_WORDS, type SwissWords } from './swiss-words.ts';

/** Height of the strip. */
export const SWISS_PART_HEIGHT = mm(105);
const TOP = PAGE_HEIGHT - SWISS_PART_HEIGHT;
const RECEIPT_WIDTH = 62;
const EDGE = 5;
const QR_EDGE = 46;
const CROSS_EDGE = 7;
const INFORMATION_X = RECEIPT_WIDTH + EDGE + 46 + EDGE;
const GREY = '#6b6b6b';

type SwissCode = PaymentCode & { kind: 'swiss' };

interface Setting {
  fonts: FontLibrary;
  page: Page;
  words: SwissWords;
  notice: Notice;
}

const bold = (size: number, leading: number): TextStyle => ({ font: 'swissBold', size, leading, colour: BLACK });
const plain = (size: number, leading: number): TextStyle => ({ font: 'swiss', size, leading, colour: BLACK });

/** Draws receipt and payment part onto the last page, the perforation lines included. */
export function drawSwissPart(fonts: FontLibrary, page: Page, notice: Notice, code: SwissCode, parent: Tag): void {
  const setting: Setting = { fonts, page, words: SWISS_WORDS[notice.language], notice };
  drawPerforation(setting);
  drawReceipt(setting, code, addTag(parent, 'Sect'));
  drawPaymentPart(setting, code, addTag(parent, 'Sect'));
}

function drawPerforation({ fonts, page, words }: Setting): void {
  const line = { kind: 'line', width: 0.6, dash: 2.5, colour: GREY, tag: null } as const;
  page.ops.push({ ...line, x1: 0, y1: TOP, x2: PAGE_WIDTH, y2: TOP });
  page.ops.push({ ...line, x1: mm(RECEIPT_WIDTH), y1: TOP, x2: mm(RECEIPT_WIDTH), y2: PAGE_HEIGHT });
  const style = { ...plain(7, 9), colour: GREY } as const;
  const x = (PAGE_WIDTH - fonts.width('swiss', 7, words.separate)) / 2;
  drawText(fonts, page, style, words.separate, x, TOP - 10.5, null);
}

function drawReceipt(setting: Setting, code: SwissCode, tag: Tag): void {
  const { words } = setting;
  const { bill } = code;
  const column = new Column(setting, tag, EDGE, EDGE, 52, bold(6, 9), plain(8, 9));
  drawTextAt(setting, bold(11, 13), words.receipt, EDGE, EDGE, addTag(tag, 'H2'));
  column.moveTo(12);
  column.section(words.account, accountLines(bill.iban, bill.creditor));
  if (bill.reference !== '') column.section(words.reference, [groupReference(bill.reference)]);
  drawDebtor(setting, column, bill.debtor, 52, 20);
  drawAmount(setting, code, tag, EDGE, 68, 6, 8, 13);
  const style = bold(6, 8);
  drawTextRight(setting.fonts, setting.page, style, words.acceptance, mm(57), TOP + mm(82), addTag(tag, 'P'));
}

function drawPaymentPart(setting: Setting, code: SwissCode, tag: Tag): void {
  const { words, page } = setting;
  const { bill } = code;
  const x = RECEIPT_WIDTH + EDGE;
  drawTextAt(setting, bold(11, 13), words.paymentPart, x, EDGE, addTag(tag, 'H2'));
  drawCode(page, code, addTag(tag, 'Figure'), WORDS[setting.notice.language].swissCodeAlt);
  drawAmount(setting, code, tag, x, 68, 8, 10, 16);
  const column = new Column(setting, tag, INFORMATION_X, EDGE, 87, bold(8, 11), plain(10, 11));
  column.section(words.account, accountLines(bill.iban, bill.creditor));
  if (bill.reference !== '') column.section(words.reference, [groupReference(bill.reference)]);
  if (bill.message !== '') column.section(words.message, [bill.message]);
  drawDebtor(setting, column, bill.debtor, 65, 25);
}

function accountLines(iban: string, creditor: SwissParty): string[] {
  return [groupsOfFour(iban), ...partyLines(creditor)];
}

/** The printed form of a structured address: the same words as in the code. */
function partyLines(party: SwissParty): string[] {
  const { street, houseNumber, postalCode, city, country } = party.address;
  const prefix = country === 'CH' || country === 'LI' ? '' : `${country} - `;
  const lines = [party.name, `${street} ${houseNumber}`, `${prefix}${postalCode} ${city}`];
  return lines.map((line) => cleanText(line).trim()).filter((line) => line !== '');
}

function drawTextAt(setting: Setting, style: TextStyle, text: string, x: number, y: number, tag: Tag): void {
  drawText(setting.fonts, setting.page, style, text, mm(x), TOP + mm(y), tag);
}

/** Headings and lines one below the other, wrapped to the width the guidelines allow. */
class Column {
  y: number;
  readonly x: number;
  private readonly setting: Setting;
  private readonly tag: Tag;
  private readonly width: number;
  private readonly heading: TextStyle;
  private readonly text: TextStyle;

  constructor(setting: Setting, tag: Tag, x: number, y: number, width: number, heading: TextStyle, text: TextStyle) {
    this.setting = setting;
    this.tag = tag;
    this.x = x;
    this.y = TOP + mm(y);
    this.width = mm(width);
    this.heading = heading;
    this.text = text;
  }

  moveTo(y: number): void {
    this.y = TOP + mm(y);
  }

  title(text: string): void {
    drawText(this.setting.fonts, this.setting.page, this.heading, text, mm(this.x), this.y, addTag(this.tag, 'P'));
    this.y += this.heading.leading;
  }

  section(title: string, lines: readonly string[]): void {
    const { fonts, page } = this.setting;
    this.title(title);
    const tag = addTag(this.tag, 'P');
    for (const text of lines.flatMap((line) => foldText(fonts, line, this.text.font, this.text.size, this.width))) {
      drawText(fonts, page, this.text, `${text} `, mm(this.x), this.y, tag);
      this.y += this.text.leading;
    }
    this.y += this.text.leading;
  }
}

/** Name and address of the payer, or the corner marks of an empty field. */
function drawDebtor(setting: Setting, column: Column, debtor: SwissParty | null, width: number, height: number): void {
  const { words, page } = setting;
  if (debtor) {
    column.section(words.payableBy, partyLines(debtor));
    return;
  }
  column.title(words.payableByBlank);
  drawCorners(page, mm(column.x), column.y + 2, mm(width), mm(height));
}

function drawCorners(page: Page, x: number, y: number, width: number, height: number): void {
  const arm = mm(3);
  const line = { kind: 'line', width: 0.75, dash: null, colour: BLACK, tag: null } as const;
  for (const cornerX of [x, x + width]) {
    for (const cornerY of [y, y + height]) {
      const right = cornerX === x ? arm : -arm;
      const down = cornerY === y ? arm : -arm;
      page.ops.push({ ...line, x1: cornerX, y1: cornerY, x2: cornerX + right, y2: cornerY });
      page.ops.push({ ...line, x1: cornerX, y1: cornerY, x2: cornerX, y2: cornerY + down });
    }
  }
}

/** Currency and amount: blanks between thousands, a dot before the cents. */
function drawAmount(
  setting: Setting,
  code: SwissCode,
  tag: Tag,
  x: number,
  y: number,
  headingSize: number,
  size: number,
  gap: number,
): void {
  const { words } = setting;
  const { bill } = code;
  const francs = String(Math.floor(bill.cents / 100)).replace(/\B(?=(?:\d{3})+$)/g, '\u00a0');
  const amount = `${francs}.${String(bill.cents % 100).padStart(2, '0')}`;
  const below = headingSize * 0.5;
  const paragraphTag = addTag(tag, 'P');
  drawTextAt(setting, bold(headingSize, headingSize + 3), `${words.currency} `, x, y, paragraphTag);
  drawTextAt(setting, plain(size, size + 3), `${bill.currency} `, x, y + below, paragraphTag);
  drawTextAt(setting, bold(headingSize, headingSize + 3), `${words.amount} `, x + gap, y, paragraphTag);
  drawTextAt(setting, plain(size, size + 3), amount, x + gap, y + below, paragraphTag);
}

/** The code, 46 mm, with the Swiss cross of 7 mm in its middle. */
function drawCode(page: Page, code: SwissCode, tag: Tag, alt: string): void {
  const x = mm(RECEIPT_WIDTH + EDGE);
  const y = TOP + mm(17);
  const size = mm(QR_EDGE);
  tag.alt = alt;
  tag.box = [x, y, x + size, y + size];
  page.ops.push({ kind: 'qr', x, y, size, modules: code.matrix.modules, dark: code.matrix.dark, tag });
  const middleX = x + size / 2;
  const middleY = y + size / 2;
  const square = (edge: number, colour: `#${string}`): void =>
    fillRect(page, colour, middleX - edge / 2, middleY - edge / 2, edge, edge);
  square(mm(CROSS_EDGE), WHITE);
  square(mm(6), BLACK);
  const long = mm(3.9);
  const short = mm(1.17);
  fillRect(page, WHITE, middleX - long / 2, middleY - short / 2, long, short);
  fillRect(page, WHITE, middleX - short / 2, middleY - long / 2, short, long);
}
