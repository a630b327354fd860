// What goes on while a page is open: told by events, looked for once for all who watch, ended with the server.
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { shareLook } from '../../src/web/common-look.ts';
import { serveWeb } from '../../src/web/index.ts';
import { openTestStore } from '../support/databases.ts';
import { ADMIN, createWorld, proposalOf, type World } from '../support/world.ts';
import { type OpenWeb, openWeb } from './visitor.ts';

const soon = (look: () => void) => vi.waitFor(look, { timeout: 20_000 });

describe('events', () => {
  let world: World;
  let web: OpenWeb;
  let cookie: string;

  beforeAll(async () => {
    world = await createWorld(await openTestStore());
    web = openWeb(world, { publicUrl: null });
    const { cookies } = await openWeb(world).signIn('viewer', 'Vic');
    cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  });

  /** The data of events as they come. */
  async function* eventsOf(body: ReadableStream<Uint8Array>) {
    let text = '';
    for await (const part of body.pipeThrough(new TextDecoderStream() as never) as AsyncIterable<string>) {
      text += part;
      for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
        const [, data] = /^data: (.*)$/m.exec(text.slice(0, end)) ?? [];
        text = text.slice(end + 2);
        if (data === 'stopping') return;
        if (data !== undefined) yield JSON.parse(data);
      }
    }
  }

  test('say where the day stands, and again when it changes; the end of the server ends them', async () => {
    const served = await serveWeb(web.app, { hostname: '127.0.0.1', port: 0 });
    const answer = await fetch(`${served.url}/progress`, { headers: { cookie, accept: 'text/event-stream' } });
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const events = eventsOf(answer.body as ReadableStream<Uint8Array>);
    const { value: first } = await events.next();
    expect(first).toMatchObject({ heading: '10 proposals to decide', total: 0, done: 0 });
    const proposals = [await proposalOf(world, 'RE-1004')];
    await decideProposals(world.as(ADMIN), { proposals, decision: { kind: 'approve' } });
    const { value: second } = await events.next();
    expect(second).toMatchObject({ heading: '9 proposals to decide', total: 1, done: 0 });
    expect(second.line).toContain('1 approved notice is being issued');
    expect(second.list).not.toBe(first.list);
    const started = performance.now();
    await served.close();
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(await events.next()).toMatchObject({ done: true });
    expect(web.failures).toEqual([]);
  });

  test('are for those who are signed in, and are no page to come back to', async () => {
    const stranger = web.visitor();
    const answer = await stranger.get('/progress', { 'sec-fetch-mode': 'cors' });
    expect([answer.status, answer.location]).toEqual([303, '/sign-in']);
    expect([...stranger.cookies.keys()].filter((name) => name.includes('next'))).toEqual([]);
  });
});

describe('a shared look', () => {
  test('asks once for all who watch, tells news only, and asks no more when nobody watches', async () => {
    let value = 1;
    const look = vi.fn(async () => value);
    const shared = shareLook({ look, pauseMs: () => 5, failed: () => expect.unreachable() });
    const seen: number[][] = [[], []];
    const stops = seen.map((list) => shared.watch((one) => list.push(one)));
    await soon(() => expect(look.mock.calls.length).toBeGreaterThan(3));
    value = 2;
    await soon(() =>
      expect(seen).toEqual([
        [1, 2],
        [1, 2],
      ]),
    );
    for (const stop of stops) stop();
    await sleep(20);
    const asked = look.mock.calls.length;
    await sleep(40);
    expect(look.mock.calls.length).toBe(asked);
  });

  test('tells nobody what was seen before he came', async () => {
    let value = 1;
    const waits: (() => void)[] = [];
    const look = async () => {
      const seen = value;
      await new Promise<void>((resolve) => waits.push(resolve));
      return seen;
    };
    const shared = shareLook({ look, pauseMs: () => 1, failed: () => expect.unreachable() });
    const [first, second]: number[][] = [[], []];
    const stops = [shared.watch((one) => first?.push(one))];
    await soon(() => expect(waits).toHaveLength(1));
    value = 2;
    stops.push(shared.watch((one) => second?.push(one)));
    waits[0]?.();
    await soon(() => expect(waits).toHaveLength(2));
    expect([first, second]).toEqual([[1], []]);
    waits[1]?.();
    await soon(() => expect([first, second]).toEqual([[1, 2], [2]]));
    for (const stop of stops) stop();
    waits[2]?.();
  });

  test('goes on after a look that failed', async () => {
    const failed = vi.fn();
    const look = vi.fn<() => Promise<number>>().mockRejectedValueOnce(new Error('gone')).mockResolvedValue(7);
    const shared = shareLook({ look, pauseMs: () => 5, failed, afterFailureMs: 5 });
    const seen: number[] = [];
    const stop = shared.watch((one) => seen.push(one));
    await soon(() => expect(seen).toEqual([7]));
    stop();
    expect(failed).toHaveBeenCalledOnce();
  });
});
