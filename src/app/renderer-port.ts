// What use cases ask of the renderer: notices and papers to bytes. The composition root hands in the real one.

import type { Day } from '../core/day.ts';
import type { Language, Notice, NoticeOrganisation, TemplateText, WindowProfile } from '../core/notice.ts';

export interface LetterOptions {
  profile: WindowProfile;
  /** The picture of the letterhead; null = none. */
  logo: Uint8Array | null;
}

/** Why a picture cannot be the logo. */
export type LogoFault = 'empty' | 'too_large' | 'no_picture' | 'too_many_pixels' | 'too_small' | 'damaged';

export interface LetterBytes {
  pdf: Uint8Array;
  pages: number;
  paymentCode: { kind: string; reason: string | null };
  /** Characters that no font can print; a letter with some must not be issued. */
  unprintable: string[];
}

export interface MailParts {
  subject: string;
  text: string;
  html: string;
  inlineImages: { contentId: string; bytes: Uint8Array; mimeType: string }[];
}

/** What is wrong with a template's text; lines count within the field, from 1. */
export interface TextProblem {
  severity: 'error' | 'warning';
  message: string;
  field: 'subject' | 'body';
  line: number;
  column: number;
}

/** A file of somebody else, and why it was left out of a paper. */
export interface ForeignFile {
  name: string;
  bytes: Uint8Array;
}
export interface ForeignProblem {
  name: string;
  message: string;
}

export interface CancellationFacts {
  notice: Notice;
  cancelledOn: Day;
  reason: string;
}

export interface HandoverFacts {
  /** The open invoices with interest to the day of the statement. */
  claim: Notice;
  notices: {
    number: string;
    levelName: string;
    issuedOn: Day;
    deadline: Day;
    totalCents: number;
    proofs: string[];
    pdf: Uint8Array | null;
  }[];
  payments: { invoiceNumber: string; valueDate: Day; cents: number; method: string }[];
  invoiceCopies: ForeignFile[];
}

export interface AgingFacts {
  language: Language;
  /** Decides how amounts are grouped. */
  country: string;
  currency: string;
  asOf: Day;
  customerCount: number;
  buckets: { fromDays: number; toDays: number | null; cents: number; invoiceCount: number }[];
}

export type LogoReading =
  | { ok: true; png: Uint8Array; widthPx: number; heightPx: number }
  | { ok: false; fault: LogoFault };

/** Why a PDF of somebody else cannot be used. */
export type PdfFault = 'empty' | 'no_pdf' | 'damaged' | 'password' | 'too_large' | 'too_slow' | 'too_much_memory';

export interface RendererPort {
  /** Same notice and text, same bytes. */
  letter(notice: Notice, text: TemplateText, options: LetterOptions): Promise<LetterBytes>;
  /** One page of the letter (0 = first) as a PNG picture of this width. */
  letterPng(
    notice: Notice,
    text: TemplateText,
    page: number,
    widthPx: number,
    options: LetterOptions,
  ): Promise<Uint8Array>;
  email(notice: Notice, text: TemplateText): Promise<MailParts>;
  /** Letter and mail together: what is issued. Several may be asked for at once; they are made in that order. */
  document(
    notice: Notice,
    texts: { email: TemplateText; letter: TemplateText },
    options: LetterOptions,
  ): Promise<{ letter: LetterBytes; email: MailParts }>;
  checkTemplate(text: TemplateText): Promise<TextProblem[]> | TextProblem[];
  cancellationLetter(facts: CancellationFacts, options: LetterOptions): Promise<LetterBytes>;
  cancellationEmail(facts: CancellationFacts): Promise<MailParts>;
  printBatch(
    letters: readonly { pdf: Uint8Array; noticeNumber: string; recipient: string; place: string }[],
    facts: { organisation: NoticeOrganisation; language: Language; createdOn: Day },
  ): Promise<{ pdf: Uint8Array; pages: number }>;
  handover(facts: HandoverFacts): Promise<{ pdf: Uint8Array; pages: number; problems: ForeignProblem[] }>;
  /** Overdue amounts by age as PNG; `alt` says the numbers. */
  agingChart(facts: AgingFacts): Promise<{ png: Uint8Array; alt: string }>;
  /** A picture of somebody else as it would stand on letters; never throws. */
  readLogo(bytes: Uint8Array): Promise<LogoReading> | LogoReading;
  /** Whether a PDF of somebody else can be used; never throws. */
  inspectPdf(bytes: Uint8Array): Promise<{ ok: true; pages: number } | { ok: false; fault: PdfFault; message: string }>;
  /** XML files attached to a PDF of somebody else (ZUGFeRD, Factur-X); never throws. */
  attachedXml(
    bytes: Uint8Array,
  ): Promise<{ ok: true; files: { name: string; bytes: Uint8Array }[] } | { ok: false; message: string }>;
  appendOriginals(
    letter: Uint8Array,
    originals: readonly ForeignFile[],
  ): Promise<{ pdf: Uint8Array; pages: number; problems: ForeignProblem[] }>;
}
