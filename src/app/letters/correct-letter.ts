// Another postal address for the letter of an issued notice: the letter is printed anew with nothing else changed, kept
// beside the one as issued, and goes out as a new delivery. What the old one was is settled first, so that never two
// letters are under way: one that waited is superseded, one that was sent comes back by a person's word alone.

import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { DeliveryState } from '../../core/delivery.ts';
import type { Address } from '../../core/notice.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import { type DeliveryRow, lockDelivery, moveDelivery, readDeliveriesOf, readDelivery } from '../../db/deliveries.ts';
import { readOriginalHashes, readOriginals } from '../../db/documents.ts';
import {
  describeLetterVersions,
  insertLetterVersion,
  newestAddress,
  readIssuedLetter,
} from '../../db/letter-versions.ts';
import { insertDeliveries, invoicesOnNotice, type NoticeRow, readNoticeById } from '../../db/notices.ts';
import { readLevel } from '../../db/plans.ts';
import { addressInput } from '../customers/customer-inputs.ts';
import { lookOf } from '../documents/letter-look.ts';
import { refusal } from '../errors.ts';
import { reasonInput } from '../inputs.ts';
import { newDeliveryId } from '../notices/deliveries-for.ts';
import { senderOf } from '../notices/envelope.ts';
import { keepForCustomer } from '../notices/keep-for-customer.ts';
import { appendTo } from '../notices/sheet.ts';
import { command, query, type Work } from '../use-case.ts';

/** What stands in the reason of a letter that a corrected one has taken the place of. */
export const SUPERSEDED = 'superseded by a letter with a corrected address';

export const letterToCorrect = query({
  name: 'delivery.letter_address',
  summary: 'The postal address on the letter of a delivery, as it is now and as it was in earlier versions.',
  role: 'viewer',
  input: z.strictObject({ delivery: z.uuid() }),
  async run({ db }, { delivery }) {
    const { row, notice } = await deliveryAndNotice(db, delivery);
    const versions = await describeLetterVersions(db, notice.id);
    const { model } = notice;
    return {
      number: notice.number ?? 0,
      customer: model.customer.number,
      customerName: model.customer.name,
      channel: row.channel,
      state: row.state,
      /** On the letter as issued; null where it had none. */
      issuedTo: model.customer.address,
      address: newestAddress(versions) ?? model.customer.address,
      /** Corrected ones, the oldest first. */
      versions,
    };
  },
});

export const correctLetter = command({
  name: 'delivery.correct_letter',
  summary: 'Prints the letter of an issued notice with another postal address, nothing else changed, and sends it.',
  role: 'approver',
  input: z.strictObject({
    /** The letter that does not reach its customer, or the mail of a notice that never was a letter. */
    delivery: z.uuid(),
    address: addressInput,
    /** A letter that was sent came back, or is known to lie at the wrong place. */
    cameBack: z.boolean().default(false),
    /** Whether the customer keeps the address for later notices. */
    remember: z.boolean().default(true),
    remark: reasonInput.optional(),
  }),
  async run(work, { delivery, address, cameBack, remember, remark }) {
    await lockDelivery(work.db, delivery);
    const { row, notice } = await deliveryAndNotice(work.db, delivery);
    const name = noticeNumberText(notice.number ?? 0);
    if (notice.state !== 'issued') throw refusal('notice_cancelled', { notice: name });
    const all = await readDeliveriesOf(work.db, notice.id);
    assertOnlyLetter(row, all, name);
    await endOld(work, row, { cameBack, name });
    const version = await printVersion(work, notice, address, remark ?? null);
    const rounds = all.filter((one) => one.channel === 'letter').map((one) => one.round);
    const id = newDeliveryId();
    const fresh = { id, noticeId: notice.id, channel: 'letter', createdAt: work.now, state: 'approved' } as const;
    const sender = row.sender ?? senderOf(work.organisation);
    const round = Math.max(0, ...rounds) + 1;
    const { recipients } = row;
    await insertDeliveries(work.db, [{ ...fresh, recipients, sender, round, letterVersion: version }]);
    await work.ctx.ports.jobs?.wake(work.db, 'send', [id]);
    const after = { channel: 'letter', round, letterVersion: version, address, instead: delivery };
    const note = { entity: 'notice', entityId: String(notice.id), after, remark: remark ?? null };
    const kept = remember ? [await keepForCustomer(work, notice.customerId, { address })] : [];
    return { result: { notice: name, delivery: id, version }, audit: [note, ...kept] };
  },
});

