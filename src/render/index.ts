// The renderer: notice and template text to letter, e-mail and pictures. Everything is deterministic: the same input
// gives the same bytes, for the text says all dates itself. Fonts are read once, when the renderer is made.

import type { Notice, TemplateText } from '../core/notice.ts';
import { type AgingChart, agingChart } from './chart/aging.ts';
import type { ChartPicture } from './chart/frame.ts';
import { type RecoveryChart, recoveryChart } from './chart/recovery.ts';
import { paymentCodeOf } from './codes/payment-code.ts';
import {
  type DocumentTexts,
  type LetterOptions,
  layoutNotice,
  type RenderedDocument,
  type RenderedLetter,
  renderDocument,
  renderLetter,
} from './document.ts';
import { type EmailParts, renderEmail } from './email/email.ts';
import { FontLibrary } from './fonts/library.ts';
import { appendOriginals, attachedXml, type ForeignFile, type ForeignProblem, inspectPdf } from './foreign/foreign.ts';
import type { Inspection } from './foreign/limits.ts';
import { layoutLetter } from './letter/letter.ts';
import { type Batch, type BatchFacts, type BatchLetter, printBatch } from './papers/batch.ts';
import { type Cancellation, composeNote, NO_CODE } from './papers/cancellation.ts';
import { type Handover, type HandoverFile, handoverFile } from './papers/handover.ts';
import { type LogoReading, readLogo } from './picture/logo.ts';
import { rasterise } from './picture/raster.ts';
import { pageSvg } from './picture/svg.ts';
import { checkTemplate, type TemplateProblem } from './text/check.ts';
import { composeText } from './text/compose.ts';

export type { AgingBucket, AgingChart } from './chart/aging.ts';
export type { ChartPicture } from './chart/frame.ts';
export type { RecoveryChart, RecoveryRun } from './chart/recovery.ts';
export type { DocumentTexts, LetterOptions, RenderedDocument, RenderedLetter } from './document.ts';
export type { EmailParts, InlineImage } from './email/email.ts';
export type { ForeignFile, ForeignProblem } from './foreign/foreign.ts';
export type { ForeignFault, Inspection } from './foreign/limits.ts';
export { WINDOW_PROFILES, type WindowProfile } from './letter/profile.ts';
export type { Batch, BatchFacts, BatchLetter } from './papers/batch.ts';
export type { Cancellation } from './papers/cancellation.ts';
export type { Handover, HandoverFile, HandoverNotice } from './papers/handover.ts';
export type { TemplateProblem } from './text/check.ts';
export { shippedText } from './text/file.ts';

export interface Renderer {
  /** Letter PDF: deterministic bytes for the same notice, text and profile. */
  letter(notice: Notice, text: TemplateText, options?: LetterOptions): Promise<RenderedLetter>;
  /** Letter and mail of a notice, the same as one by one, with its payment code computed once. */
  document(notice: Notice, texts: DocumentTexts, options?: LetterOptions): Promise<RenderedDocument>;
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
  /** Unknown placeholder or bad Liquid as errors with line and column, delicate words as warnings; [] = fine. */
  checkTemplate(text: TemplateText): TemplateProblem[];
  /** Letter that takes an issued notice back. */
  cancellationLetter(cancellation: Cancellation, options?: LetterOptions): Promise<RenderedLetter>;
  /** E-mail that takes an issued notice back. */
  cancellationEmail(cancellation: Cancellation): Promise<EmailParts>;
  /** Stored letters in one PDF with a cover list, for printing. */
  printBatch(letters: readonly BatchLetter[], facts: BatchFacts): Promise<Batch>;
  /** Statement of claim, notices and invoice copies in one PDF. */
  handover(handover: Handover): Promise<HandoverFile>;
  /** Overdue amounts by age as PNG with alt text. */
  agingChart(chart: AgingChart): Promise<ChartPicture>;
  /** Amounts dunned and recovered by run as PNG with alt text. */
  recoveryChart(chart: RecoveryChart): Promise<ChartPicture>;
  /** A picture handed in as it would stand on letters; never throws, whatever the bytes are. */
  readLogo(bytes: Uint8Array): LogoReading;
  /** Whether a PDF handed in can be used; never throws, whatever the bytes are. */
  inspectPdf(bytes: Uint8Array): Promise<Inspection>;
  /** The XML files attached to a PDF (ZUGFeRD, Factur-X). */
  attachedXml: typeof attachedXml;
  /** A letter with the pages of original invoices behind it. */
  appendOriginals(
    letter: Uint8Array,
    originals: readonly ForeignFile[],
  ): Promise<{ pdf: Uint8Array; pages: number; problems: ForeignProblem[] }>;
}

const SVG_WIDTH_PX = 827;

/** `root` is the project's directory, which holds templates/. Throws when a font file is missing. */
export async function createRenderer(options: { root: string }): Promise<Renderer> {
  const { root } = options;
  const fonts = new FontLibrary(root);
  return {
    letter: async (notice, text, letter) => renderLetter(fonts, notice, layoutNotice(fonts, notice, text, letter)),
    document: (notice, texts, options) => renderDocument(fonts, notice, texts, options),
    letterPng: async (notice, text, page, widthPx, letter) => {
      const found = layoutNotice(fonts, notice, text, letter).list.pages[page];
      if (!found) throw new RangeError(`The letter has no page ${page + 1}.`);
      return rasterise(pageSvg(fonts, found, widthPx), widthPx);
    },
    letterSvg: async (notice, text, letter) =>
      layoutNotice(fonts, notice, text, letter).list.pages.map((page) => pageSvg(fonts, page, SVG_WIDTH_PX)),
    email: async (notice, text) => renderEmail(notice, composeText(notice, text), paymentCodeOf(notice)),
    checkTemplate,
    cancellationLetter: async (cancellation, letter = {}) => {
      const { notice, text } = composeNote(root, cancellation, 'letter');
      return renderLetter(fonts, notice, layoutLetter(fonts, notice, text, NO_CODE, letter));
    },
    cancellationEmail: async (cancellation) => {
      const { notice, text } = composeNote(root, cancellation, 'email');
      return renderEmail(notice, text, NO_CODE);
    },
    printBatch: (letters, facts) => printBatch(fonts, letters, facts),
    handover: (handover) => handoverFile(fonts, handover),
    agingChart: (chart) => agingChart(fonts, chart),
    recoveryChart: (chart) => recoveryChart(fonts, chart),
    readLogo,
    inspectPdf: (bytes) => inspectPdf(bytes),
    attachedXml: (bytes) => attachedXml(bytes),
    appendOriginals,
  };
}
