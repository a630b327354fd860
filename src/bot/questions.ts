// Keeps the questions about bank bookings as they should be: one message an import in the dunning channel, always with
// the present truth.

import { bookingQuestions, takeQuestion, viewQuestion } from '../app/chat/booking-questions.ts';
import type { ChatMessageRow, ChatSettings } from '../app/chat/messages.ts';
import { refusalOf } from './clients.ts';
import type { Bot } from './deps.ts';
import { bookingsMessage } from './messages/bookings.ts';
import { INTERVAL_MS } from './pace.ts';
import { CLOSED, hashOf, isShown, publish } from './publish.ts';
import type { Wanted } from './wanted.ts';

type Settings = ChatSettings & { channelId: string };

/** Shows what has changed; false when some have to wait. */
export function questionKeeper(bot: Bot, keeperId: string, leaseMs: number) {
  const changedAtMs = new Map<number, number>();
  const { pace = 1 } = bot.deps;
  const isTooSoon = ({ id }: ChatMessageRow): boolean =>
    performance.now() < (changedAtMs.get(id) ?? Number.NEGATIVE_INFINITY) + INTERVAL_MS.bookings * pace;

  const keep = async (seen: ChatMessageRow, settings: Settings): Promise<boolean> => {
    if (isShown(await wantedOf(bot, seen, settings), seen)) return true;
    const row = isTooSoon(seen) ? null : await takeQuestion(bot.ctx, seen.id, keeperId, leaseMs);
    if (row === null) return false;
    const wanted = await wantedOf(bot, row, settings);
    if (isShown(wanted, row)) return true;
    await show(bot, wanted, row, settings);
    changedAtMs.set(row.id, performance.now());
    return true;
  };

  return async (settings: Settings): Promise<boolean> => {
    let complete = true;
    let refused: unknown = null;
    for (const row of await bookingQuestions(bot.ctx)) {
      try {
        if (!(await keep(row, settings))) complete = false;
      } catch (error) {
        // A limit or a lost answer concerns every call; what is refused may be this question alone.
        if (refusalOf(error) === null) throw error;
        refused ??= error;
      }
    }
    if (refused !== null) throw refused;
    return complete;
  };
}

/** A question stays where it was put, also when the channel is another one by now. */
async function show(bot: Bot, wanted: Wanted, row: ChatMessageRow, settings: Settings): Promise<void> {
  const channel = row.channelId ?? settings.channelId;
  try {
    await publish(bot, wanted, row, { channel, threadTs: null });
  } catch (error) {
    const code = refusalOf(error) ?? '';
    if (channel === settings.channelId || !CLOSED.has(code)) throw error;
    // In a channel left behind it counts as shown, until it would say something else again.
    bot.deps.log('warn', 'a question stands in a channel that is closed to us', { code });
    await bot.memory.save(row.id, { contentSha256: hashOf(wanted) });
  }
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
