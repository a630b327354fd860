// One scenario from its JSON text to its outcome, on a database in memory that is emptied in between.

import type { z } from 'zod';
import type { Context, Ports } from '../app/context.ts';
import type { InputProblem } from '../app/errors.ts';
import { problemLines, problemsOfDocument } from '../app/refusals/complaints.ts';
import type { RendererPort } from '../app/renderer-port.ts';
import { refuse } from '../cli/refusals.ts';
import { virtualClock } from '../clock.ts';
import { emptyDatabase } from '../db/empty.ts';
import type { Store } from '../db/store.ts';
import { buildWorld } from './build.ts';
import { differences, type Outcome, readOutcome } from './outcome.ts';
import { firstDay, play } from './play.ts';
import { SCENARIO, type Scenario } from './scenario.ts';

export interface Simulated {
  outcome: Outcome;
  /** Differences from the file's `expect`; empty when it has none or they agree. */
  differences: string[];
  refused: string[];
}

/** Reads a scenario file. Throws `invalid_input` with the path of every wrong field and what was expected there. */
export function readScenario(text: string): Scenario {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'not JSON';
    throw refuse('not_json', { path: null, why });
  }
  const parsed = SCENARIO.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, []));
  throw refuse('scenario_wrong', { lines: problemLines(problems) }).at(problems);
}

/** The problems of an issue; where a field may be one of several things, those of the one it comes closest to. */
function problemsOf(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): InputProblem[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union') {
    const isOther = (one: z.core.$ZodIssue) => one.code === 'invalid_type' && one.path.length === 0;
    const candidates = issue.errors.filter((issues) => !issues.some(isOther)).sort((a, b) => a.length - b.length);
    const [meant, second] = candidates;
    if (meant !== undefined && meant.length !== second?.length) return meant.flatMap((one) => problemsOf(one, path));
  }
  return problemsOfDocument({ ...issue, path });
}

/** Plays a scenario on a store that it may empty. */
export async function simulate(store: Store, scenario: Scenario): Promise<Simulated> {
  await emptyDatabase(store.db);
  const clock = virtualClock(firstDay(scenario), scenario.organisation.timeZone, '07:00');
  const ctx: Context = {
    store,
    clock,
    actor: { name: 'simulate', role: 'admin', surface: 'simulate' },
    ports: SIMULATED_PORTS,
  };
  await buildWorld(ctx, scenario);
  const played = await play(ctx, clock, scenario);
  const outcome = await readOutcome(store.db, scenario, played.stopped);
  const expected = scenario.expect;
  return {
    outcome,
    differences: expected === undefined ? [] : differences(outcome, expected),
    refused: played.refused,
  };
}

const drawsNothing = () => Promise.reject(new Error('a simulation draws nothing'));

const BLANK = {
  letter: { pdf: new Uint8Array(), pages: 0, paymentCode: { kind: 'none', reason: null }, unprintable: [] },
  email: { subject: '', text: '', html: '', inlineImages: [] },
};

const NO_RENDERER: RendererPort = {
  letter: async () => BLANK.letter,
  email: async () => BLANK.email,
  document: async () => BLANK,
  letterPng: drawsNothing,
  checkTemplate: drawsNothing,
  cancellationLetter: drawsNothing,
  cancellationEmail: drawsNothing,
  printBatch: drawsNothing,
  handover: drawsNothing,
  agingChart: drawsNothing,
  readLogo: drawsNothing,
  inspectPdf: drawsNothing,
  attachedXml: drawsNothing,
  appendOriginals: drawsNothing,
};

/** A simulation decides and issues like the real thing, but draws no letter, and nothing can leave it. */
const SIMULATED_PORTS: Ports = {
  renderer: NO_RENDERER,
  transport: {
    name: 'simulated',
    leavesMachine: false,
    channels: ['email', 'letter'],
    fingerprint: () => '',
    handOver: async (envelope) => ({ outcome: 'accepted', reference: envelope.deliveryId }),
  },
  shippedText: async () => ({ subject: '', body: '' }),
  log: () => undefined,
};
