// Keeps the messages of the latest digests as they should be: the only one that posts or edits them. Looks at what
// there should be, compares it with what is shown, and changes the difference; whoever decides only asks it to look.

import { randomUUID } from 'node:crypto';
import { type DigestRow, refreshDigests, takeDigest } from '../app/chat/digest.ts';
import type { ChatMessageRow, ChatSettings } from '../app/chat/messages.ts';
import { failureOf } from './clients.ts';
import type { Bot } from './deps.ts';
import type { Homes } from './listeners/home.ts';
import { INTERVAL_MS } from './pace.ts';
import { addAgingPicture } from './pictures.ts';
import { isShown, publish, publishTo } from './publish.ts';
import { questionKeeper } from './questions.ts';
import { type Wanted, wantedMessages } from './wanted.ts';

/** How long a process keeps the right to write a digest's messages after it last did. */
const LEASE_MS = 15_000;
const FIRST_BACKOFF_MS = 1_000;
const BACKOFF_AT_MOST_MS = 60_000;

export interface Keeper {
  /** One look; changes what has to change and may change now. Returns whether something is left for later. */
  look(): Promise<boolean>;
  /** Lets go of the messages, after the last look. */
  stop(): Promise<void>;
}

export function createKeeper(bot: Bot, homes: Homes): Keeper {
  const keeperId = randomUUID();
  const keepMessages = messageKeeper(bot);
  const keepQuestions = questionKeeper(bot, keeperId, LEASE_MS);
  /** What was committed, and the minute, when everything was last as it should be. */
  let seen = '';
  let pausedUntilMs = 0;
  let failures = 0;

  const keepAll = async (): Promise<boolean> => {
    const settings = await bot.memory.settings();
    const { channelId } = settings;
    const digests = await refreshDigests(bot.ctx);
    if (channelId === null) return true;
    let complete = true;
    for (const digest of digests) {
      if (!(await takeDigest(bot.ctx, digest.id, keeperId, LEASE_MS))) complete = false;
      else if (!(await keepMessages(digest, { ...settings, channelId }))) complete = false;
    }
    // Last: a question that Slack refuses holds no digest back.
    return (await keepQuestions({ ...settings, channelId })) && complete;
  };

  const failed = async (error: unknown): Promise<void> => {
    const failure = failureOf(error);
    failures += 1;
    const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), BACKOFF_AT_MOST_MS) * (bot.deps.pace ?? 1);
    pausedUntilMs = performance.now() + (failure.kind === 'rate_limited' ? failure.retryAfterMs : backoff);
    if (failure.kind === 'rate_limited') return;
    const code = failure.kind === 'refused' ? failure.code : 'no_answer';
    bot.deps.log('warn', 'the messages in Slack are not up to date', { code });
    await bot.memory.problem(code);
  };

  return {
    stop: () => bot.memory.letGo(keeperId),
    async look() {
      if (performance.now() < pausedUntilMs) return true;
      const pulse = `${await bot.memory.pulse()} ${bot.ctx.clock.now().slice(0, 16)}`;
      if (pulse === seen) return false;
      try {
        const complete = await keepAll();
        await homes.refresh();
        if (complete) seen = pulse;
        if (failures > 0) await bot.memory.problem(null);
        failures = 0;
        return !complete;
      } catch (error) {
        await failed(error);
        return true;
      }
    },
  };
}

/** Shows the wanted messages of a digest in their order; false when some have to wait. */
function messageKeeper(bot: Bot) {
  const changedAtMs = new Map<number, number>();
  const { pace = 1 } = bot.deps;
  const isTooSoon = ({ id, kind }: ChatMessageRow): boolean =>
    performance.now() < (changedAtMs.get(id) ?? Number.NEGATIVE_INFINITY) + INTERVAL_MS[kind] * pace;

  return async (digest: DigestRow, settings: ChatSettings & { channelId: string }): Promise<boolean> => {
    const known = await bot.memory.messages(digest.id);
    const find = ({ kind, key }: Pick<Wanted, 'kind' | 'key'>) =>
      known.find((row) => row.kind === kind && row.key === key);
    // A day that nobody heard of, because Slack was away, is not told of after the next one has begun.
    if (digest.state === 'closed' && find({ kind: 'digest', key: '' })?.ts == null) return true;
    if (known.some((row) => row.emptiedAt !== null)) return true;
    let complete = true;
    let threadTs: string | null = null;
    for (const wanted of await wantedMessages(bot, digest, known, settings)) {
      const row = find(wanted) ?? (await bot.memory.want(digest.id, wanted.kind, wanted.key, wanted.subject));
      let shown = row;
      const moved = wanted.to === undefined && row.channelId !== settings.channelId;
      if (!isShown(wanted, row) || moved) {
        if (isTooSoon(row)) complete = false;
        else {
          const place = { channel: settings.channelId, threadTs };
          shown = wanted.to === undefined ? await publish(bot, wanted, row, place) : await publishTo(bot, wanted, row);
          changedAtMs.set(row.id, performance.now());
        }
      }
      if (wanted.kind === 'digest') {
        threadTs = shown.ts;
        drawPicture(bot, shown);
      }
      if (threadTs === null) return false;
    }
    return complete;
  };
}

/** Drawing and uploading take seconds; the message gets its picture when it is there. */
function drawPicture(bot: Bot, row: ChatMessageRow): void {
  if (row.fileId !== null) return;
  addAgingPicture(bot, row)
    .then(() => bot.kick())
    .catch((error: unknown) => bot.deps.log.failure('the digest has no picture', error));
}
