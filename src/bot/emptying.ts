// Takes what is old out of Slack, where the settings say so: messages keep their place and lose their content, files
// are deleted. Slack is no archive; what was decided is kept in the database.

import { fileDeleted, messageEmptied, oldThings } from '../app/chat/emptying.ts';
import { failureOf, refusalOf } from './clients.ts';
import type { Bot } from './deps.ts';
import { CLOSED, GONE } from './publish.ts';

/** Slack allows fifty edits a minute. */
const AT_ONCE = 20;
const BETWEEN_MS = 1_300;
const EVERY_MS = 60_000;

export interface Emptying {
  /** One round, when it is time to and none is under way. */
  round(): Promise<void>;
  /** Ends after the message that is being emptied. */
  stop(): void;
}

export function createEmptying(bot: Bot): Emptying {
  /** No round begins before; Slack may ask for a longer rest. */
  let restUntilMs = Number.NEGATIVE_INFINITY;
  let stopped = false;
  const { pace = 1 } = bot.deps;
  const pause = () => new Promise((resolve) => setTimeout(resolve, BETWEEN_MS * pace));
  return {
    stop: () => {
      stopped = true;
    },
    async round() {
      if (performance.now() < restUntilMs) return;
      rest();
      const { emptyAfterDays, channelId } = await bot.memory.settings();
      if (emptyAfterDays === null) return;
      try {
        await empty(emptyAfterDays, channelId);
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind !== 'rate_limited') throw error;
        restUntilMs = performance.now() + failure.retryAfterMs;
      }
    },
  };

  function rest(): void {
    restUntilMs = performance.now() + EVERY_MS * pace;
  }

  async function empty(emptyAfterDays: number, channelId: string | null): Promise<void> {
    const { messages, files } = await oldThings(bot.ctx, emptyAfterDays, AT_ONCE);
    const { emptied } = (await bot.publicVoice()).words.digest;
    const text = emptied(emptyAfterDays);
    for (const { id, channel, ts } of messages) {
      if (stopped) return;
      const blocks = [{ type: 'context' as const, elements: [{ type: 'mrkdwn' as const, text }] }];
      const metadata = { event_type: 'dunning_emptied', event_payload: {} };
      const emptying = bot.clients.background.chat.update({ channel, ts, text, blocks, metadata });
      await unlessGone(channel === channelId ? emptying : unlessClosed(emptying));
      await messageEmptied(bot.ctx, id);
      await pause();
      rest();
    }
    for (const file of files) {
      await unlessGone(bot.clients.background.files.delete({ file }));
      await fileDeleted(bot.ctx, file);
    }
  }

  /** In a channel left behind, closed to us, a message keeps its content; the others are emptied all the same. */
  async function unlessClosed(call: Promise<unknown>): Promise<void> {
    try {
      await call;
    } catch (error) {
      const code = refusalOf(error) ?? '';
      if (!CLOSED.has(code)) throw error;
      bot.deps.log('warn', 'a message keeps its content in a channel that is closed to us', { code });
    }
  }
}

/** What is not there any more, or may not be touched any more, needs no emptying. */
async function unlessGone(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    const code = refusalOf(error) ?? '';
    if (!GONE.has(code) && !['file_not_found', 'file_deleted', 'channel_not_found', 'cant_delete_file'].includes(code))
      throw error;
  }
}
