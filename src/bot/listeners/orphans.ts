// A message may stand twice, because Slack did the work and its answer was lost, or because a backup was restored. A
// click on the copy acts on the row all the same; then the copy is replaced by a link to the message that is kept.

import { latestDigest } from '../../app/chat/digest.ts';
import type { ChatMemory } from '../../app/chat/messages.ts';
import type { Context } from '../../app/context.ts';
import { refusalOf } from '../clients.ts';
import type { Bot } from '../deps.ts';
import { DIGEST_EVENT } from '../messages/digest.ts';

type Place = { channel: string; ts: string };
type Memory = Pick<ChatMemory, 'messages'>;

/** Where the latest digest stands; null = nowhere yet. */
export async function placeOfDigest(ctx: Context, memory: Memory): Promise<Place | null> {
  const digest = await latestDigest(ctx);
  return digest === null ? null : keptPlace(memory, digest.id);
}

async function keptPlace(memory: Memory, digest: number): Promise<Place | null> {
  const kept = (await memory.messages(digest)).find((row) => row.kind === 'digest');
  return kept?.ts == null || kept.channelId === null ? null : { channel: kept.channelId, ts: kept.ts };
}

/** The digest that a message says it shows; null = it shows none. */
export function copyOf(metadata: { event_type?: string; event_payload?: object } | undefined): number | null {
  if (metadata?.event_type !== DIGEST_EVENT) return null;
  return Number((metadata.event_payload as { digest_id?: unknown } | undefined)?.digest_id ?? 0);
}

/** Replaces a copy of a digest; does nothing where the message is the kept one, or no digest at all. */
export async function retireCopy(bot: Bot, message: Place | null, digest: number | null): Promise<void> {
  if (message === null || digest === null) return;
  if ((await bot.recent.digestPlace())?.ts === message.ts) return;
  // Read anew: another process may have posted it a moment ago, and yesterday's digest is no copy of today's.
  const kept = (await keptPlace(bot.memory, digest)) ?? (await placeOfDigest(bot.ctx, bot.memory));
  if (kept === null || kept.ts === message.ts) return;
  const { background } = bot.clients;
  try {
    const { permalink } = await background.chat.getPermalink({ channel: kept.channel, message_ts: kept.ts });
    const { told } = (await bot.publicVoice()).words;
    const text = `${told.live} <${permalink}>`;
    const section = { type: 'section' as const, text: { type: 'mrkdwn' as const, text } };
    await background.chat.update({ channel: message.channel, ts: message.ts, text, blocks: [section] });
  } catch (error) {
    bot.deps.log('warn', 'a copy of a message was not retired', { code: refusalOf(error) ?? 'no_answer' });
  }
}
