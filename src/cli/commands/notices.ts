// duly cancel, resend: what can still be done about an issued notice.

import { findInvoices } from '../../app/insight/find-invoices.ts';
import { cancelNotice } from '../../app/notices/cancel.ts';
import { sendNotice } from '../../app/notices/send-notice.ts';
import { noticeNumberText, parseNoticeNumber } from '../../core/notice-number.ts';
import type { Channel } from '../../core/plan.ts';
import { type Answer, EXIT, type House } from '../desk.ts';
import { refuse } from '../refusals.ts';
import { deliveryText, latestDeliveries, outboxFolder, outboxLines, sendAll } from '../sending.ts';

export async function cancel(
  house: House,
  which: string,
  { notice, invoice, reason }: { notice?: true; invoice?: true; reason?: string },
): Promise<Answer> {
  const number = invoice ? null : await noticeMeant(house, which, notice === true);
  const done = await cancelNotice(house.ctx, number === null ? { invoice: which, reason } : { number, reason });
  const name = noticeNumberText(done.number ?? 0);
  const { leavesMachine } = house.ctx.ports.transport;
  const sent = leavesMachine
    ? house.say('The customer has it already: tell them.', 'Der Kunde hat es schon: bitte Bescheid geben.')
    : house.say(
        `It was written already: remove its file from ${house.config.outboxDir}`,
        `Es liegt schon als Datei vor: bitte löschen in ${house.config.outboxDir}`,
      );
  const line = house.say(
    `Notice ${name} is cancelled: its level comes back, its charges fall away.`,
    `Schreiben ${name} ist storniert: Die Mahnstufe kommt zurück, die Gebühren entfallen.`,
  );
  return { json: { ...done, number: name }, lines: done.alreadySent ? [line, sent] : [line] };
}

/** Exit 1 when the delivery failed, or nobody knows whether it went out. */
export async function resend(
  house: House,
  text: string,
  { channel, remark }: { channel?: Channel; remark?: string },
): Promise<Answer> {
  const number = parseNoticeNumber(text);
  if (number === null) throw refuse('no_notice_number', { text });
  await sendNotice(house.ctx, { number, channel, remark });
  await sendAll(house, 1);
  const delivery = (await latestDeliveries(house, [number])).get(number) ?? null;
  const name = noticeNumberText(number);
  const failed = delivery === null || ['failed', 'unknown', 'needs_review', 'cancelled'].includes(delivery.state);
  return {
    json: { ...delivery, number: name, outbox: outboxFolder(house) },
    lines: [
      house.say(`Notice ${name}, `, `Schreiben ${name}, `) + deliveryText(house, delivery),
      ...outboxLines(house),
    ],
    exit: failed ? EXIT.failed : EXIT.fine,
  };
}

/** The number of a notice; null when it can only be that of an invoice. A number that may be both is refused. */
async function noticeMeant(house: House, text: string, certain: boolean): Promise<number | null> {
  const number = parseNoticeNumber(text);
  if (certain && number === null) throw refuse('no_notice_number', { text });
  if (certain || number === null) return number;
  const { found } = await findInvoices(house.ctx, { text, limit: 1 });
  if (found[0]?.number !== text) return number;
  throw refuse('also_an_invoice', { number: text, notice: noticeNumberText(number) });
}
