// Figures over the whole ledger, kept until anything is recorded. What takes too long for a page is computed beside it,
// and the page shows the last one with the time it is of.

import { readChainHead } from '../../db/audit-chain.ts';
import type { Store } from '../../db/store.ts';
import type { Instant } from '../context.ts';
import type { Work } from '../use-case.ts';

/** Null while the first one is being computed. */
export type Latest<R> = {
  value: R;
  /** Whose facts it saw. */
  at: Instant;
  /** False: something was recorded since, and it is being computed anew. */
  isCurrent: boolean;
} | null;

export interface KeptFigure<I, R> {
  /** As last computed; waits for a new one only shortly. */
  latest(work: Work, input: I): Promise<Latest<R>>;
  /** With everything that is on record now, however long that takes. */
  current(work: Work, input: I): Promise<R>;
}

interface Kept<R> {
  value: R;
  at: Instant;
  /** The last link of the record: every change of a fact adds one, in the order of the commits. */
  seen: number;
  tookMs: number;
}

interface Slot<R> {
  kept: Kept<R> | null;
  renewing: { seen: number; done: Promise<Kept<R>> } | null;
}

/** How long a page waits for a new one before it shows the last, or says that there is none yet. */
const WAIT_MS = 40;
const WAIT_FOR_FIRST_MS = 2_000;
/** What took longer is renewed at most so often that it keeps the process busy for a twentieth of the time. */
const QUICK_MS = 500;
const REST_FACTOR = 20;
/** So many inputs are kept at once; the one that was asked for first goes first. */
const KEPT_AT_MOST = 20;

/** `input` must be plain data: it is the key, together with the day. */
export function keptFigure<I, R>(compute: (work: Work, input: I) => Promise<R>): KeptFigure<I, R> {
  const slots = new WeakMap<Store, Map<string, Slot<R>>>();
  /** When the computations for pages end: one after the other, however many pages ask at once. */
  const ends = new WeakMap<Store, Promise<unknown>>();

  const slotOf = ({ ctx, today }: Work, input: I): Slot<R> => {
    const ofStore = slots.get(ctx.store) ?? new Map<string, Slot<R>>();
    slots.set(ctx.store, ofStore);
    const key = JSON.stringify([today, input]);
    const slot = ofStore.get(key) ?? { kept: null, renewing: null };
    ofStore.set(key, slot);
    const [first] = ofStore.keys();
    if (ofStore.size > KEPT_AT_MOST && first !== undefined) ofStore.delete(first);
    return slot;
  };

  /** Behind the one under way for a page, of whatever input; only the very first begins at once. */
  const inLine = (store: Store, begin: () => Promise<R>): Promise<R> => {
    const computing = (ends.get(store) ?? Promise.resolve()).then(begin);
    ends.set(
      store,
      computing.catch(() => undefined),
    );
    return computing;
  };

  const computeInto = async (work: Work, input: I, slot: Slot<R>, seen: number, waits: boolean): Promise<Kept<R>> => {
    const { store, clock } = work.ctx;
    let began = work.now;
    const begin = () => {
      began = clock.now();
      return compute(work, input);
    };
    try {
      const value = await (waits ? inLine(store, begin) : begin());
      const kept = { value, at: work.now, seen, tookMs: clock.elapsedMs(began, clock.now()) };
      if (slot.kept === null || slot.kept.seen <= seen) slot.kept = kept;
      return kept;
    } finally {
      if (slot.renewing?.seen === seen) slot.renewing = null;
    }
  };

  /** Whoever asks meanwhile waits for the same one; who needs it exact does not wait in line. */
  const renew = (work: Work, input: I, slot: Slot<R>, seen: number, waits: boolean): Promise<Kept<R>> => {
    slot.renewing = { seen, done: computeInto(work, input, slot, seen, waits) };
    return slot.renewing.done;
  };

  return {
    async latest(work, input) {
      const slot = slotOf(work, input);
      const seen = await lastSeen(work);
      const last = slot.kept;
      if (last !== null && (last.seen >= seen || rests(work, last))) return shown(last, seen);
      const renewing = slot.renewing?.done ?? renew(work, input, slot, seen, true);
      return shown(await soonOrLast(work, renewing, last), seen);
    },
    async current(work, input) {
      const slot = slotOf(work, input);
      const seen = await lastSeen(work);
      if (slot.kept !== null && slot.kept.seen >= seen) return slot.kept.value;
      const isUnderWay = slot.renewing !== null && slot.renewing.seen >= seen;
      return (await (isUnderWay && slot.renewing !== null ? slot.renewing.done : renew(work, input, slot, seen, false)))
        .value;
    },
  };
}

async function lastSeen({ db }: Work): Promise<number> {
  return (await readChainHead(db))?.seq ?? 0;
}

function shown<R>(kept: Kept<R> | null, seen: number): Latest<R> {
  return kept === null ? null : { value: kept.value, at: kept.at, isCurrent: kept.seen >= seen };
}

function rests<R>({ ctx, now }: Work, { at, tookMs }: Kept<R>): boolean {
  return tookMs > QUICK_MS && ctx.clock.elapsedMs(at, now) < tookMs * REST_FACTOR;
}

/** A renewal that fails after its page was answered is tried again with the next page. */
async function soonOrLast<R>({ ctx }: Work, renewing: Promise<Kept<R>>, last: Kept<R> | null): Promise<Kept<R> | null> {
  const late = new Promise<Kept<R> | null>((resolve) => {
    const waited = ctx.clock.deadline(last === null ? WAIT_FOR_FIRST_MS : WAIT_MS);
    waited.addEventListener('abort', () => resolve(last), { once: true });
  });
  return Promise.race([last === null ? renewing : renewing.catch(() => last), late]);
}
