// bench/RESULTS.md is put together from the parts in bench/results, one per benchmark, so that each can be run alone.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PARTS = join(import.meta.dirname, 'results');

const HEAD = `# Results

Written by the benchmarks, not by hand: \`npm run bench\` (a minute, small sizes, nothing written: with \`-- --quick\`)
and \`node bench/render.ts\`.
Ratios are between things measured in the same minutes on the same machine; absolute figures move with its load.
`;

/** Stores the part of one benchmark (Markdown that begins with a heading of the second level) and renews the whole. */
export function writeResults(benchmark: string, part: string): void {
  mkdirSync(PARTS, { recursive: true });
  writeFileSync(join(PARTS, `${benchmark}.md`), `${part.trim()}\n`);
  const names = readdirSync(PARTS).filter((name) => name.endsWith('.md'));
  const parts = names.sort().map((name) => readFileSync(join(PARTS, name), 'utf8'));
  writeFileSync(join(import.meta.dirname, 'RESULTS.md'), [HEAD, ...parts].join('\n'));
}
