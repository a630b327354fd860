// Files that are imported in the background: who asked, how far it has come, what came of it. Gone with their file.

import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { Actor } from '../../core/actor.ts';
import {
  IMPORT_JOB_STATES,
  IMPORT_PHASES,
  IMPORT_STEPS,
  type ImportJobState,
  type ImportPhase,
  type ImportStep,
} from '../../core/import-job.ts';
import { instant, oneOf } from './columns.ts';
import { stagedFiles } from './invoices.ts';

export const importJobs = pgTable(
  'import_jobs',
  {
    fileId: text('file_id')
      .primaryKey()
      .references(() => stagedFiles.id, { onDelete: 'cascade' }),
    step: text('step').$type<ImportStep>().notNull(),
    state: text('state').$type<ImportJobState>().notNull(),
    phase: text('phase').$type<ImportPhase>().notNull(),
    rows: integer('rows').notNull().default(0),
    totalRows: integer('total_rows'),
    /** In whose name it is done. */
    actor: jsonb('actor').$type<Actor>().notNull(),
    /** How often it was started; also tells one that was started again from the one before. */
    tries: integer('tries').notNull().default(0),
    /** When whoever works on it last said so. */
    beatAt: instant('beat_at'),
    /** Of one that is done: the report of the import. */
    report: jsonb('report'),
    /** Of one that was refused: its sentence in every language, and the places in the file. */
    refusal: jsonb('refusal'),
    askedAt: instant('asked_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    index('import_jobs_open').on(table.askedAt).where(sql`state in ('waiting', 'running')`),
    check('import_jobs_step', sql`${table.step} in (${sql.raw(oneOf(IMPORT_STEPS))})`),
    check('import_jobs_state', sql`${table.state} in (${sql.raw(oneOf(IMPORT_JOB_STATES))})`),
    check('import_jobs_phase', sql`${table.phase} in (${sql.raw(oneOf(IMPORT_PHASES))})`),
  ],
);