async function deliveryAndNotice(db: Work['db'], id: string): Promise<{ row: DeliveryRow; notice: NoticeRow }> {
  const row = await readDelivery(db, id);
  const notice = row === null ? null : await readNoticeById(db, row.noticeId);
  if (row === null || notice === null) throw refusal('delivery_unknown');
  return { row, notice };
}

const UNDER_WAY: readonly DeliveryState[] = ['approved', 'claimed', 'attempted', 'unknown', 'needs_review'];
const ARRIVED: readonly DeliveryState[] = ['sent', 'delivered'];

/**
 * Besides the one that is corrected no letter of the notice may be under way or out. A letter instead of a mail goes
 * out only when nothing of the notice is, whichever of its mails is named.
 */
function assertOnlyLetter(row: DeliveryRow, all: readonly DeliveryRow[], notice: string): void {
  const others = row.channel === 'email' ? all : all.filter((one) => one.id !== row.id && one.channel === 'letter');
  const other = others.find(({ state }) => UNDER_WAY.includes(state) || ARRIVED.includes(state));
  if (other !== undefined) throw refusal('on_its_way', { notice, state: other.state });
}

async function endOld(work: Work, row: DeliveryRow, { cameBack, name }: { cameBack: boolean; name: string }) {
  if (row.channel === 'email') return;
  const settled = { settledAt: work.now, notBefore: null };
  switch (row.state) {
    case 'approved':
      await moveDelivery(work.db, row, 'approved', { ...settled, state: 'cancelled', reason: SUPERSEDED });
      return;
    case 'sent':
    case 'delivered': {
      if (!cameBack) throw refusal('say_it_came_back', { notice: name });
      const reason = `${work.ctx.actor.name}: it came back; ${SUPERSEDED}`;
      await moveDelivery(work.db, row, row.state, { ...settled, state: 'bounced', reason });
      return;
    }
    case 'claimed':
    case 'attempted':
    case 'unknown':
    case 'needs_review':
      throw refusal('on_its_way', { notice: name, state: row.state });
    case 'failed':
    case 'cancelled':
    case 'bounced':
    case 'complained':
      return;
  }
}

/** Prints and stores the next version; everything but the address is what was issued. Returns its number. */
async function printVersion(work: Work, notice: NoticeRow, address: Address, remark: string | null): Promise<number> {
  const { db, ctx } = work;
  const name = noticeNumberText(notice.number ?? 0);
  const earlier = await describeLetterVersions(db, notice.id);
  const before = newestAddress(earlier) ?? notice.model.customer.address;
  if (before !== null && onPaper(before) === onPaper(address)) throw refusal('same_address', { notice: name });
  const corrected = { ...notice.model, customer: { ...notice.model.customer, address } };
  const { renderer } = ctx.ports;
  const issued = await readIssuedLetter(db, notice.id);
  const madeFrom = issued?.madeFrom ?? null;
  const look = await lookOf(work, corrected);
  const profile = madeFrom?.profile ?? look.profile;
  const letter = await renderer.letter(corrected, notice.texts.letter, { ...look, profile });
  if (letter.unprintable.length > 0) throw refusal('address_unprintable', { characters: letter.unprintable });
  const invoices = madeFrom?.originals.map(({ invoiceId }) => invoiceId) ?? (await appendedAsFarAsKnown(db, notice));
  const behind = await readOriginals(db, invoices);
  const { pdf, pages } = await appendTo(renderer, letter, behind);
  // The originals behind the letter were replaced or taken away since: then it would not be the same letter.
  const isSame = madeFrom === null || isDeepStrictEqual(madeFrom.originals, await readOriginalHashes(db, invoices));
  if (!isSame || pages !== issued?.pages) throw refusal('letter_differs', { notice: name });
  const version = (earlier.at(-1)?.version ?? 1) + 1;
  const letterSha256 = createHash('sha256').update(pdf).digest('hex');
  const made = { madeAt: work.now, madeBy: ctx.actor.name, remark };
  await insertLetterVersion(db, {
    noticeId: notice.id,
    version,
    address,
    letter: pdf,
    letterSha256,
    letterPages: pages,
    ...made,
  });
  return version;
}

/** The invoices whose originals stand behind a letter of which it is not on record. */
async function appendedAsFarAsKnown(db: Work['db'], { id, levelId }: NoticeRow): Promise<number[]> {
  const level = levelId === null ? null : await readLevel(db, levelId);
  return level?.appendInvoice === true ? invoicesOnNotice(db, id) : [];
}

/** Whether house numbers stand in a field of their own makes no difference on a letter. */
function onPaper({ extra, street, houseNumber, postalCode, city, country }: Address): string {
  return [...extra, `${street} ${houseNumber}`.trim(), postalCode, city, country].join('\n');
}
