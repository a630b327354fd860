// duly sending: where all sending stands, pausing it, letting it go on.

import { pauseSending, resumeSending, sendingStatus } from '../../app/notices/control.ts';
import type { Answer, House } from '../desk.ts';

export type SendingStep = 'status' | 'pause' | 'resume';

export async function sending(house: House, step: SendingStep, { reason = '' }: { reason?: string }): Promise<Answer> {
  const { ctx, say } = house;
  switch (step) {
    case 'pause':
      await pauseSending(ctx, { reason });
      break;
    case 'resume':
      await resumeSending(ctx, { reason });
      break;
    case 'status':
      break;
  }
  const status = await sendingStatus(ctx, {});
  const [hold] = status.holds;
  const underWay = Object.values(status.open).reduce((sum, count) => sum + count, 0);
  const lines = [
    hold === undefined
      ? say('Sending goes on.', 'Der Versand läuft.')
      : say(
          `Sending is on hold (${hold.startedBy}): ${hold.reason}`,
          `Versand angehalten (${hold.startedBy}): ${hold.reason}`,
        ),
    say(
      `${underWay} under way, ${status.overdue} of them for more than 30 hours; ${status.needsReview.length} need a person.`,
      `${underWay} unterwegs, davon ${status.overdue} seit mehr als 30 Stunden; ${status.needsReview.length} zu prüfen.`,
    ),
    ...status.resting.map(({ name, until, reason: why }) =>
      say(`${name} rests until ${until}: ${why}`, `${name} ruht bis ${until}: ${why}`),
    ),
  ];
  return { json: { ...status }, lines };
}
