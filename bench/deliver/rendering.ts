// Rendering alone: letter and mail of the notices that a pipeline has issued, once more and nothing else.
// `node rendering.ts SHARE OF`, configured by the environment like the pipeline: every OF-th notice.
import { asc, sql } from 'drizzle-orm';
import { openSystem, ROOT } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { notices } from '../../src/db/schema/index.ts';
import { createRenderer } from '../../src/render/index.ts';
import { whenAsked } from './task.ts';

const [share = '0', of = '1'] = process.argv.slice(2);
const { store, close } = await openSystem(readConfig(process.env));
const rows = await store.db
  .select({ notice: notices.model, texts: notices.texts })
  .from(notices)
  .where(sql`${notices.number} % ${Number(of)}::int = ${Number(share)}::int`)
  .orderBy(asc(notices.number));
const renderer = await createRenderer({ root: ROOT });
await whenAsked(async () => {
  for (const { notice, texts } of rows) await renderer.document(notice, texts, { profile: 'din5008-b' });
});
await close();
