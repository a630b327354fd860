// Keeps the questions about bank bookings as they should be: one message an import in the dunning channel, always with
// the present truth.

import { bookingQuestions, takeQuestion, viewQuestion } from '../app/chat/booking-questions.ts';
import type { ChatMessageRow, ChatSettings } from '../app/chat/messages.ts';
import type { Bot } from './deps.ts';
import { bookingsMessage } from './messages/bookings.ts';
import { INTERVAL_MS } from './pace.ts';
import { isShown, publish } from './publish.ts';
import type { Wanted } from './wanted.ts';

/** Shows what has changed; false when some have to wait. */
export function questionKeeper(bot: Bot, keeperId: string, leaseMs: number) {
  const changedAtMs = new Map<number, number>();
  const { pace = 1 } = bot.deps;
  const isTooSoon = ({ id }: ChatMessageRow): boolean =>
    performance.now() < (changedAtMs.get(id) ?? Number.NEGATIVE_INFINITY) + INTERVAL_MS.bookings * pace;

  return async (settings: ChatSettings & { channelId: string }): Promise<boolean> => {
    let complete = true;
    for (const row of await bookingQuestions(bot.ctx)) {
      const wanted = await wantedOf(bot, row, settings);
      if (isShown(wanted, row)) continue;
      if (isTooSoon(row) || !(await takeQuestion(bot.ctx, row.id, keeperId, leaseMs))) {
        complete = false;
        continue;
      }
      // A question stays where it was put, also when the channel is another one by now.
      await publish(bot, wanted, row, { channel: row.channelId ?? settings.channelId, threadTs: null });
      changedAtMs.set(row.id, performance.now());
    }
    return complete;
  };
}

async function wantedOf(bot: Bot, row: ChatMessageRow, shown: ChatSettings): Promise<Wanted> {
  const voice = await bot.publicVoice();
  const question = await viewQuestion(bot.ctx, row);
  const around = { shown, consoleUrl: bot.deps.consoleUrl };
  return {
    kind: row.kind,
    key: row.key,
    render: (revision) => bookingsMessage(question, around, voice, revision),
  };
}
