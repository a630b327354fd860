// The queue on the product's own database: wakes with the commit, not without it, never waits for itself, and brings
// back what a worker dropped.
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../src/db/client.ts';
import { openQueue, type Queue } from '../../src/db/queue.ts';
import { openTestStore } from '../support/databases.ts';

const KINDS = ['issue', 'send'] as const;
type Kind = (typeof KINDS)[number];

let store: Store;
let queue: Queue<Kind>;
const seen: string[] = [];

beforeAll(async () => {
  store = await openTestStore();
  queue = await openQueue<Kind>(store, { kinds: KINDS, log: () => undefined });
  return () => queue.stop();
});

afterEach(() => {
  seen.length = 0;
});

const until = async (count: number) => {
  for (let n = 0; n < 600 && seen.length < count; n += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  return [...seen].sort();
};

describe('a job', () => {
  test('comes with the commit, once however often it is asked for, and not at all with a rollback', async () => {
    await store.tx((db) => queue.wake(db, 'send', ['a', 'b']));
    await store.tx((db) => queue.wake(db, 'send', ['a']));
    await expect(
      store.tx(async (db) => {
        await queue.wake(db, 'send', ['never']);
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    expect(await queue.depth()).toEqual({ issue: 0, send: 2 });
    let fails = 1;
    const wasRefused = new Set<string>();
    await queue.work({
      issue: {
        handle: async (ids) => {
          seen.push(...ids);
          if (fails-- > 0) throw new Error('again');
          return [];
        },
        batch: 20,
        atOnce: 1,
      },
      send: {
        handle: async (ids) => {
          seen.push(...ids);
          // One of a batch is tried again, its neighbours are not.
          return ids.filter((id) => id === 'once more' && !wasRefused.has(id) && wasRefused.add(id));
        },
        batch: 20,
        atOnce: 2,
      },
    });
    expect(await until(2)).toEqual(['a', 'b']);
  });

  test('that is asked for while it is under way comes once more, and one that fails is tried again', async () => {
    await store.tx((db) => queue.wake(db, 'send', ['c']));
    await until(1);
    await store.tx((db) => queue.wake(db, 'send', ['c']));
    await store.tx((db) => queue.wake(db, 'issue', [7]));
    await store.tx((db) => queue.wake(db, 'send', ['once more', 'd']));
    expect(await until(7)).toEqual(['7', '7', 'c', 'c', 'd', 'once more', 'once more']);
  }, 40_000);
});
