// Knows whether the running code is inside a transaction of its store, across awaits. Guards the mistake that waits for
// ever on PGlite (one connection) and silently leaves the transaction on a pool: using the outer handle inside `tx`.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Db } from './store.ts';

/** The guard of one store. */
export type TxScope = {
  /** Throws when called inside `run`; `what` names the refused call. */
  readonly assertOutside: (what: string) => void;
  /** Runs `fn` as the inside of a transaction. */
  readonly run: <T>(fn: () => Promise<T>) => Promise<T>;
};

/** Makes the guard of one store; two stores do not know of each other's transactions. */
export function createTxScope(): TxScope {
  // The mark is closed at the end of the transaction: work started inside it but running on afterwards is free again.
  const context = new AsyncLocalStorage<{ open: boolean }>();
  return {
    assertOutside: (what) => {
      if (context.getStore()?.open) {
        throw new Error(`${what} was used inside a transaction; use the handle given to the callback of store.tx.`);
      }
    },
    run: async (fn) => {
      const mark = { open: true };
      try {
        return await context.run(mark, fn);
      } finally {
        mark.open = false;
      }
    },
  };
}

/**
 * Takes `transaction` away from the outer handle. On a pool drizzle 0.45 leaks the connection when `begin` fails (a
 * pool of ten was dead after ten such losses); `store.tx` does not.
 */
export function withoutTransaction(db: Db): Db {
  db.transaction = () => Promise.reject(new Error('store.db.transaction is not available; use store.tx.'));
  return db;
}
