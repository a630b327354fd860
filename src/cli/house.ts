// Opens the configured database for one command, and closes it whatever happens.

import { existsSync } from 'node:fs';
import { actingFrom, personBehind } from '../app/people/identity.ts';
import type { System } from '../compose.ts';
import { type Config, readConfig } from '../config.ts';
import type { Actor } from '../core/actor.ts';
import { readOrganisation } from '../db/organisation.ts';
import type { Desk, House } from './desk.ts';
import { refuse } from './refusals.ts';
import { createVoice } from './voice.ts';

/** How long a person waits for a server that is down, unless the environment says otherwise. */
const WAIT_MS = 10_000;

/** Runs `work` with the organisation's database. Throws `unavailable` when there is no organisation yet. */
export async function inHouse(desk: Desk, work: (house: House) => Promise<void>): Promise<void> {
  const config = commandConfig(desk);
  refuseMissingFolder(config);
  await inSystem(desk, config, async (system) => {
    const organisation = await readOrganisation(system.store.db);
    if (organisation === null) throw refuse('no_organisation', { place: placeOf(config) });
    const ctx = system.as(await actorFor(desk, system));
    await work({ ...desk, ...createVoice(desk.language, organisation), config, ctx, organisation });
  });
}

/** Runs `work` on the open database, set up or not. */
export async function inSystem<T>(
  desk: Desk,
  config: Readonly<Config>,
  work: (system: System) => Promise<T>,
): Promise<T> {
  const system = await desk.around.openSystem(config);
  try {
    return await work(system);
  } finally {
    await system.close();
  }
}

/** The configuration as a command uses it: log lines only when asked for, a shorter wait for the database. */
export function commandConfig(desk: Desk): Readonly<Config> {
  const config = readConfig(desk.around.env);
  const logLevel = desk.around.env.DULY_LOG_LEVEL ? config.logLevel : ('silent' as const);
  const { database } = config;
  return { ...config, logLevel, database: database.kind === 'server' ? { waitMs: WAIT_MS, ...database } : database };
}

/** Whoever may use the shell and the database may do everything here; the audit trail names the person. */
export function actorOf(desk: Desk): Actor {
  return { name: desk.around.userName, role: 'admin', surface: 'cli' };
}

/**
 * The person on the list whom DULY_PERSON names by e-mail address, with that person's role: needed where two people
 * must approve. Without it, whoever sits at the machine.
 */
async function actorFor(desk: Desk, system: System): Promise<Actor> {
  const actor = actorOf(desk);
  const email = desk.around.env.DULY_PERSON;
  if (email === undefined || email === '') return actor;
  const person = await personBehind(system.as(actor), { email });
  if (person !== null) return actingFrom('cli', person);
  throw refuse('person_of_environment_unknown', { email });
}

function placeOf(config: Readonly<Config>): string {
  return config.database.kind === 'embedded' ? config.database.dir : 'DATABASE_URL';
}

/** A question asked in the wrong folder must not leave an empty database behind. */
function refuseMissingFolder(config: Readonly<Config>): void {
  if (config.database.kind === 'embedded' && !existsSync(config.database.dir))
    throw refuse('no_organisation', { place: placeOf(config) });
}
