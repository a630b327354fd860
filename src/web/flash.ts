// The note that one page leaves for the next ("3 notices approved"), carried in a cookie and shown once. It holds
// numbers, not names: what they stand for is read again when it is shown.

import { z } from 'zod';
import { WITHHELD_REASONS } from '../core/four-eyes.ts';
import type { Jar } from './auth/cookies.ts';
import type { Request } from './web.ts';

export const DECISION_KINDS = ['approve', 'skip', 'snooze', 'skip_level', 'pause', 'exclude'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

const PLAN_DONE = [
  'planSaved',
  'planPaused',
  'planResumed',
  'planRemoved',
  'levelOn',
  'levelOff',
  'dunningStopped',
  'dunningResumed',
] as const;

/** What was done on the pages of the ledger; the words are in parts/done.ts. */
const DONE = [
  'proposedByHand',
  'nothingTicked',
  'customerSaved',
  'customerUnchanged',
  'customerExcluded',
  'customerIncluded',
  'invoicePaused',
  'invoiceResumed',
  'dunningSuspended',
  'dunningResumed',
  'disputeSettled',
  'promiseEnded',
  'originalKept',
  'imported',
  'importUndone',
  'bankNoted',
  'posted',
  'deliveryHandled',
  'letterRecalled',
  'letterTooLate',
  'sendingPaused',
  'sendingResumed',
] as const;
export type Done = (typeof DONE)[number];

/** As many ids as fit into a cookie; counts are always whole. */
const IDS_AT_MOST = 100;

const ids = z.array(z.int().positive()).max(IDS_AT_MOST);
const count = z.int().min(0);

/** Of an approval where two people are needed: now approved once, and left as they were. */
const fourEyes = { waiting: count.default(0), withheld: z.enum(WITHHELD_REASONS).nullable().default(null) };

const SAID = [
  'nothingTicked',
  'takenBack',
  'signedOut',
  'sessionsEnded',
  'passwordSet',
  'languageSet',
  'doneBefore',
  'shownBefore',
] as const;

const FLASH = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('decided'),
    decision: z.enum(DECISION_KINDS),
    count,
    decided: ids,
    before: ids,
    ...fourEyes,
  }),
  z.strictObject({ kind: z.literal('said'), what: z.enum(SAID) }),
  z.strictObject({
    kind: z.literal('invoice'),
    done: z.enum(['paused', 'resumed', 'disputed', 'settled', 'promised', 'booked']),
    withdrawn: count,
  }),
  z.strictObject({
    kind: z.literal('done'),
    done: z.enum(DONE),
    count: count.default(0),
    /** The form that takes it back; one of our own paths. */
    undo: z
      .strictObject({
        path: z.string().regex(/^\/(customers|invoices|exclusions|imports)\/[^\\]*$/),
        fields: z.record(z.string().max(20), z.string().max(500)),
      })
      .nullable()
      .default(null),
  }),
  z.strictObject({ kind: z.literal('plan'), done: z.enum(PLAN_DONE) }),
  z.strictObject({
    kind: z.literal('settings'),
    done: z.enum([
      'saved',
      'personAdded',
      'personChanged',
      'tokenRevoked',
      'mailSent',
      'passwordSet',
      'chatTested',
      'logoSaved',
      'logoRemoved',
    ]),
  }),
  z.strictObject({ kind: z.literal('wrongFile'), text: z.string().max(1_000) }),
  z.strictObject({ kind: z.literal('text'), done: z.enum(['savedNow', 'restored']), version: count }),
]);
export type Flash = z.output<typeof FLASH>;
type KeptFlash = z.input<typeof FLASH>;

export function keepFlash(c: Request, jar: Jar, flash: KeptFlash): void {
  const cut =
    flash.kind === 'decided'
      ? { ...flash, decided: flash.decided.slice(0, IDS_AT_MOST), before: flash.before.slice(0, IDS_AT_MOST) }
      : flash;
  jar.keep(c, 'flash', Buffer.from(JSON.stringify(cut)).toString('base64url'));
}

/** The note left for this page, once; null when there is none, or somebody wrote nonsense into the cookie. */
export function takeFlash(c: Request, jar: Jar): Flash | null {
  const text = jar.take(c, 'flash');
  if (text === null) return null;
  try {
    return FLASH.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}
