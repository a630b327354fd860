// One seed: a few notices, workers that crash, stall and lose their database, a provider that misbehaves, people who
// stop things; then calm for longer than any doubt may last. The code that sends is the product's own.
import type { SendDesk } from '../../../src/app/notices/desk.ts';
import { type SendTools, sendOne, sweepInterruptedAttempts } from '../../../src/app/notices/send-one.ts';
import { LEASE_MS } from '../../../src/core/sending.ts';
import { type Canary, takingSilenceForRefusal } from './canary.ts';
import { judgeRow } from './judge.ts';
import { drawMix, type Mix, type Script } from './mix.ts';
import { createModel, envelopeFor, type Model, newRow } from './model-desk.ts';
import { type Meeting, Provider, type ProviderKind } from './provider.ts';
import { type Random, randomOf } from './random.ts';
import { clockOf, type Life, Scheduler } from './scheduler.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Longer than the longest doubt (28 h) and the longest wait (1 h). */
const CALM_MS = 33 * HOUR;

export interface SeedResult {
  seed: number;
  violations: string[];
  events: number;
  /** How deliveries ended. */
  ends: Record<string, number>;
  /** Everything that happened, in order; only when asked for. */
  trace: string[];
}

export async function runSeed(seed: number, canary: Canary | null = null, withTrace = false): Promise<SeedResult> {
  const world = new World(seed, canary, withTrace);
  await world.play();
  const ends: Record<string, number> = {};
  for (const row of world.model.rows.values()) ends[row.state] = (ends[row.state] ?? 0) + 1;
  return { seed, violations: world.violations, events: world.scheduler.events, ends, trace: world.trace };
}

export async function runScript(script: Script): Promise<{ end: string; taken: number; violations: string[] }> {
  const world = new World(1, null, false, script);
  await world.play();
  const [row] = world.model.rows.values();
  return { end: row?.state ?? 'withdrawn', taken: world.taken('n0'), violations: world.violations };
}

class World {
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly model: Model;
  readonly violations: string[] = [];
  readonly trace: string[] = [];
  readonly #canary: Canary | null;
  readonly #withTrace: boolean;
  readonly #mix: Mix;
  readonly #stopped = new Set<string>();
  readonly #levels = new Map<string, number>();
  readonly #issued = new Set<string>();
  readonly #approved = new Set<string>();
  readonly #script: Script | null;
  #moments = 0;
  #calls = 0;
  #held = false;
  #calm = false;
  #provider: Provider;
  readonly #providers: Provider[] = [];
  readonly #wakers = new Set<() => void>();

