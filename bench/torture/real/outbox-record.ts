// The outbox folder read as a record: which notice lies there under which delivery, whole or half.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `lines` as a provider would have written them, one for each whole file. */
export function readOutbox(folder: string): { lines: string[]; half: number } {
  const lines: string[] = [];
  let half = 0;
  for (const name of readdirSync(folder).filter((one) => /\.(eml|part)$/.test(one))) {
    const text = readFileSync(join(folder, name), 'latin1');
    const notice = /^X-Duly-Notice:\s*(\S+)/im.exec(text)?.[1];
    const delivery = /^Message-ID:\s*<([0-9a-f-]{36})@/im.exec(text)?.[1];
    // The boundary of the outermost part closes a mail; what was cut off has none.
    const boundary = /boundary="([^"]+)"/.exec(text)?.[1] ?? '';
    const isWhole = name.endsWith('.eml') && boundary !== '' && text.trimEnd().endsWith(`--${boundary}--`);
    if (isWhole) lines.push(`taken ${notice} ${delivery}`);
    else half += 1;
  }
  return { lines, half };
}
