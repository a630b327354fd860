// The documents of a notice, letter and mail, with nothing loaded that they do not need: no charts, no pictures, no
// foreign files. What prints all day in a process of its own is made of this.

import type { Notice, TemplateText } from '../core/notice.ts';
import { type PaymentCode, paymentCodeOf } from './codes/payment-code.ts';
import { type EmailParts, renderEmail } from './email/email.ts';
import type { DisplayList } from './flow/display.ts';
import type { FontLibrary } from './fonts/library.ts';
import { type LetterLayout, type LetterLook, layoutLetter } from './letter/letter.ts';
import { writePdf } from './pdf/write.ts';
import { composeText } from './text/compose.ts';

export type LetterOptions = LetterLook;

export interface RenderedLetter {
  pdf: Uint8Array;
  pages: number;
  /** `reason` says why there is no code, or what was left out of a Swiss one. */
  paymentCode: { kind: 'epc' | 'swiss' | 'none'; reason: string | null };
  /** Characters no font can print, each once; a letter with some must not be issued. */
  unprintable: string[];
}

/** The texts of a notice, one for each way. */
export interface DocumentTexts {
  email: TemplateText;
  letter: TemplateText;
}

/** Letter and mail of a notice. */
export interface RenderedDocument {
  letter: RenderedLetter;
  email: EmailParts;
}

/** Letter and mail of a notice, the same as one by one, with its payment code computed once. */
export async function renderDocument(
  fonts: FontLibrary,
  notice: Notice,
  texts: DocumentTexts,
  options?: LetterOptions,
): Promise<RenderedDocument> {
  const code = paymentCodeOf(notice);
  return {
    letter: await renderLetter(fonts, notice, layoutNotice(fonts, notice, texts.letter, options, code)),
    email: renderEmail(notice, composeText(notice, texts.email), code),
  };
}

/** Where everything on the letter of a notice stands. */
export function layoutNotice(
  fonts: FontLibrary,
  notice: Notice,
  text: TemplateText,
  look: LetterOptions = {},
  code: PaymentCode = paymentCodeOf(notice),
): LetterLayout {
  return layoutLetter(fonts, notice, composeText(notice, text), code, look);
}

export async function renderLetter(
  fonts: FontLibrary,
  notice: Notice,
  { list, code }: LetterLayout,
): Promise<RenderedLetter> {
  const pdf = await writePdf(fonts, list, { author: notice.organisation.name, createdOn: notice.issuedOn });
  return {
    pdf,
    pages: list.pages.length,
    paymentCode: { kind: code.kind, reason: codeReason(code) },
    unprintable: unprintableCharacters(fonts, list),
  };
}

function codeReason(code: PaymentCode): string | null {
  switch (code.kind) {
    case 'epc':
      return null;
    case 'swiss':
      return code.note;
    case 'none':
      return code.reason;
  }
}

function unprintableCharacters(fonts: FontLibrary, list: DisplayList): string[] {
  const missing = new Set<number>();
  for (const page of list.pages) {
    for (const op of page.ops) {
      if (op.kind === 'text') for (const codePoint of fonts.shape(op.font, op.text).missing) missing.add(codePoint);
    }
  }
  return [...missing].map((codePoint) => String.fromCodePoint(codePoint));
}
