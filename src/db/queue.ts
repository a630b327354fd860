// The queue on the same database: pg-boss behind the few words that the program needs. It wakes workers and tries again
// when one dies; it is at-least-once, so it never decides what is issued or sent. Its guards answer measured traps.
import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss } from 'pg-boss';
import { describeDbError } from './errors.ts';
import type { Db, Store, StoreLog } from './store.ts';

/**
 * What a worker does with some jobs: ids are all it is told, the rows behind them say the rest. Returns those that are
 * to be tried again. Once `stopping` is aborted it starts nothing else and returns what it did not come to.
 */
export type JobHandler = (ids: readonly string[], stopping: AbortSignal) => Promise<readonly string[]>;

/** How a kind of job is taken: so many at a time, by so many handlers at once in this process. */
export interface JobKindOptions {
  handle: JobHandler;
  batch: number;
  atOnce: number;
}

export interface Queue<K extends string> {
  /**
   * Wakes a worker for each id when the transaction of `db` is committed, and not before `notBefore`; an id that waits
   * already waits once.
   */
  wake(db: Db, kind: K, ids: readonly (string | number)[], notBefore?: string | null): Promise<void>;
  /** Starts taking jobs. */
  work(kinds: Readonly<Record<K, JobKindOptions>>): Promise<void>;
  /** Jobs that wait or are under way, by kind. */
  depth(): Promise<Record<K, number>>;
  /** Takes no more jobs and waits for those under way. */
  stop(): Promise<void>;
}

const SCHEMA = 'queue';

/** A killed worker's job comes back after 10 s instead of 60 (the least that pg-boss allows). */
const HEARTBEAT_S = 10;

/** One of a key waits and one is under way, so that a wake during the work is not lost. */
const SETTINGS = {
  policy: 'stately',
  heartbeatSeconds: HEARTBEAT_S,
  expireInSeconds: 900,
  retryLimit: 20,
  retryDelay: 5,
  retryBackoff: true,
  retryDelayMax: 300,
  deleteAfterSeconds: 3_600,
} as const;

/** Half a second between two looks, as long as there is not a whole batch. */
const POLL_S = 0.5;
const STOP_WITHIN_MS = 60_000;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Prepares the queues on an open database; several processes may do so at once. */
export async function openQueue<K extends string>(
  store: Store,
  { kinds, log }: { kinds: readonly K[]; log: StoreLog },
): Promise<Queue<K>> {
  const boss = new PgBoss({
    db: { executeSql: store.executeSql },
    backend: store.kind === 'server' ? 'postgres' : 'pglite',
    schema: SCHEMA,
    schedule: false,
    monitorIntervalSeconds: HEARTBEAT_S,
    superviseIntervalSeconds: HEARTBEAT_S,
    monitorVacuum: false,
  });
  boss.on('error', (error) =>
    log('warn', 'The queue met an error; it goes on.', { reason: describeDbError(error).message }),
  );
  await boss.start();
  for (const kind of kinds) {
    await boss.createQueue(kind, SETTINGS);
    // The first use of a queue reads its settings outside the caller's transaction; on PGlite that would wait for ever.
    await boss.cancel(kind, NOBODY);
  }
  const stopping = new AbortController();
  return {
    async wake(db, kind, ids, notBefore = null) {
      const later = notBefore === null ? {} : { startAfter: notBefore };
      const jobs = ids.map((id) => ({ data: { id: String(id) }, singletonKey: String(id), ...later }));
      // pg-boss wants a list of rows as one of three shapes of result; ours is another of them.
      const inTransaction = fromDrizzle(db as unknown as Parameters<typeof fromDrizzle>[0], sql);
      if (jobs.length > 0) await boss.insert(kind, jobs, { db: inTransaction });
    },
    async work(options) {
      for (const kind of kinds) {
        const { handle, batch, atOnce } = options[kind];
        const how = {
          ...{ batchSize: batch, pollingIntervalSeconds: POLL_S, burstWhenBatchFull: true },
          ...{ localConcurrency: atOnce, perJobResults: true },
        } as const;
        await boss.work<{ id: string }, unknown, typeof how>(kind, how, async (jobs) => {
          const ids = jobs.map((job) => job.data.id);
          const again = new Set(await tried(() => handle(ids, stopping.signal), ids, kind, log));
          return jobs.map(({ id, data }) => ({ id, status: again.has(data.id) ? 'failed' : 'completed' }));
        });
      }
    },
    async depth() {
      // pg-boss's own figures are up to a minute old.
      const { rows } = await store.executeSql(
        `select name, count(*)::int as jobs from ${SCHEMA}.job where name = any($1::text[])
           and state in ('created', 'retry', 'active') group by name`,
        [[...kinds]],
      );
      const found = new Map(rows.map((row) => [String(row.name), Number(row.jobs)]));
      return Object.fromEntries(kinds.map((kind) => [kind, found.get(kind) ?? 0])) as Record<K, number>;
    },
    async stop() {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: STOP_WITHIN_MS });
    },
  };
}

/** Jobs whose handler fails as a whole are all tried again later. */
async function tried(
  handle: () => Promise<readonly string[]>,
  ids: readonly string[],
  kind: string,
  log: StoreLog,
): Promise<readonly string[]> {
  try {
    return await handle();
  } catch (error) {
    log('warn', 'Jobs failed and are tried again.', { kind, jobs: ids.length, reason: describeDbError(error).message });
    return ids;
  }
}
