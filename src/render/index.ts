// The renderer: notice and template text to letter, e-mail and pictures. Everything is deterministic: the same input
// gives the same bytes, for the text says all dates itself. Fonts are read once, when the first document needs them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language, Notice, NoticeKind, TemplateText } from '../core/notice.ts';
import type { Channel } from '../core/plan.ts';
import { type EmailParts, renderEmail } from './email/email.ts';
import type { DisplayList } from './flow/display.ts';
import { FontLibrary } from './fonts/library.ts';
import { type LetterLayout, layoutLetter } from './letter/letter.ts';
import type { WindowProfile } from './letter/profile.ts';
import { writePdf } from './pdf/write.ts';
import { rasterise } from './picture/raster.ts';
import { pageSvg } from './picture/svg.ts';
import { checkTemplate, type TemplateProblem } from './text/check.ts';
import { parseTemplateFile } from './text/file.ts';

export type { EmailParts } from './email/email.ts';
export { WINDOW_PROFILES, type WindowProfile } from './letter/profile.ts';
export type { TemplateProblem } from './text/check.ts';

export interface LetterOptions {
  /** Else the usual envelope of the sender's country. */
  profile?: WindowProfile;
}

export interface RenderedLetter {
  pdf: Uint8Array;
  pages: number;
  /** `reason` says why there is no code, or what was left out of a Swiss one. */
  paymentCode: { kind: 'epc' | 'swiss' | 'none'; reason: string | null };
  /** Characters no font can print, each once; a letter with some must not be issued. */
  unprintable: string[];
}

export interface Renderer {
  /** Letter PDF: deterministic bytes for the same notice, text and profile. */
  letter(notice: Notice, text: TemplateText, options?: LetterOptions): Promise<RenderedLetter>;
  /** One page of the letter (0 = first) as PNG. Throws RangeError when the letter has no such page. */
  letterPng(
    notice: Notice,
    text: TemplateText,
    page: number,
    widthPx: number,
    options?: LetterOptions,
  ): Promise<Uint8Array>;
  /** Every page of the letter as SVG, 827 px wide. */
  letterSvg(notice: Notice, text: TemplateText, options?: LetterOptions): Promise<string[]>;
  /** Mail subject, plain text and HTML from the same Markdown text. */
  email(notice: Notice, text: TemplateText): Promise<EmailParts>;
  /** Unknown placeholder or bad Liquid as errors with line and column, forbidden words as warnings; [] = fine. */
  checkTemplate(text: TemplateText): TemplateProblem[];
}

const SVG_WIDTH_PX = 827;

/** `root` is the project's directory, which holds templates/. Throws when a font file is missing. */
export async function createRenderer(options: { root: string }): Promise<Renderer> {
  const fonts = new FontLibrary(options.root);
  const layout = (notice: Notice, text: TemplateText, letter: LetterOptions = {}): LetterLayout =>
    layoutLetter(fonts, notice, text, letter.profile);
  return {
    letter: async (notice, text, letter) => renderLetter(fonts, notice, layout(notice, text, letter)),
    letterPng: async (notice, text, page, widthPx, letter) => {
      const found = layout(notice, text, letter).list.pages[page];
      if (!found) throw new RangeError(`The letter has no page ${page + 1}.`);
      return rasterise(pageSvg(fonts, found, widthPx), widthPx);
    },
    letterSvg: async (notice, text, letter) =>
      layout(notice, text, letter).list.pages.map((page) => pageSvg(fonts, page, SVG_WIDTH_PX)),
    email: async (notice, text) => renderEmail(notice, text),
    checkTemplate,
  };
}

async function renderLetter(fonts: FontLibrary, notice: Notice, { list, code }: LetterLayout): Promise<RenderedLetter> {
  const pdf = await writePdf(fonts, list, { author: notice.organisation.name, createdOn: notice.issuedOn });
  const reason = code.kind === 'none' ? code.reason : code.kind === 'swiss' ? code.note : null;
  return {
    pdf,
    pages: list.pages.length,
    paymentCode: { kind: code.kind, reason },
    unprintable: unprintableCharacters(fonts, list),
  };
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

/** The text that ships with the product: templates/texts/<language>/<kind>.<channel>.md. Throws when it is missing. */
export function shippedText(root: string, language: Language, kind: NoticeKind, channel: Channel): TemplateText {
  return parseTemplateFile(readFileSync(join(root, 'templates', 'texts', language, `${kind}.${channel}.md`), 'utf8'));
}
