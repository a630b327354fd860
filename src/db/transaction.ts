// Runs one transaction and keeps the error that came first: drizzle throws that of its failed rollback instead, and
// then an idle timeout (25P03) reads as "connection error". Knows nothing of drivers.
import type { Db } from './store.ts';

type Stage = 'begin' | 'body' | 'commit';

/**
 * How a transaction ended: if not done, the first error, in which stage it came, and whether the rollback was in order
 * (`clean`), so that the connection may be used again.
 */
export type TxOutcome<T> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly error: unknown; readonly stage: Stage; readonly clean: boolean };

/**
 * Runs the body in begin and commit, as drizzle's `transaction` does. `onLoss` may be told that the connection is lost
 * before, or instead of, rejecting.
 */
export type Begin<T> = (body: (db: Db) => Promise<T>, onLoss: (error: unknown) => void) => Promise<T>;

/** Runs `fn` in the transaction that `begin` opens; never rejects, the caller first gives its connection back. */
export async function runTransaction<T>(begin: Begin<T>, fn: (db: Db) => Promise<T>): Promise<TxOutcome<T>> {
  const seen: { stage: Stage; first?: { readonly error: unknown; readonly stage: Stage } } = { stage: 'begin' };
  const remember = (error: unknown) => {
    seen.first ??= { error, stage: seen.stage };
    return seen.first;
  };
  try {
    const value = await begin(async (db) => {
      seen.stage = 'body';
      try {
        const result = await fn(db);
        seen.stage = 'commit';
        return result;
      } catch (error) {
        remember(error);
        throw error;
      }
    }, remember);
    return { done: true, value };
  } catch (error) {
    const first = remember(error);
    const clean = first.stage === 'body' && first.error === error;
    return { done: false, ...first, clean };
  }
}
