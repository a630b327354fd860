// One transaction on a PostgreSQL server, on a connection of its own. drizzle's `transaction` on the pool is not
// used: it leaks the connection when `begin` fails.
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { CommitUnknown, describeDbError, isConnectionLoss } from './errors.ts';
import type { Db, TxOptions } from './store.ts';
import { runTransaction } from './transaction.ts';
import type { TxScope } from './tx-scope.ts';

/** Runs `fn` in a transaction; see `Store.tx`. */
export async function transact<T>(
  pool: pg.Pool,
  scope: TxScope,
  fn: (db: Db) => Promise<T>,
  { isolation }: TxOptions = {},
): Promise<T> {
  scope.assertOutside('store.tx');
  const config = isolation === undefined ? undefined : { isolationLevel: isolation };
  const client = await pool.connect();
  let statementFailed = false;
  const outcome = await runTransaction<T>(
    async (body, onLoss) => {
      client.on('error', onLoss);
      const onFailure = (error: unknown) => {
        statementFailed = true;
        if (isConnectionLoss(error)) onLoss(error);
      };
      try {
        return await drizzle({ client: watched(client, onFailure) }).transaction(body, config);
      } finally {
        client.off('error', onLoss);
      }
    },
    async (db) => {
      const value = await scope.run(() => fn(db));
      if (statementFailed) await assertNotAborted(client);
      return value;
    },
  );
  // Destroyed unless the server confirmed commit or rollback: a connection in doubt never serves another caller.
  client.release(!(outcome.done || outcome.clean));
  if (outcome.done) return outcome.value;
  throw outcome.stage === 'commit' ? atCommit(outcome.error) : outcome.error;
}

/** The client as drizzle needs it; tells of failures that drizzle's rollback would cover with its own. */
function watched(client: pg.PoolClient, onFailure: (error: unknown) => void): pg.PoolClient {
  const query = async (...input: unknown[]): Promise<unknown> => {
    try {
      return await Reflect.apply(client.query, client, input);
    } catch (error) {
      onFailure(error);
      throw error;
    }
  };
  return { query } as Pick<pg.PoolClient, 'query'> as pg.PoolClient;
}

/**
 * Asks the server whether the transaction still stands after a failed statement whose error went no further; it does
 * if the statement was inside a savepoint. Without the question `commit` would be answered with a rollback and no
 * error, and success would be reported.
 */
async function assertNotAborted(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('select 1');
  } catch (error) {
    if (describeDbError(error).code !== '25P02') throw error;
    throw new Error('A statement of the transaction failed and its error was swallowed; nothing was committed.', {
      cause: error,
    });
  }
}

function atCommit(error: unknown): unknown {
  if (!isConnectionLoss(error)) return error;
  return new CommitUnknown(
    'The connection was lost while the transaction was being committed; whether it stands is not known. ' +
      'Read again by the unique key before repeating it.',
    { cause: error },
  );
}
