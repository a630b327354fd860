// A person's word on a notice's delivery: send one that was only issued, send it again, or accept that it reached
// nobody.

import { z } from 'zod';
import { OPEN_DELIVERY_STATES, UNDELIVERED_STATES } from '../../core/delivery.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import type { Channel } from '../../core/plan.ts';
import { CHANNELS } from '../../core/plan.ts';
import { readDeliveriesOf } from '../../db/deliveries.ts';
import { latestLetterVersion } from '../../db/letter-versions.ts';
import { readCustomerRow } from '../../db/lookups.ts';
import { acceptUndeliveredRow, insertDeliveries, type NoticeRow, readNoticeByNumber } from '../../db/notices.ts';
import { readLevel } from '../../db/plans.ts';
import { refusal } from '../errors.ts';
import { reasonInput } from '../inputs.ts';
import { command, type Work } from '../use-case.ts';
import { deliveriesFor, wayOut } from './deliveries-for.ts';

const numberOfNotice = z.int().positive();

export const sendNotice = command({
  name: 'notice.send',
  summary: 'Sends an issued notice, for the first time or deliberately again, by its own or a named channel.',
  role: 'approver',
  input: z.strictObject({
    number: numberOfNotice,
    channel: z.enum(CHANNELS).optional(),
    remark: reasonInput.optional(),
  }),
  async run(work, input) {
    const notice = await issuedNotice(work, input.number);
    const before = await readDeliveriesOf(work.db, notice.id);
    const waiting = before.find((delivery) => OPEN_DELIVERY_STATES.includes(delivery.state));
    if (waiting !== undefined)
      throw refusal('on_its_way', { notice: noticeNumberText(input.number), state: waiting.state });
    const customer = await readCustomerRow(work.db, notice.customerId);
    const channels = await channelsOf(work, notice, input.channel);
    const { missing } = wayOut(customer, { channels });
    const [fresh] = deliveriesFor(work, notice.id, customer, { channels });
    if (fresh === undefined || missing.length > 0) throw refusal('no_way_to_send', { missing });
    const round = Math.max(0, ...before.filter((one) => one.channel === fresh.channel).map((one) => one.round)) + 1;
    const letterVersion = await latestLetterVersion(work.db, notice.id);
    await insertDeliveries(work.db, [{ ...fresh, round, letterVersion }]);
    await work.ctx.ports.jobs?.wake(work.db, 'send', [fresh.id]);
    const after = { channel: fresh.channel, round };
    const note = { entity: 'notice', entityId: String(notice.id), after, remark: input.remark ?? null };
    return { result: { number: input.number, channel: fresh.channel, round }, audit: [note] };
  },
});

export const acceptUndelivered = command({
  name: 'notice.accept_undelivered',
  summary: 'Accepts that a notice reached nobody, so that the next level may come.',
  role: 'approver',
  input: z.strictObject({ number: numberOfNotice, reason: reasonInput }),
  async run(work, { number, reason }) {
    const notice = await issuedNotice(work, number);
    const deliveries = await readDeliveriesOf(work.db, notice.id);
    const other = deliveries.find((delivery) => !UNDELIVERED_STATES.includes(delivery.state));
    const name = noticeNumberText(number);
    if (other !== undefined) throw refusal('not_failed', { notice: name, state: other.state });
    const by = { at: work.now, name: work.ctx.actor.name, reason };
    if (!(await acceptUndeliveredRow(work.db, notice.id, by))) throw refusal('accepted_already', { notice: name });
    const note = { entity: 'notice', entityId: String(notice.id), after: { undelivered: 'accepted' }, remark: reason };
    return { result: { number }, audit: [note] };
  },
});

async function issuedNotice(work: Work, number: number): Promise<NoticeRow> {
  const notice = await readNoticeByNumber(work.db, number);
  if (notice === null) throw refusal('notice_unknown', { notice: noticeNumberText(number) });
  if (notice.state !== 'issued') throw refusal('notice_cancelled', { notice: noticeNumberText(number) });
  return notice;
}

async function channelsOf(work: Work, notice: NoticeRow, wanted: Channel | undefined): Promise<Channel[]> {
  if (wanted !== undefined) return [wanted];
  const level = notice.levelId === null ? null : await readLevel(work.db, notice.levelId);
  return level?.channels ?? [...CHANNELS];
}
