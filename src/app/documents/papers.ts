// Papers made of what is on record: a print batch, the file for collection, the note that takes a notice back, the
// aging picture.

import { z } from 'zod';
import { daysBetween } from '../../core/day.ts';
import { LANGUAGES } from '../../core/notice.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import { isOverdue } from '../../core/position.ts';
import { readLetters, readNoticeFile, readOpenAges, readOriginals, readPaymentsOf } from '../../db/documents.ts';
import { readCorrectedLetters } from '../../db/letter-versions.ts';
import { readNoticeByNumber } from '../../db/notices.ts';
import { planOf, readEngine, readTruths } from '../engine.ts';
import { refusal } from '../errors.ts';
import { numberInput } from '../inputs.ts';
import { customerOf } from '../lookups.ts';
import { composeNotice, organisationOnNotice } from '../notices/compose.ts';
import { query, type Work } from '../use-case.ts';
import { lookOf } from './letter-look.ts';

export const printBatch = query({
  name: 'letter.print_batch',
  summary: 'The letters of issued notices in one PDF with a cover list, for printing.',
  role: 'viewer',
  input: z.strictObject({ numbers: z.array(z.int().positive()).min(1).max(2_000) }),
  run: (work, { numbers }) =>
    mergeLetters(
      work,
      numbers.map((number) => ({ number })),
    ),
});

/** Letters of issued notices in one PDF; without a version as they were issued. */
export async function mergeLetters(
  work: Work,
  letters: readonly { number: number; letterVersion?: number }[],
): Promise<{ pdf: Uint8Array; pages: number }> {
  const rows = await readLetters(
    work.db,
    letters.map(({ number }) => number),
  );
  const wanted = letters.map(({ number, letterVersion = 1 }) => {
    const row = rows.find(({ notice }) => notice.number === number);
    if (row === undefined) throw refusal('notice_unknown', { notice: noticeNumberText(number) });
    return { ...row, noticeId: row.notice.id, letterVersion };
  });
  const corrected = await readCorrectedLetters(work.db, wanted);
  const { organisation, today, ctx } = work;
  return ctx.ports.renderer.printBatch(
    wanted.map((row) => {
      const address = corrected(row)?.address ?? row.address;
      return {
        pdf: corrected(row)?.letter ?? row.document.letter,
        noticeNumber: noticeNumberText(row.notice.number ?? 0),
        recipient: row.customerName,
        place: address === null ? '' : `${address.postalCode} ${address.city}`,
      };
    }),
    { organisation: organisationOnNotice(organisation), language: organisation.language, createdOn: today },
  );
}

export const handoverFile = query({
  name: 'customer.handover',
  summary: 'The file for collection: claim with interest to date, all notices, proof of sending, invoice copies.',
  role: 'viewer',
  input: z.strictObject({ customer: numberInput, currency: z.string().length(3).optional() }),
  async run(work, input) {
    const customer = await customerOf(work.db, input.customer);
    const currency = input.currency ?? work.organisation.currency;
    const engine = await readEngine(work.db, work.organisation, work.today);
    const [truth] = await readTruths(work.db, engine, [customer.id]);
    if (truth === undefined) throw refusal('customer_unknown', { customer: input.customer });
    const plan = planOf(engine, truth.planId);
    const overdue = truth.facts.invoices.filter((one) => one.currency === currency && isOverdue(one, work.today));
    if (overdue.length === 0) throw refusal('nothing_overdue', { customer: customer.number, currency });
    // The claim rests on the last level's interest; it charges no fee of its own beyond those already charged.
    const level = plan.levels.at(-1) ?? null;
    const { notice: claim } = composeNotice(
      {
        truth,
        plan,
        level,
        currency,
        lines: overdue.map((invoice) => ({ invoice, level })),
        unmatchedCents: truth.facts.unmatchedCents[currency] ?? 0,
        waiveFee: true,
        remark: null,
      },
      engine,
    );
    const ids = overdue.map((invoice) => invoice.id);
    const file = await readNoticeFile(work.db, customer.id, currency);
    return work.ctx.ports.renderer.handover({
      claim,
      notices: file.map(({ notice, letter, deliveries }) => ({
        number: noticeNumberText(notice.number ?? 0),
        levelName: notice.model.level?.name ?? '',
        issuedOn: notice.issuedOn,
        deadline: notice.deadline,
        totalCents: notice.totalCents,
        proofs: deliveries.map((one) =>
          [
            one.channel,
            one.sentAt ?? one.createdAt,
            one.state,
            one.recipients.to.join(', '),
            one.transportReference ?? '',
          ]
            .filter((word) => word !== '')
            .join(' · '),
        ),
        pdf: letter,
      })),
      payments: (await readPaymentsOf(work.db, ids)).map(({ payment, invoiceNumber }) => ({
        invoiceNumber,
        valueDate: payment.valueOn,
        cents: payment.amountCents,
        method: payment.method,
      })),
      invoiceCopies: (await readOriginals(work.db, ids)).map(({ number, content }) => ({
        name: number,
        bytes: content,
      })),
    });
  },
});

export const cancellationNote = query({
  name: 'notice.cancellation_note',
  summary: 'The letter and mail that tell a customer that a notice was taken back.',
  role: 'viewer',
  input: z.strictObject({ number: z.int().positive() }),
  async run(work, { number }) {
    const notice = await readNoticeByNumber(work.db, number);
    if (notice === null) throw refusal('notice_unknown', { notice: noticeNumberText(number) });
    if (notice.state !== 'cancelled') throw refusal('notice_not_cancelled', { notice: noticeNumberText(number) });
    const facts = { notice: notice.model, cancelledOn: work.today, reason: notice.cancelReason ?? '' };
    const { renderer } = work.ctx.ports;
    const look = await lookOf(work, facts.notice);
    return {
      letter: await renderer.cancellationLetter(facts, look),
      email: await renderer.cancellationEmail(facts),
    };
  },
});

const BUCKETS = [
  { fromDays: 1, toDays: 30 },
  { fromDays: 31, toDays: 60 },
  { fromDays: 61, toDays: 90 },
  { fromDays: 91, toDays: null },
] as const;

export const agingPicture = query({
  name: 'report.aging',
  summary: 'Overdue amounts by age as a picture, with the numbers.',
  role: 'viewer',
  input: z.strictObject({ currency: z.string().length(3).optional(), language: z.enum(LANGUAGES).optional() }),
  async run(work, input) {
    const currency = input.currency ?? work.organisation.currency;
    const rows = (await readOpenAges(work.db, currency)).filter((row) => row.dueDate < work.today);
    const buckets = BUCKETS.map(({ fromDays, toDays }) => {
      const inside = rows.filter((row) => {
        const days = daysBetween(row.dueDate, work.today);
        return days >= fromDays && (toDays === null || days <= toDays);
      });
      return {
        fromDays,
        toDays,
        cents: inside.reduce((sum, row) => sum + row.openCents, 0),
        invoiceCount: inside.length,
      };
    });
    const picture = await work.ctx.ports.renderer.agingChart({
      language: input.language ?? work.organisation.language,
      country: work.organisation.country,
      currency,
      asOf: work.today,
      customerCount: new Set(rows.map((row) => row.customerId)).size,
      buckets,
    });
    return { ...picture, buckets };
  },
});
