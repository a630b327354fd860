// Measures the documents: `node bench/render.ts`, some five minutes; `--peers` compares ready-made engines too (they
// are downloaded into the temp directory); `--quick` in half a minute, at sizes that show whether it still works.
import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { paymentCodeOf } from '../src/render/codes/payment-code.ts';
import type { Page } from '../src/render/flow/display.ts';
import { FontLibrary } from '../src/render/fonts/library.ts';
import { createRenderer, shippedText } from '../src/render/index.ts';
import { layoutLetter } from '../src/render/letter/letter.ts';
import { composeText } from '../src/render/text/compose.ts';
import { ROOT } from '../test/render/support/notices.ts';
import { AGING } from '../test/render/support/pictures.ts';
import { benchNotice } from './render/letters.ts';
import { inTurns, type Timing, type Work } from './render/measure.ts';
import { peerWork, startPeers } from './render/peers.ts';
import { rawPdf } from './render/raw.ts';
import { writeResults } from './results.ts';

const { quick, peers: wantsPeers } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, peers: { type: 'boolean', default: false } },
}).values;

const ROUNDS = quick ? 2 : 7;
const LISTS = quick ? 20 : 300;
const fonts = new FontLibrary(ROOT);
const renderer = await createRenderer({ root: ROOT });
const text = shippedText(ROOT, 'de', 'notice', 'letter');

interface LetterRow {
  count: number;
  pages: number;
  kilobytes: number;
  raw: Timing;
  own: Timing;
}

function pagesOf(count: number, serial: number): Page[] {
  const of = benchNotice(count, serial);
  return layoutLetter(fonts, of, composeText(of, text), paymentCodeOf(of)).list.pages;
}

async function measureLetters(count: number, times: number): Promise<LetterRow> {
  const finished = Array.from({ length: LISTS }, (_, serial) => pagesOf(count, serial));
  const raw: Work = (serial) => rawPdf(fonts, finished[serial % LISTS] ?? []);
  const own: Work = (serial) => renderer.letter(benchNotice(count, serial), text);
  const [rawTiming, ownTiming] = await inTurns([raw, own], ROUNDS, times);
  if (!rawTiming || !ownTiming) throw new Error('Nothing was measured.');
  const { pdf, pages } = await renderer.letter(benchNotice(count, 1), text);
  return { count, pages, kilobytes: pdf.length / 1024, raw: rawTiming, own: ownTiming };
}

async function measurePeers(): Promise<string[]> {
  const rows: string[] = [];
  for (const peer of await startPeers()) {
    for (const [count, times] of [
      [5, 8],
      [60, 4],
    ] as const) {
      const own: Work = (serial) => renderer.letter(benchNotice(count, serial), text);
      const bytes = await peer.render(benchNotice(count, 0));
      const [theirs, ours] = await inTurns(
        [peerWork(peer, (serial) => benchNotice(count, serial)), own],
        quick ? 1 : 3,
        times,
      );
      if (!theirs || !ours) continue;
      const factor = (theirs.wallMs / ours.wallMs).toFixed(0);
      rows.push(
        `| ${peer.name} | ${count} | ${theirs.wallMs.toFixed(0)} | ${ours.wallMs.toFixed(1)} | ${factor} | ${(bytes / 1024).toFixed(0)} |`,
      );
    }
    await peer.close();
  }
  return rows;
}

function child<T>(script: string, size: number): T {
  const path = join(import.meta.dirname, 'render', script);
  return JSON.parse(execFileSync(process.execPath, [path, String(size)], { maxBuffer: 1 << 26 }).toString());
}

function letterRow({ count, pages, kilobytes, raw, own }: LetterRow): string {
  const perSecond = (1000 / own.cpuMs).toFixed(0);
  const ratio = (own.cpuMs / raw.cpuMs).toFixed(2);
  return `| ${count} | ${pages} | ${raw.cpuMs.toFixed(1)} | ${own.cpuMs.toFixed(1)} | **${ratio}** | ${perSecond} | ${kilobytes.toFixed(0)} |`;
}

const PEER_HEAD = `
| engine, the same letter | invoices | ms | Duly ms | times slower | KB |
|---|---|---|---|---|---|
`;

const load = loadavg()[0] ?? 0;
const letters = [await measureLetters(5, quick ? 10 : 40), await measureLetters(60, quick ? 5 : 15)];
const [chart, mail] = await inTurns(
  [
    () => renderer.agingChart(AGING),
    (serial) => renderer.email(benchNotice(5, serial), shippedText(ROOT, 'de', 'notice', 'email')),
  ],
  ROUNDS,
  5,
);
const picture = child<{ cpuMs: number; bytes: number; before: number; after: number; peakMb: number }>(
  'picture-child.ts',
  quick ? 20 : 500,
);
const batchSize = quick ? 30 : 500;
const batch = child<{ pages: number; bytes: number; cpuMs: number; renderedMb: number; peakMb: number }>(
  'batch-child.ts',
  batchSize,
);
const peerRows = wantsPeers ? await measurePeers() : [];
const report = `## Documents

${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${cpus()[0]?.model}, Node ${process.versions.node}; load ${load.toFixed(1)} at the
start, ${(loadavg()[0] ?? 0).toFixed(1)} at the end (the machine is shared; the load includes the benchmark). CPU milliseconds, medians of ${ROUNDS} rounds
in turns; every letter is different.

**Yardstick**: the finished strings of the same letter at their finished places, drawn with pdf-lib's low-level operators
in fonts subset beforehand (\`bench/render/raw.ts\`): no layout, no kerning, no QR computation, no tags, no metadata.
**Duly**: template, layout, payment code, tags and PDF together, one core.

| invoices | pages | raw drawing ms | Duly ms | ratio | letters a second | KB, tagged |
|---|---|---|---|---|---|---|
${letters.map(letterRow).join('\n')}
${peerRows.length > 0 ? PEER_HEAD + peerRows.join('\n') + '\n' : ''}
| other work | CPU ms | |
|---|---|---|
| picture of a page, 827 px | ${picture.cpuMs.toFixed(0)} | ${(picture.bytes / 1024).toFixed(0)} KB; memory ${picture.before.toFixed(0)} MB before, ${picture.after.toFixed(0)} MB after ${quick ? 20 : 500} more, peak ${picture.peakMb.toFixed(0)} MB |
| aging chart, 1600 px | ${chart?.cpuMs.toFixed(0)} | |
| mail body, HTML, text and code | ${mail?.cpuMs.toFixed(1)} | |
| ${batchSize} stored letters in one PDF | ${batch.cpuMs.toFixed(0)} | ${batch.pages} pages, ${(batch.bytes / 1e6).toFixed(1)} MB; peak memory ${batch.peakMb.toFixed(0)} MB, of which ${batch.renderedMb.toFixed(0)} MB before (rendering them, all bytes in memory) |

Peers do their own layout of the same strings and table without tags, window address or carried sums; their time is wall
time, since Chromium works in other processes. The peers are measured only with \`--peers\`.
`;
if (!quick) writeResults('render', report);
process.stdout.write(`${report}\n`);
