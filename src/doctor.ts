// The health of an installation: everything that runs, letters and mails need, each with its state and what to do.
// Usable before the set-up and while the database is away: what cannot be looked at then is left out.

import { existsSync } from 'node:fs';
import type { Context } from './app/context.ts';
import { bankCheck, transportCheck } from './cli/checks/business.ts';
import type { Check } from './cli/checks/check.ts';
import { databaseCheck, missingDatabaseCheck, noDatabaseCheck } from './cli/checks/database.ts';
import { calendarCheck, rateCheck } from './cli/checks/dated.ts';
import { letterCheck } from './cli/checks/letters.ts';
import { diskCheck, folderCheck, freeBytes } from './cli/checks/machine.ts';
import { organisationCheck, scheduleCheck } from './cli/checks/organisation.ts';
import type { Voice } from './cli/voice.ts';
import { wallClock } from './clock.ts';
import type { System } from './compose.ts';
import type { Config } from './config.ts';
import { type Organisation, readOrganisation } from './db/organisation.ts';

const DEFAULT_ZONE = 'Europe/Berlin';

export interface Patient {
  voice: Voice;
  config: Readonly<Config>;
  /** Opens the database; migrations are applied by it, as by everything that opens it. */
  open(): Promise<System>;
  contextOf(system: System): Context;
}

/** All checks, in the order in which their results build on each other. */
export async function examine(patient: Patient): Promise<Check[]> {
  const { voice, config } = patient;
  const folders = config.database.kind === 'embedded' ? [config.dataDir, config.outboxDir] : [config.outboxDir];
  const machine = [
    ...(await Promise.all(folders.map((folder) => folderCheck(voice, folder)))),
    diskCheck(voice, folders[0] ?? '', await freeBytes(folders[0] ?? '')),
  ];
  if (config.database.kind === 'embedded' && !existsSync(config.database.dir)) {
    return [...machine, missingDatabaseCheck(voice, config), ...(await withoutDatabase(patient))];
  }
  let system: System;
  try {
    system = await patient.open();
  } catch (error) {
    return [...machine, noDatabaseCheck(voice, error), ...(await withoutDatabase(patient))];
  }
  try {
    return [...machine, databaseCheck(voice, config), ...(await withDatabase(patient, patient.contextOf(system)))];
  } finally {
    await system.close();
  }
}

async function withDatabase(patient: Patient, ctx: Context): Promise<Check[]> {
  const { voice, config } = patient;
  const organisation = await readOrganisation(ctx.store.db);
  const today = ctx.clock.local(organisation?.timeZone ?? DEFAULT_ZONE).day;
  return [
    await organisationCheck(voice, ctx, organisation),
    await letterCheck(voice, organisation),
    ...(organisation === null ? [] : await ofOrganisation(voice, ctx, organisation)),
    rateCheck(voice, today),
    await transportCheck(voice, ctx, config.outboxDir),
  ];
}

async function ofOrganisation(voice: Voice, ctx: Context, organisation: Organisation): Promise<Check[]> {
  const { day: today } = ctx.clock.local(organisation.timeZone);
  return [
    scheduleCheck(voice, organisation),
    calendarCheck(voice, organisation.calendar, today),
    await bankCheck(voice, ctx.store.db, organisation, today),
  ];
}

async function withoutDatabase({ voice }: Patient): Promise<Check[]> {
  return [await letterCheck(voice, null), rateCheck(voice, wallClock.local(DEFAULT_ZONE).day)];
}
