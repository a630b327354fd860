// Measures the documents: `node bench/render.ts`, some five minutes; `--peers` compares ready-made engines too (they
// are downloaded into the temp directory); `--quick` writes nothing and shows in half a minute whether it still works.
import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
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
import { inTurns, type Work } from './render/measure.ts';
import { startPeers } from './render/peers.ts';
import { rawPdf } from './render/raw.ts';
import { type BatchRun, type LetterRow, type PeerRow, type PictureRun, renderReport } from './render/report.ts';
import { writeResults } from './results.ts';

const { quick, peers: wantsPeers } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, peers: { type: 'boolean', default: false } },
}).values;

const ROUNDS = quick ? 2 : 9;
const LISTS = quick ? 20 : 300;
const PEER_LETTERS = [
  { count: 5, times: 6 },
  { count: 60, times: 3 },
];
const fonts = new FontLibrary(ROOT);
const renderer = await createRenderer({ root: ROOT });
const letterText = shippedText(ROOT, 'de', 'notice', 'letter');
const mailText = shippedText(ROOT, 'de', 'notice', 'email');

function ownWork(count: number): Work {
  return (serial) => renderer.letter(benchNotice(count, serial), letterText);
}

function pagesOf(count: number, serial: number): Page[] {
  const of = benchNotice(count, serial);
  return layoutLetter(fonts, of, composeText(of, letterText), paymentCodeOf(of)).list.pages;
}

async function measureLetters(count: number, times: number): Promise<LetterRow> {
  const finished = Array.from({ length: LISTS }, (_, serial) => pagesOf(count, serial));
  const drawing: Work = (serial) => rawPdf(fonts, finished[serial % LISTS] ?? []);
  const [raw, own] = await inTurns(
    [
      { work: drawing, times },
      { work: ownWork(count), times },
    ],
    ROUNDS,
  );
  const { pdf, pages } = await renderer.letter(benchNotice(count, 1), letterText);
  return { count, pages, bytes: pdf.length, raw, own };
}

async function measurePeers(): Promise<PeerRow[]> {
  const rows: PeerRow[] = [];
  for (const peer of await startPeers()) {
    for (const { count, times } of PEER_LETTERS) {
      const bytes = await peer.render(benchNotice(count, 0));
      const peerWork: Work = (serial) => peer.render(benchNotice(count, serial));
      const turns = [
        { work: peerWork, times },
        { work: ownWork(count), times: times * 10 },
      ] as const;
      const [theirs, ours] = await inTurns(turns, quick ? 1 : 5);
      rows.push({ name: peer.name, count, bytes, theirsMs: theirs[peer.clock], oursMs: ours[peer.clock] });
    }
    await peer.close();
  }
  return rows;
}

function child<T>(script: string, size: number): T {
  const path = join(import.meta.dirname, 'render', script);
  return JSON.parse(execFileSync(process.execPath, [path, String(size)], { maxBuffer: 1 << 26 }).toString());
}

const load = loadavg()[0] ?? 0;
const letters = [await measureLetters(5, quick ? 10 : 40), await measureLetters(60, quick ? 5 : 15)];
const drawChart: Work = () => renderer.agingChart(AGING);
const writeMail: Work = (serial) => renderer.email(benchNotice(5, serial), mailText);
const [chart, mail] = await inTurns(
  [
    { work: drawChart, times: 5 },
    { work: writeMail, times: 50 },
  ],
  ROUNDS,
);
const report = renderReport({
  rounds: ROUNDS,
  load,
  letters,
  chart,
  mail,
  picture: child<PictureRun>('picture-child.ts', quick ? 20 : 500),
  batch: child<BatchRun>('batch-child.ts', quick ? 30 : 500),
  peers: wantsPeers ? await measurePeers() : [],
});
if (!quick) writeResults('render', report);
process.stdout.write(`${report}\n`);
