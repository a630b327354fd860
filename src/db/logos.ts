// Pictures of the letterhead, kept under their SHA-256: a notice names the one it was made with.

import { eq } from 'drizzle-orm';
import { logos } from './schema/index.ts';
import type { Db } from './store.ts';

/** Keeps a picture; one that is there already stays as it is. */
export async function saveLogo(db: Db, row: typeof logos.$inferInsert): Promise<void> {
  await db.insert(logos).values(row).onConflictDoNothing();
}

/** The picture (PNG) of a hash; null when there is none. */
export async function readLogo(db: Db, sha256: Uint8Array): Promise<typeof logos.$inferSelect | null> {
  const [row] = await db.select().from(logos).where(eq(logos.sha256, sha256));
  return row ?? null;
}
