// The texts a notice is made with: the level's saved text, else that of its kind, else the shipped one.

import type { Language, NoticeKind, TemplateText } from '../../core/notice.ts';
import type { Channel } from '../../core/plan.ts';
import type { NoticeTexts } from '../../db/schema/index.ts';
import { readTemplate } from '../../db/templates.ts';
import type { Work } from '../use-case.ts';

/** Which texts: those of a level, else of its kind, in a language. */
export interface TextsOf {
  levelId: number | null;
  kind: NoticeKind;
  language: Language;
}

/** Also says when the newest of the two texts was saved; null = both are shipped. */
export async function readTexts(work: Work, of: TextsOf): Promise<{ texts: NoticeTexts; savedAt: string | null }> {
  const email = await readText(work, { ...of, channel: 'email' });
  const letter = await readText(work, { ...of, channel: 'letter' });
  const saved = [email.savedAt, letter.savedAt].filter((at) => at !== null).sort();
  return { texts: { email: email.text, letter: letter.text }, savedAt: saved.at(-1) ?? null };
}

async function readText(
  work: Work,
  of: TextsOf & { channel: Channel },
): Promise<{ text: TemplateText & { source: string }; savedAt: string | null }> {
  const saved = await readTemplate(work.db, of);
  if (saved !== null) {
    const { subject, body, savedAt } = saved;
    return { text: { subject, body, source: `template ${saved.id} version ${saved.version}` }, savedAt };
  }
  const shipped = await work.ctx.ports.shippedText(of.language, of.kind, of.channel);
  return { text: { ...shipped, source: 'shipped' }, savedAt: null };
}
