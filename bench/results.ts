// bench/RESULTS.md is put together from the parts in bench/results, one per benchmark, so that each can be run alone.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PARTS = join(import.meta.dirname, 'results');

const HEAD = `# Results

Put together from \`bench/results\`, a part for each benchmark: \`npm run bench\` (with \`-- --quick\` small sizes, nothing written),
\`node bench/render.ts\`, \`node bench/slack.ts\`, \`node bench/web.ts\`, \`node bench/ingest.ts\`,
\`node bench/deliver.ts\`, \`npm run torture\`. A part whose figures were put down
from single runs says so. Ratios are between things measured in the same minutes on the same machine; absolute figures move
with its load.
`;

/** Stores the part of one benchmark (Markdown that begins with a heading of the second level) and renews the whole. */
export function writeResults(benchmark: string, part: string): void {
  mkdirSync(PARTS, { recursive: true });
  writeFileSync(join(PARTS, `${benchmark}.md`), `${part.trim()}\n`);
  const names = readdirSync(PARTS).filter((name) => name.endsWith('.md'));
  const parts = names.sort().map((name) => readFileSync(join(PARTS, name), 'utf8'));
  writeFileSync(join(import.meta.dirname, 'RESULTS.md'), [HEAD, ...parts].join('\n'));
}
