// Waits at start for a PostgreSQL server that is down and comes up later, and says so. After the start the pool
// reconnects by itself, call by call.
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnavailable, describeDbError } from './errors.ts';
import type { StoreLog } from './store.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Calls `attempt` until it succeeds, with growing pauses, at most `waitMs` long.
 *
 * Only what can mend itself is tried again: nobody listens, a name not known yet, the server starting or full. A wrong
 * password or a missing database ends at once. `address` names the server without user and password.
 * @throws DatabaseUnavailable
 */
export async function waitForServer<T>(
  attempt: () => Promise<T>,
  address: string,
  waitMs: number,
  log: StoreLog,
): Promise<T> {
  const startedMs = performance.now();
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      const reason = describeDbError(error).message;
      if (!mayComeUp(error)) {
        throw new DatabaseUnavailable(`The database at ${address} refuses: ${reason}. Check DATABASE_URL.`, {
          cause: error,
        });
      }
      const leftMs = waitMs - (performance.now() - startedMs);
      if (leftMs <= 0) {
        throw new DatabaseUnavailable(
          `The database at ${address} did not answer within ${Math.ceil(waitMs / 1000)} s: ${reason}. ` +
            'Check that the server runs and that DATABASE_URL names it.',
          { cause: error },
        );
      }
      const nextMs = Math.min(pauseMs, Math.ceil(leftMs));
      log('warn', 'The database does not answer yet; trying again.', { address, reason, nextMs });
      await sleep(nextMs);
    }
  }
}

/**
 * Host, port and database of a connection URL, without user and password.
 * @throws DatabaseUnavailable when it is no PostgreSQL URL; the text itself is not repeated, it may hold a password.
 */
export function addressOf(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new DatabaseUnavailable('DATABASE_URL is not of the form postgres://user:password@host:5432/database.');
  }
  const host = parsed.hostname || (parsed.searchParams.get('host') ?? 'localhost');
  return `${host}:${parsed.port || '5432'}${parsed.pathname}`;
}

function mayComeUp(error: unknown): boolean {
  const { code } = describeDbError(error);
  if (code === undefined) return error instanceof Error && /timeout|terminated/i.test(error.message);
  const network = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'];
  return network.includes(code) || code === 'ENOENT' || code === '53300' || code.startsWith('57P');
}
