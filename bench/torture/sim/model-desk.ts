// The desk of sending on rows in memory: what src/db does in SQL, in the same steps. A test plays random steps on both
// and compares every row (test/races/model-desk.test.ts).
import type { Claim, SendDesk } from '../../../src/app/notices/desk.ts';
import { changeOf } from '../../../src/app/notices/sql-desk.ts';
import { assertDeliveryMayBecome, type DeliveryState } from '../../../src/core/delivery.ts';
import type { Envelope, NewsKind } from '../../../src/core/envelope.ts';
import { afterNews } from '../../../src/core/sending.ts';
import type { Canary } from './canary.ts';

export interface ModelRow {
  id: string;
  state: DeliveryState;
  epoch: number;
  leaseUntil: string | null;
  notBefore: string | null;
  attempts: number;
  transport: string | null;
  payloadSha256: string | null;
  doubtSince: string | null;
  createdAt: string;
  reference: string | null;
  /** Intents in their order, with what came of each. */
  intents: { epoch: number; at: string; outcome: 'accepted' | 'refused' | 'unknown' | null }[];
}

/** Facts outside the deliveries that stop one, now. */
export interface ModelFacts {
  isStopped(id: string): boolean;
  isHeld(): boolean;
}

export interface Model {
  rows: Map<string, ModelRow>;
  desk: Omit<SendDesk, 'envelopeOf' | 'turn' | 'rest'>;
  dueIds(now: string): string[];
  releaseClaims(leaseEndedBy: string): void;
  news(id: string, kind: NewsKind): DeliveryState | null;
}

const CLOCK = { clock: { after: (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString() } };

export function newRow(id: string, createdAt: string): ModelRow {
  return {
    ...{ id, createdAt, state: 'approved', epoch: 0, attempts: 0, intents: [] },
    ...{ leaseUntil: null, notBefore: null, transport: null, payloadSha256: null, doubtSince: null, reference: null },
  };
}

export function createModel(facts: ModelFacts, canary: Canary | null = null): Model {
  const rows = new Map<string, ModelRow>();
  const isOurs = (row: ModelRow | undefined, claim: Claim, state: DeliveryState): row is ModelRow =>
    row !== undefined && (canary === 'no_fencing' ? isOpen(row) : row.epoch === claim.epoch && row.state === state);
  const move = (row: ModelRow, to: DeliveryState) => {
    if (to !== row.state && canary !== 'no_fencing') assertDeliveryMayBecome(row.state, to);
    row.state = to;
  };
  return {
    rows,
    dueIds: (now) => [...rows.values()].filter((row) => isDue(row, now)).map((row) => row.id),
    releaseClaims(leaseEndedBy) {
      for (const row of rows.values()) {
        if (row.leaseUntil === null || row.leaseUntil > leaseEndedBy) continue;
        if (row.state === 'claimed') move(row, 'approved');
        if (row.state === 'approved' || row.state === 'unknown') row.leaseUntil = null;
      }
    },
    news(id, kind) {
      const row = rows.get(id);
      if (row === undefined || row.attempts === 0) return null;
      const to = afterNews(row.state, kind);
      if (to === null) return null;
      move(row, to);
      Object.assign(row, { leaseUntil: null, notBefore: null, doubtSince: null });
      return to;
    },
    desk: {
      async claim(id, now, leaseUntil) {
        const row = rows.get(id);
        if (row === undefined || !isDue(row, now)) return null;
        if (row.state !== 'unknown') move(row, 'claimed');
        row.epoch += 1;
        row.leaseUntil = leaseUntil;
        return toClaim(row);
      },
      async intend(claim, { payloadSha256, transport, now }) {
        const row = rows.get(claim.id);
        const hasLease = row?.leaseUntil != null && row.leaseUntil > now;
        if (!isOurs(row, claim, claim.state) || (canary !== 'no_fencing' && !hasLease)) return 'lost';
        if (canary !== 'no_check' && facts.isStopped(row.id)) return 'stopped';
        if (row.payloadSha256 !== null && row.payloadSha256 !== payloadSha256) return 'differs';
        if (facts.isHeld()) return 'held';
        move(row, 'attempted');
        Object.assign(row, { attempts: row.attempts + 1, transport: transport.name, payloadSha256 });
        row.intents.push({ epoch: claim.epoch, at: now, outcome: null });
        return 'intended';
      },
      async settle(claim, from, verdict, evidence, now) {
        const row = rows.get(claim.id);
        const intent = row?.intents.find((one) => one.epoch === claim.epoch);
        if (intent !== undefined && evidence.attempt !== null) intent.outcome = evidence.attempt.outcome;
        if (!isOurs(row, claim, from)) return false;
        const change = changeOf(CLOCK, claim, { verdict, evidence, now });
        move(row, change.state);
        row.leaseUntil = null;
        row.notBefore = change.notBefore ?? null;
        row.doubtSince = change.doubtSince ?? null;
        row.reference = change.transportReference ?? row.reference;
        return true;
      },
      async interrupted(leaseEndedBy) {
        const found = [...rows.values()].filter(
          ({ state, leaseUntil }) => state === 'attempted' && leaseUntil !== null && leaseUntil <= leaseEndedBy,
        );
        return found.map((row) => ({ claim: toClaim(row), intendedAt: row.intents.at(-1)?.at ?? row.createdAt }));
      },
    },
  };
}

const isOver = (instant: string | null, now: string) => instant === null || instant <= now;
const isDue = (row: ModelRow, now: string) =>
  ['approved', 'claimed', 'unknown'].includes(row.state) && isOver(row.notBefore, now) && isOver(row.leaseUntil, now);
const isOpen = (row: ModelRow) => ['approved', 'claimed', 'attempted', 'unknown'].includes(row.state);

function toClaim(row: ModelRow): Claim {
  const { id, epoch, attempts, createdAt, doubtSince, transport } = row;
  const state = row.state === 'unknown' ? 'unknown' : 'claimed';
  return { id, epoch, noticeId: 0, channel: 'email', state, attempts, createdAt, doubtSince, transport };
}

/** What is handed over: the simulation looks at keys, not at words. */
export function envelopeFor(id: string): Envelope {
  return {
    ...{ deliveryId: id, noticeNumber: id, channel: 'email', replyTo: null, to: [], cc: [], subject: '', text: '' },
    ...{ from: { name: '', address: '' }, html: '', inlineImages: [], attachments: [], date: '' },
  };
}
