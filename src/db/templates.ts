// Saved texts, newest version first; where none is saved the shipped text holds.

import { and, desc, eq, isNull, or } from 'drizzle-orm';
import type { Language, NoticeKind } from '../core/notice.ts';
import type { Channel } from '../core/plan.ts';
import { templates } from './schema/index.ts';
import type { Db } from './store.ts';

export type TemplateRow = typeof templates.$inferSelect;

/** The saved text for a level: its own, else the one of its kind; null when neither was ever saved. */
export async function readTemplate(
  db: Db,
  of: { levelId: number | null; kind: NoticeKind; language: Language; channel: Channel },
): Promise<TemplateRow | null> {
  const own =
    of.levelId === null ? isNull(templates.levelId) : or(isNull(templates.levelId), eq(templates.levelId, of.levelId));
  const [row] = await db
    .select()
    .from(templates)
    .where(
      and(own, eq(templates.kind, of.kind), eq(templates.language, of.language), eq(templates.channel, of.channel)),
    )
    // A level's own text comes before that of its kind: nulls last in both drivers' default for desc is first.
    .orderBy(isNull(templates.levelId), desc(templates.version))
    .limit(1);
  return row ?? null;
}

type TextOf = Pick<TemplateRow, 'levelId' | 'kind' | 'language' | 'channel'>;

/** All versions of exactly this text (a level's own, or that of a kind), the newest first. */
export async function readTemplateVersions(db: Db, of: TextOf): Promise<TemplateRow[]> {
  return db
    .select()
    .from(templates)
    .where(
      and(
        of.levelId === null ? isNull(templates.levelId) : eq(templates.levelId, of.levelId),
        eq(templates.kind, of.kind),
        eq(templates.language, of.language),
        eq(templates.channel, of.channel),
      ),
    )
    .orderBy(desc(templates.version));
}

/** The newest version of every text that was ever saved. */
export async function readLatestTemplates(db: Db): Promise<TemplateRow[]> {
  return db
    .selectDistinctOn([templates.levelId, templates.kind, templates.language, templates.channel])
    .from(templates)
    .orderBy(templates.levelId, templates.kind, templates.language, templates.channel, desc(templates.version));
}

export async function insertTemplate(db: Db, row: typeof templates.$inferInsert): Promise<number> {
  const [inserted] = await db.insert(templates).values(row).returning({ id: templates.id });
  if (inserted === undefined) throw new Error('a text was not stored');
  return inserted.id;
}