  constructor(seed: number, canary: Canary | null, withTrace: boolean, script: Script | null = null) {
    const random = randomOf(seed);
    this.random = random;
    this.#canary = canary;
    this.#script = script;
    this.#withTrace = withTrace;
    this.scheduler = new Scheduler(random);
    const facts = { isStopped: (id: string) => this.#stopped.has(id), isHeld: () => this.#held };
    this.model = createModel(facts, canary);
    this.#mix = drawMix(random, script === null ? random.pick([0, 0.3, 1]) : 0);
    this.#provider = this.#newProvider(script?.provider ?? random.pick(['keyed', 'keyed', 'blind', 'asked']));
  }

  #newProvider(kind: ProviderKind): Provider {
    const provider = new Provider(`p${this.#providers.length}`, kind, this.scheduler, this.#canary === 'no_key');
    this.#providers.push(provider);
    return provider;
  }

  taken(id: string): number {
    return this.#providers.reduce((sum, provider) => sum + (provider.taken.get(id) ?? 0), 0);
  }

  async play(): Promise<void> {
    const { random, scheduler } = this;
    if (this.#script !== null) return this.#playScript(this.#script);
    const notices = 1 + random.below(3);
    for (let n = 0; n < notices; n += 1) this.#planNotice(`n${n}`);
    if (random.chance(0.1)) scheduler.after(random.below(6 * HOUR), () => this.#holdFor(random.below(3 * HOUR)));
    if (random.chance(0.05)) scheduler.after(random.below(6 * HOUR), () => this.#switchProvider());
    const workers = 1 + random.below(3);
    for (let n = 0; n < workers; n += 1) this.#live(n);
    await scheduler.run(scheduler.nowMs + random.pick([10 * MINUTE, 3 * HOUR, 30 * HOUR]));
    this.#calm = true;
    this.#held = false;
    this.#wakeAll();
    await scheduler.run(scheduler.nowMs + CALM_MS);
    this.#judge();
  }

  async #playScript({ stop }: Script): Promise<void> {
    const { scheduler } = this;
    this.#approved.add('n0');
    this.#issue('n0');
    if (stop.endsWith('before')) this.#stopFor('n0', stop === 'paused_before');
    this.#live(0);
    await scheduler.run(scheduler.nowMs + 26 * HOUR);
    this.#calm = true;
    await scheduler.run(scheduler.nowMs + CALM_MS);
    this.#judge();
  }

  /** A payment stops for good, a pause for two hours. */
  #stopFor(id: string, isPause: boolean): void {
    this.#stopped.add(id);
    this.#note(`${id} stopped`);
    if (!isPause) return;
    this.scheduler.after(2 * HOUR, () => {
      this.#stopped.delete(id);
      this.#note(`${id} goes on`);
    });
  }

  #note(text: string): void {
    if (this.#withTrace) this.trace.push(`${this.scheduler.now} ${text}`);
  }

  #violate(text: string): void {
    this.violations.push(text);
    this.#note(`VIOLATION ${text}`);
  }

  /** Approved now, issued a little later unless it is stopped before; stopped perhaps at any moment. */
  #planNotice(id: string): void {
    const { random, scheduler } = this;
    const approvedIn = random.below(HOUR);
    const issuedIn = approvedIn + random.below(10 * MINUTE);
    scheduler.after(approvedIn, () => {
      this.#approved.add(id);
      this.#note(`${id} approved`);
      if (this.#canary === 'level_on_approval') this.#levels.set(id, 1);
    });
    scheduler.after(issuedIn, () => this.#issue(id));
    if (!random.chance(this.#mix.stops)) return;
    // Before the issue, in the very moments of the hand-over, while it is in doubt, or much later.
    const span = random.pick([-5 * MINUTE, 200, 6_000, 10 * MINUTE, 26 * HOUR]);
    scheduler.after(Math.max(0, issuedIn + Math.round(random.next() * span)), () => {
      this.#stopFor(id, random.chance(0.5));
    });
  }

  #issue(id: string): void {
    if (this.#stopped.has(id)) {
      this.#note(`${id} withdrawn`);
      return;
    }
    this.#issued.add(id);
    if (this.#canary !== 'level_on_approval') this.#levels.set(id, 1);
    this.model.rows.set(id, newRow(id, this.scheduler.now));
    this.#note(`${id} issued`);
    this.#wakeAll();
  }

  #holdFor(ms: number): void {
    this.#held = true;
    this.#note('sending paused');
    this.scheduler.after(ms, () => {
      this.#held = false;
      this.#note('sending goes on');
      this.#wakeAll();
    });
  }

  #switchProvider(): void {
    this.#provider = this.#newProvider(this.random.pick(['keyed', 'blind', 'asked']));
    this.#note(`provider is now ${this.#provider.kind}`);
  }

  #wakeAll(): void {
    const waiting = [...this.#wakers];
    this.#wakers.clear();
    for (const wake of waiting) wake();
  }

  /** A worker process: works, crashes, comes back. */
  #live(worker: number): void {
    const { random, scheduler } = this;
    let alive = true;
    const life: Life = { isAlive: () => alive };
    const crash = () => {
      if (!alive) return;
      alive = false;
      this.#note(`w${worker} crashes`);
      const back = this.#script?.restartMs ?? (this.#calm ? 1_000 : random.pick([1_000, 10 * MINUTE, 25 * HOUR]));
      scheduler.after(back, () => this.#live(worker));
    };
    void this.#work(worker, life, crash);
  }

  async #work(worker: number, life: Life, crash: () => void): Promise<void> {
    const step = <T>(what: string, act: () => Promise<T> | T) => this.#step(worker, life, crash, what, act);
    const tools = this.#tools(life, step);
    for (;;) {
      try {
        await sweepInterruptedAttempts(tools, this.scheduler.now);
        const ids = await step('release and look', () => {
          this.model.releaseClaims(this.scheduler.now);
          return this.model.dueIds(this.scheduler.now);
        });
        for (const id of ids) await sendOne(tools, id);
      } catch (error) {
        if (!(error instanceof DatabaseLost)) this.#violate(`the code threw: ${String(error)}`);
      }
      await this.#rest(life);
    }
  }

  /** Until something may be due: the queue and the patrol wake at the right time, here to the minute. */
  #rest(life: Life): Promise<void> {
    const { scheduler } = this;
    const soonest = [...this.model.rows.values()]
      .filter((row) => ['approved', 'claimed', 'attempted', 'unknown'].includes(row.state))
      .map((row) => Math.max(Date.parse(row.notBefore ?? row.createdAt), Date.parse(row.leaseUntil ?? row.createdAt)));
    const due = Math.max(Math.min(...soonest), scheduler.nowMs + MINUTE);
    return new Promise((resolve) => {
      let isOver = false;
      const wake = () => {
        if (isOver) return;
        isOver = true;
        scheduler.after(this.random.below(5_000), () => life.isAlive() && resolve());
      };
      this.#wakers.add(wake);
      if (Number.isFinite(due)) scheduler.at(due, wake);
    });
  }

