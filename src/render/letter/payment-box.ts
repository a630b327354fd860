// Bank details in a tinted box, with the EPC code on white at its right when there is one.

import type { Notice } from '../../core/notice.ts';
import { groupsOfFour } from '../codes/iban.ts';
import type { PaymentCode } from '../codes/payment-code.ts';
import { type Block, solid } from '../flow/block.ts';
import { drawText, fillRect, shrinkToFit } from '../flow/canvas.ts';
import type { Page } from '../flow/display.ts';
import { HEADING, INK, LIGHT, MUTED, type TextStyle, WHITE } from '../flow/style.ts';
import { addTag, newTag, type Tag } from '../flow/tag.ts';
import type { FontLibrary } from '../fonts/library.ts';
import { cleanText } from '../fonts/printable.ts';
import { formatsOf } from '../text/money.ts';
import { WORDS } from '../text/words/index.ts';
import { mm } from '../units.ts';
import type { Density } from './density.ts';
import { LEFT, TEXT_WIDTH } from './page-parts.ts';

const QR_SIZE = mm(24.5);
/** Modules of white around the code, as ISO 18004 asks. */
const QUIET_MODULES = 4;
const INSET = 11;
const LABEL: TextStyle = { font: 'regular', size: 9, leading: 12.6, colour: MUTED };
const VALUE: TextStyle = { ...LABEL, colour: INK };

/** Label and value of every bank detail that is known, amount and reference included. */
export function paymentRows(notice: Notice): { label: string; value: string; isStrong: boolean }[] {
  const words = WORDS[notice.language];
  const formats = formatsOf(notice);
  const { accountHolder, iban, bic, bankName } = notice.organisation;
  const bank = [bic ?? '', bankName ?? ''].filter((part) => part !== '').join(' \u00b7 ');
  const rows = [
    { label: words.payee, value: iban === null ? '' : accountHolder, isStrong: false },
    { label: words.iban, value: iban === null ? '' : groupsOfFour(iban), isStrong: false },
    { label: bic === null ? words.bank : words.bic, value: iban === null ? '' : bank, isStrong: false },
    { label: words.total, value: formats.money(notice.totalCents), isStrong: true },
    { label: words.payUntil, value: notice.kind === 'recap' ? '' : formats.day(notice.deadline), isStrong: false },
    { label: words.reference, value: notice.paymentReference, isStrong: true },
  ];
  return rows
    .map((row) => ({ ...row, value: cleanText(row.value).replaceAll('\n', ' ') }))
    .filter((row) => row.value !== '');
}

/** The box; as high as its rows or the code with its quiet zone need. */
export function paymentBox(
  fonts: FontLibrary,
  notice: Notice,
  code: PaymentCode,
  parent: Tag,
  density: Density,
): Block {
  const words = WORDS[notice.language];
  const rows = paymentRows(notice);
  const part = addTag(parent, 'Sect');
  const heading = addTag(part, 'H2');
  const quiet = code.kind === 'epc' ? (QR_SIZE * QUIET_MODULES) / code.matrix.modules : 0;
  const codeWidth = code.kind === 'epc' ? QR_SIZE + 2 * quiet + INSET : 0;
  const textHeight = HEADING.leading + 3 + rows.length * LABEL.leading;
  const codeHeight = code.kind === 'epc' ? QR_SIZE + 2 * quiet + 9 : 0;
  const height = Math.max(textHeight, codeHeight) + 2 * 8;
  const indent = Math.max(...rows.map((row) => fonts.width(LABEL.font, LABEL.size, row.label))) + 10;
  const room = TEXT_WIDTH - 2 * INSET - indent - codeWidth;
  return solid(9 * density.gaps, height, (page, top) => {
    fillRect(page, LIGHT, LEFT, top, TEXT_WIDTH, height, 4);
    drawText(fonts, page, HEADING, words.paymentTitle, LEFT + INSET, top + 8, heading);
    rows.forEach((row, index) => {
      const y = top + 8 + HEADING.leading + 3 + index * LABEL.leading;
      const tag = addTag(part, 'P');
      const base: TextStyle = row.isStrong ? { ...VALUE, font: 'semibold' } : VALUE;
      drawText(fonts, page, LABEL, `${row.label} `, LEFT + INSET, y, tag);
      drawText(fonts, page, shrinkToFit(fonts, base, row.value, room, 4.5), row.value, LEFT + INSET + indent, y, tag);
    });
    if (code.kind === 'epc') {
      drawCode(fonts, page, code, notice, LEFT + TEXT_WIDTH - INSET - QR_SIZE - 2 * quiet, top + 8, quiet, part);
    }
  });
}

function drawCode(
  fonts: FontLibrary,
  page: Page,
  code: PaymentCode & { kind: 'epc' },
  notice: Notice,
  x: number,
  top: number,
  quiet: number,
  parent: Tag,
): void {
  const words = WORDS[notice.language];
  const edge = QR_SIZE + 2 * quiet;
  const figure = newTag('Figure');
  parent.children.push(figure);
  figure.alt = words.codeAlt;
  figure.box = [x, top, x + edge, top + edge];
  fillRect(page, WHITE, x, top, edge, edge, 2.5);
  page.ops.push({
    kind: 'qr',
    x: x + quiet,
    y: top + quiet,
    size: QR_SIZE,
    modules: code.matrix.modules,
    dark: code.matrix.dark,
    tag: figure,
  });
  const style: TextStyle = { font: 'regular', size: 6.2, leading: 8, colour: MUTED };
  const left = x + (edge - fonts.width(style.font, style.size, words.scan)) / 2;
  drawText(fonts, page, style, words.scan, left, top + edge + 1.5, addTag(parent, 'P'));
}
