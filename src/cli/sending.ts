// Sending from the command line, and saying truthfully what became of it.

import { noticeDeliveries } from '../app/insight/notice-deliveries.ts';
import { type SendSummary, sendDue } from '../app/notices/send.ts';
import { boot } from '../boot.ts';
import type { LatestDelivery } from '../db/notice-deliveries.ts';
import type { House } from './desk.ts';
import type { Progress } from './progress.ts';

const SENT_AT_ONCE = 20;
const ASKED_AT_ONCE = 1_000;

/** Hands over everything that may leave now, a few at a time so that progress shows; about `expected` of them. */
export async function sendAll(house: House, expected: number): Promise<SendSummary> {
  const progress = house.progress(house.say('deliveries handed over', 'Zustellungen übergeben'), expected);
  try {
    // A command that sends is as careful as the service: a restored database starts on hold here, too.
    await boot(house.ctx, house.config.dataDir);
    return await sendRounds(house, progress);
  } finally {
    progress.end();
  }
}

async function sendRounds(house: House, progress: Progress): Promise<SendSummary> {
  const total: SendSummary = {
    ...{ sent: 0, cancelled: 0, failed: 0, unknown: 0, needs_review: 0, waiting: 0, onHold: false },
    leftMachine: house.ctx.ports.transport.leavesMachine,
  };
  for (;;) {
    const round = await sendDue(house.ctx, { limit: SENT_AT_ONCE });
    const { sent, cancelled, failed, unknown, needs_review, waiting } = round;
    total.sent += sent;
    total.cancelled += cancelled;
    total.failed += failed;
    total.unknown += unknown;
    total.needs_review += needs_review;
    total.waiting += waiting;
    total.onHold ||= round.onHold;
    const tried = sent + cancelled + failed + unknown + needs_review + waiting;
    // Deliveries that wait for their window are not offered again in this moment, so the rounds come to an end.
    if (tried === 0) return total;
    progress.step(tried);
  }
}

/** The latest delivery of notices, by their numbers. */
export async function latestDeliveries(
  house: House,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, LatestDelivery>> {
  const rows: LatestDelivery[] = [];
  for (let at = 0; at < numbers.length; at += ASKED_AT_ONCE) {
    rows.push(...(await noticeDeliveries(house.ctx, { numbers: numbers.slice(at, at + ASKED_AT_ONCE) })));
  }
  return new Map(rows.map((row) => [row.number, row]));
}

/** E.g. "e-mail: in the outbox folder", "letter: failed (The customer has no postal address.)". */
export function deliveryText(house: House, delivery: LatestDelivery | null): string {
  if (delivery === null) return house.words.today.notSent;
  const { deliveryStates, inOutbox } = house.words;
  const written = delivery.state === 'sent' && !house.ctx.ports.transport.leavesMachine;
  const state = written ? inOutbox : deliveryStates[delivery.state];
  const channel = { email: house.say('e-mail', 'E-Mail'), letter: house.say('letter', 'Brief') }[delivery.channel];
  return `${channel}: ${state}${delivery.reason === null ? '' : ` (${delivery.reason})`}`;
}

/** What a round of sending did, e.g. "3 handed over, 0 waiting, 0 failed, 0 unclear". */
export function sendingText({ say }: House, summary: SendSummary): string {
  const { sent, waiting, failed } = summary;
  const unknown = summary.unknown + summary.needs_review;
  if (summary.onHold) return say('sending is on hold, nothing was handed over', 'Versand angehalten, nichts übergeben');
  return say(
    `${sent} handed over, ${waiting} waiting, ${failed} failed, ${unknown} unclear`,
    `${sent} übergeben, ${waiting} warten, ${failed} gescheitert, ${unknown} unklar`,
  );
}

/** What must be said while no provider is set up; none when notices really leave. */
export function outboxLines(house: House): string[] {
  if (house.ctx.ports.transport.leavesMachine) return [];
  const folder = house.config.outboxDir;
  return [
    house.say(
      `Nothing left this machine: no mail provider is set up. Mails and letters are files in ${folder}`,
      `Nichts hat diesen Rechner verlassen: kein Mailanbieter eingerichtet. Mails und Briefe liegen in ${folder}`,
    ),
  ];
}

/** The folder that took the notices; null when they really left. */
export function outboxFolder(house: House): string | null {
  return house.ctx.ports.transport.leavesMachine ? null : house.config.outboxDir;
}
