// A message to the chosen channel that says only that it arrived: whether the chat is set up rightly.

import { z } from 'zod';
import { readChatSettings } from '../../db/chat-settings.ts';
import { refusal } from '../errors.ts';
import { noteChanges, operation, startWork } from '../use-case.ts';

const TEXT = {
  en: 'Duly is connected: the daily digest will come to this channel.',
  de: 'Duly ist verbunden: In diesen Kanal kommt die tägliche Übersicht.',
};
const ANSWER_WITHIN_MS = 10_000;

export const postTestMessage = operation({
  name: 'chat.test_post',
  summary: 'Posts a test message to the channel of the digest.',
  role: 'admin',
  input: z.strictObject({}),
  async run(ctx): Promise<{ channel: string }> {
    const work = await startWork(ctx, ctx.store.db);
    const { channelId } = await readChatSettings(work.db);
    const { chat } = ctx.ports;
    if (chat === undefined) throw refusal('chat_not_configured');
    if (channelId === null) throw refusal('chat_has_no_channel');
    const language = work.organisation.language === 'de' ? 'de' : 'en';
    const problem = await chat.post(channelId, TEXT[language], ctx.clock.deadline(ANSWER_WITHIN_MS));
    if (problem !== null) throw refusal('chat_test_refused', { channel: channelId, detail: problem });
    await noteChanges(work, 'chat.test_post', [
      { entity: 'chat', entityId: 'settings', after: { channelId, posted: true } },
    ]);
    return { channel: channelId };
  },
});
