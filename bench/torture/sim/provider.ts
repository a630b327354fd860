// A provider that misbehaves: it takes a message and then stays silent, resets, answers 500 or garbage; it takes it
// late; it hangs, or refuses. What it really took is its own record, by which the outcome is judged.
import type { Receipt } from '../../../src/core/envelope.ts';
import type { TransportPort } from '../../../src/core/transport.ts';
import { randomOf } from './random.ts';
import type { Life, Scheduler } from './scheduler.ts';

/** What a call can meet, from harmless to nasty. */
export const MEETINGS = [
  'ok',
  'accept_then_silence',
  'accept_then_reset',
  'accept_then_500',
  'accept_then_garbage',
  'accept_late',
  'error_500',
  'silence',
  'busy_429',
  'quota_429',
  'invalid_422',
] as const;
export type Meeting = (typeof MEETINGS)[number];

/** `keyed`: knows a repetition for 24 hours. `blind`: like SMTP. `asked`: no key, but says what it has. */
export type ProviderKind = 'keyed' | 'blind' | 'asked';

const KEY_MS = 24 * 3_600_000;
/** Something sent long ago and not there has not arrived; before, nobody can say. */
const CERTAIN_AFTER_MS = 10 * 60_000;

export class Provider {
  /** Messages that left for the customer, by delivery. */
  readonly taken = new Map<string, number>();
  readonly #keys = new Map<string, number>();
  readonly #lastCall = new Map<string, number>();
  readonly name: string;
  readonly kind: ProviderKind;
  readonly #scheduler: Scheduler;
  readonly #forgetsKeys: boolean;

  constructor(name: string, kind: ProviderKind, scheduler: Scheduler, forgetsKeys = false) {
    this.name = name;
    this.kind = kind;
    this.#scheduler = scheduler;
    this.#forgetsKeys = forgetsKeys;
  }

  /** The port of one life; `meet` says what the next call meets, `told` hears of what it took. */
  port(life: Life, meet: () => Meeting, told: (id: string) => void): TransportPort {
    return {
      name: this.name,
      leavesMachine: true,
      channels: ['email', 'letter'],
      idempotentByKey: this.kind === 'keyed',
      fingerprint: ({ deliveryId }) => deliveryId,
      handOver: ({ deliveryId }) => this.#call(deliveryId, life, meet(), told),
      ...(this.kind === 'asked' ? { lookUp: ({ deliveryId }) => this.#lookUp(deliveryId, life) } : {}),
    };
  }

  #take(id: string): void {
    const { nowMs } = this.#scheduler;
    const until = this.#keys.get(id) ?? 0;
    if (this.kind === 'keyed' && !this.#forgetsKeys && until > nowMs) return;
    this.#keys.set(id, nowMs + KEY_MS);
    this.taken.set(id, (this.taken.get(id) ?? 0) + 1);
  }

  #call(id: string, life: Life, meeting: Meeting, told: (id: string) => void): Promise<Receipt> {
    const scheduler = this.#scheduler;
    this.#lastCall.set(id, scheduler.nowMs);
    const latency = 20 + randomOf(scheduler.nowMs).below(400);
    const take = () => {
      this.#take(id);
      told(id);
    };
    return new Promise((resolve, reject) => {
      const answer = (receipt: Receipt) => scheduler.after(latency, () => life.isAlive() && resolve(receipt));
      // What is on its way arrives, whatever becomes of the process that sent it.
      scheduler.after(meeting === 'accept_late' ? 35_000 + latency * 100 : latency, () => {
        if (meeting === 'ok' || meeting.startsWith('accept')) take();
        switch (meeting) {
          case 'ok':
            return answer({ outcome: 'accepted', reference: id });
          case 'accept_then_500':
          case 'error_500':
            return answer({ outcome: 'unknown', detail: 'HTTP 500' });
          case 'accept_then_garbage':
            return answer({ outcome: 'unknown', detail: 'unreadable' });
          case 'accept_then_reset':
            return scheduler.after(latency, () => life.isAlive() && reject(new Error('ECONNRESET')));
          case 'busy_429':
            return answer({ outcome: 'refused', permanent: false, detail: 'HTTP 429', retryAfterMs: 2_000 });
          case 'quota_429':
            return answer({ outcome: 'refused', permanent: false, detail: 'quota', concerns: 'transport' });
          case 'invalid_422':
            return answer({ outcome: 'refused', permanent: true, detail: 'HTTP 422' });
          case 'accept_then_silence':
          case 'accept_late':
          case 'silence':
            return;
        }
      });
    });
  }

  #lookUp(id: string, life: Life): Promise<Receipt> {
    const scheduler = this.#scheduler;
    return new Promise((resolve) => {
      scheduler.after(50, () => {
        if (!life.isAlive()) return;
        if (this.taken.has(id)) return resolve({ outcome: 'accepted', reference: id });
        const isCertain = scheduler.nowMs - (this.#lastCall.get(id) ?? 0) > CERTAIN_AFTER_MS;
        resolve(
          isCertain
            ? { outcome: 'refused', permanent: false, detail: 'not there' }
            : { outcome: 'unknown', detail: 'not there yet' },
        );
      });
    });
  }
}