  /** One call of the database: takes time; may fail before or after it worked; the process may die at either moment. */
  #step<T>(worker: number, life: Life, crash: () => void, what: string, act: () => Promise<T> | T): Promise<T> {
    const { random, scheduler } = this;
    const isMoment = () => this.#script !== null && this.#moments++ === this.#script.crashAt;
    const mix = this.#calm ? { crash: 0, databaseError: 0, stall: 0 } : this.#mix;
    return new Promise((resolve, reject) => {
      const answer = (give: () => void) => {
        const stall = random.chance(mix.stall) ? this.#stallMs() : 0;
        scheduler.after(1 + random.below(20) + stall, () => life.isAlive() && give());
      };
      scheduler.after(1 + random.below(20), async () => {
        if (!life.isAlive()) return;
        if (isMoment() || random.chance(mix.crash / 2)) return crash();
        if (random.chance(mix.databaseError / 2)) return answer(() => reject(new DatabaseLost()));
        const result = await act();
        this.#note(`w${worker} ${what} -> ${JSON.stringify(result)}`);
        if (isMoment() || random.chance(mix.crash / 2)) return crash();
        if (random.chance(mix.databaseError / 2)) return answer(() => reject(new DatabaseLost()));
        answer(() => resolve(result));
      });
    });
  }

  /** Often just as long as a lease, so that the one who wakes meets the one who took over. */
  #stallMs(): number {
    return this.random.chance(0.5) ? this.random.below(20 * MINUTE) : LEASE_MS + this.random.below(8_000);
  }

  #tools(life: Life, step: <T>(what: string, act: () => Promise<T> | T) => Promise<T>): SendTools {
    const { desk } = this.model;
    const safe: SendDesk = {
      claim: (id, ...more) => step(`claim ${id}`, () => desk.claim(id, ...more)),
      envelopeOf: ({ id }) => step(`read ${id}`, () => envelopeFor(id)),
      turn: async () => 0,
      intend: (claim, what) =>
        step(`intend ${claim.id} ${claim.epoch}`, async () => {
          const answer = await desk.intend(claim, what);
          if (answer === 'intended' && this.#stopped.has(claim.id))
            this.#violate(`${claim.id} intended after its stop`);
          if (answer === 'intended' && this.#held) this.#violate(`${claim.id} intended while sending was paused`);
          return answer;
        }),
      settle: (claim, from, verdict, ...more) =>
        step(`settle ${claim.id} ${claim.epoch} ${from}>${verdict.state}`, () =>
          desk.settle(claim, from, verdict, ...more),
        ),
      interrupted: (leaseEndedBy) => step('sweep', () => desk.interrupted(leaseEndedBy)),
      rest: async () => undefined,
    };
    return {
      desk: safe,
      clock: clockOf(this.scheduler, life),
      transportFor: () => this.#port(life),
    };
  }

  #port(life: Life) {
    const port = this.#provider.port(
      life,
      () => this.#meeting(),
      (id) => this.#newsOf(id),
    );
    return this.#canary === 'unknown_as_failed' ? takingSilenceForRefusal(port) : port;
  }

  #meeting(): Meeting {
    if (this.#script !== null) return this.#scriptedMeeting(this.#script);
    const { faulty, meetings } = this.#mix;
    const meeting =
      !this.#calm && meetings.length > 0 && this.random.chance(faulty) ? this.random.pick(meetings) : 'ok';
    this.#note(`provider: ${meeting}`);
    return meeting;
  }

  #scriptedMeeting({ meeting, stop }: Script): Meeting {
    this.#calls += 1;
    if (this.#calls > 1) return 'ok';
    if (stop.endsWith('during')) this.#stopFor('n0', stop === 'paused_during');
    return meeting;
  }

  /** The provider tells later what became of it: perhaps, perhaps twice, perhaps much later. */
  #newsOf(id: string): void {
    if (this.#script !== null) return;
    const { random, scheduler } = this;
    for (let n = random.below(3); n > 0; n -= 1) {
      if (random.chance(this.#mix.newsLost)) continue;
      scheduler.after(random.below(random.pick([MINUTE, 27 * HOUR])), () => {
        const kind = random.chance(0.1) ? 'bounced' : 'delivered';
        this.#note(`news ${id} ${kind} -> ${this.model.news(id, kind)}`);
      });
    }
  }

  /** What must hold at the end, judged by the provider's record. */
  #judge(): void {
    for (const id of this.#approved) {
      const level = this.#levels.get(id) ?? 0;
      const issued = this.#issued.has(id) ? 1 : 0;
      if (level !== issued) this.#violate(`${id} is at level ${level} with ${issued} notices issued`);
    }
    for (const row of this.model.rows.values()) {
      for (const wrong of judgeRow(row, this.taken(row.id))) this.#violate(wrong);
    }
  }
}

class DatabaseLost extends Error {}
