// The same bot against a Slack that nobody here wrote (the npm package emulate): posts, edits, threads and files are
// calls as Slack knows them. It knows no clicks, commands, sockets or limits; those are tested with our own double.
import { createServer } from 'node:net';
import { createEmulator } from 'emulate';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { setUpChat } from '../../src/app/chat/settings.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { startBot } from '../../src/bot/index.ts';
import type { Store } from '../../src/db/client.ts';
import { addCustomers, addInvoices, openHouse, proposalOf, run } from '../app/house.ts';
import { openTestStore } from '../support/databases.ts';

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

test('a digest is posted, edited in place, and answered in its thread', async () => {
  const emulator = await createEmulator({ service: 'slack', port: await freePort() });
  const house = await openHouse(store);
  const api = async (method: string, args: Record<string, string> = {}) => {
    const headers = { authorization: 'Bearer xoxb-test', 'content-type': 'application/x-www-form-urlencoded' };
    const response = await fetch(`${emulator.url}/api/${method}`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(args),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  const [channel] = (await api('conversations.list')).channels as { id: string }[];
  await setUpChat(house.anna, { channelId: channel?.id ?? null });
  const failures: unknown[] = [];
  const bot = await startBot({
    context: (actor) => ({ ...house.anna, actor }),
    service: { name: 'Duly', role: 'approver', surface: 'schedule' },
    slack: {
      botToken: 'xoxb-test',
      apiUrl: `${emulator.url}/api/`,
      connection: { mode: 'http', signingSecrets: ['secret'] },
    },
    consoleUrl: null,
    log: Object.assign(() => undefined, { failure: (_message: string, error: unknown) => failures.push(error) }),
    afterDecision: () => undefined,
    nextRun: async () => null,
    pace: 0.1,
    nowMs: () => Date.now(),
  });
  onTestFinished(async () => {
    await bot.stop();
    await emulator.close();
  });
  house.ports.renderer = {
    ...house.ports.renderer,
    agingChart: async () => ({ png: new Uint8Array([1]), alt: 'Aging' }),
  };
  await addCustomers(house, ['K1', 'K2']);
  await addInvoices(house, [{ number: 'A' }, { number: 'B', customer: 'K2' }]);
  await run(house);
  await bot.settle(10_000);
  const { id } = await proposalOf(house, 'A');
  await decideProposals(house.anna, { proposals: [id], decision: { kind: 'approve' } });
  await bot.settle(10_000);
  const history = (await api('conversations.history', { channel: channel?.id ?? '' })).messages as {
    ts: string;
    text: string;
    blocks?: unknown;
  }[];
  const digests = history.filter((message) => message.text.startsWith('Mahnwesen 10.03.2026'));
  expect(digests).toHaveLength(1);
  expect(digests[0]?.text).toBe('Mahnwesen 10.03.2026: 1 Mahnung zu entscheiden');
  expect(JSON.stringify(digests[0]?.blocks ?? '')).toContain('1 freigegeben');
  const { messages } = await api('conversations.replies', { channel: channel?.id ?? '', ts: digests[0]?.ts ?? '' });
  expect(JSON.stringify(messages)).toContain('Anna');
  expect(failures).toEqual([]);
});
