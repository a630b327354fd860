// The file for a collection agency or a lawyer: statement of claim with the interest to date, all notices with proof of
// sending, payments, and behind it the notices and invoices themselves, in one PDF with bookmarks.

import type { Day } from '../../core/day.ts';
import type { Notice } from '../../core/notice.ts';
import type { Block } from '../flow/block.ts';
import type { DisplayList } from '../flow/display.ts';
import type { Tag } from '../flow/tag.ts';
import type { FontLibrary } from '../fonts/library.ts';
import { assemble, type ForeignFile, type ForeignProblem, readable } from '../foreign/foreign.ts';
import type { MergePart } from '../foreign/merge.ts';
import { addressLines } from '../letter/address.ts';
import { DENSITIES } from '../letter/density.ts';
import { interestTable, totalNotes } from '../letter/interest-working.ts';
import { invoiceTable } from '../letter/invoice-table.ts';
import { writePdf } from '../pdf/write.ts';
import { formatsOf } from '../text/money.ts';
import { heading, layoutSheet, listColumns, listTable, textBlock } from './sheet.ts';
import { PAPER_WORDS } from './words.ts';

export interface HandoverNotice {
  number: string;
  levelName: string;
  issuedOn: Day;
  deadline: Day;
  totalCents: number;
  /** One line per delivery: channel, when, to whom, what the provider answered. */
  proofs: string[];
  /** The stored letter; null = the notice went out by e-mail only. */
  pdf: Uint8Array | null;
}

export interface Handover {
  /** The open invoices with interest to `issuedOn`, which is the day of the statement; charges as they stand. */
  claim: Notice;
  /** Oldest first. */
  notices: readonly HandoverNotice[];
  payments: readonly { invoiceNumber: string; valueDate: Day; cents: number; method: string }[];
  /** Original invoices; the name is the invoice's number. */
  invoiceCopies: readonly ForeignFile[];
}

export interface HandoverFile {
  pdf: Uint8Array;
  pages: number;
  /** Invoice copies that could not be read; the statement names them as missing. */
  problems: ForeignProblem[];
}

interface Enclosure extends MergePart {
  title: string;
}

/** The file. An invoice copy that cannot be read is left out, named in the statement and reported. */
export async function handoverFile(fonts: FontLibrary, handover: Handover): Promise<HandoverFile> {
  const { claim } = handover;
  const words = PAPER_WORDS[claim.language];
  const { good, problems } = await readable(handover.invoiceCopies);
  const enclosures: Enclosure[] = [
    ...handover.notices.flatMap(({ pdf, levelName, number }) =>
      pdf ? [{ title: `${levelName} ${number}`, bytes: pdf }] : [],
    ),
    ...good.map(({ name, bytes }) => ({ title: words.copyOf(name), bytes })),
  ];
  const list = statement(fonts, handover, enclosures, problems);
  const author = claim.organisation.name;
  const bytes = await writePdf(fonts, list, { author, createdOn: claim.issuedOn });
  const facts = { title: list.title, author, language: list.language, createdOn: claim.issuedOn };
  return { ...(await assemble([{ title: list.title, bytes }, ...enclosures], facts)), problems };
}

function statement(
  fonts: FontLibrary,
  handover: Handover,
  enclosures: readonly Enclosure[],
  problems: readonly ForeignProblem[],
): DisplayList {
  const { claim } = handover;
  const words = PAPER_WORDS[claim.language];
  const subtitle = [formatsOf(claim).day(claim.issuedOn), claim.customer.number, claim.customer.name].join(' · ');
  return layoutSheet(fonts, { imprint: claim, title: words.handoverTitle, subtitle }, (parent) => [
    ...parties(fonts, claim, parent),
    ...claimBlocks(fonts, claim, parent),
    ...noticeBlocks(fonts, handover, parent),
    ...paymentBlocks(fonts, handover, parent),
    ...enclosureBlocks(fonts, claim, enclosures, problems, parent),
  ]);
}

function parties(fonts: FontLibrary, claim: Notice, parent: Tag): Block[] {
  const words = PAPER_WORDS[claim.language];
  const { organisation, customer, language } = claim;
  const from = organisation.address;
  const creditor = [...addressLines(organisation.name, from, from, language), ...organisation.legalLines];
  const debtor = customer.address ? addressLines(customer.name, customer.address, from, language) : [customer.name];
  return [
    heading(fonts, claim, words.creditor, parent),
    textBlock(fonts, claim, creditor.join('\n'), parent, 2),
    heading(fonts, claim, words.debtor, parent),
    textBlock(fonts, claim, debtor.join('\n'), parent, 2),
  ];
}

function claimBlocks(fonts: FontLibrary, claim: Notice, parent: Tag): Block[] {
  const words = PAPER_WORDS[claim.language];
  const density = DENSITIES[0];
  const total = words.claimTotal(formatsOf(claim).day(claim.issuedOn));
  const title = heading(fonts, claim, words.claimTitle, parent);
  const invoices = invoiceTable(fonts, claim, parent, density, total);
  const notes = totalNotes({ ...claim, interestCents: 0 }, true).map((note) => textBlock(fonts, claim, note, parent));
  return [
    title,
    invoices,
    ...notes,
    ...(claim.interestCents === 0 ? [] : interestTable(fonts, claim, parent, density)),
  ];
}

function noticeBlocks(fonts: FontLibrary, { claim, notices }: Handover, parent: Tag): Block[] {
  if (notices.length === 0) return [];
  const words = PAPER_WORDS[claim.language];
  const formats = formatsOf(claim);
  const titles = [words.number, words.level, words.date, words.deadline, words.amount, words.proof];
  const rows = notices.map((notice) => [
    notice.number,
    notice.levelName,
    formats.day(notice.issuedOn),
    formats.day(notice.deadline),
    formats.number(notice.totalCents),
    notice.proofs.length > 0 ? notice.proofs.join('\n') : words.notSent,
  ]);
  const title = heading(fonts, claim, words.noticesTitle, parent);
  return [title, listTable(fonts, listColumns(titles, [1, 5], [4]), rows, parent)];
}

function paymentBlocks(fonts: FontLibrary, { claim, payments }: Handover, parent: Tag): Block[] {
  if (payments.length === 0) return [];
  const words = PAPER_WORDS[claim.language];
  const formats = formatsOf(claim);
  const titles = [words.invoice, words.valueDate, words.method, words.amount];
  const rows = payments.map((payment) => [
    payment.invoiceNumber,
    formats.day(payment.valueDate),
    payment.method,
    formats.number(payment.cents),
  ]);
  const title = heading(fonts, claim, words.paymentsTitle, parent);
  return [title, listTable(fonts, listColumns(titles, [0, 2], [3]), rows, parent)];
}

function enclosureBlocks(
  fonts: FontLibrary,
  claim: Notice,
  enclosures: readonly Enclosure[],
  problems: readonly ForeignProblem[],
  parent: Tag,
): Block[] {
  const words = PAPER_WORDS[claim.language];
  const lines = [
    ...enclosures.map(({ title }) => title),
    ...problems.map(({ name, fault }) => words.missing(words.copyOf(name), words.fault[fault])),
  ];
  if (lines.length === 0) return [];
  const numbered = lines.map((line, index) => `${index + 1}. ${line}`);
  return [
    heading(fonts, claim, words.enclosures, parent),
    ...numbered.map((line, index) => textBlock(fonts, claim, line, parent, index === 0 ? 2 : 0)),
  ];
}
