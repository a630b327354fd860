// The part of the results that is about documents: the tables, and what they were measured with.
import { cpus, loadavg } from 'node:os';
import type { Timing } from './measure.ts';

export interface LetterRow {
  count: number;
  pages: number;
  bytes: number;
  raw: Timing;
  own: Timing;
}

export interface PeerRow {
  name: string;
  count: number;
  bytes: number;
  theirsMs: number;
  oursMs: number;
}

export interface PictureRun {
  count: number;
  cpuMs: number;
  bytes: number;
  beforeMb: number;
  afterMb: number;
  peakMb: number;
}

export interface BatchRun {
  letters: number;
  pages: number;
  bytes: number;
  cpuMs: number;
  renderedMb: number;
  peakMb: number;
}

export interface Measured {
  rounds: number;
  /** Load average when the benchmark began. */
  load: number;
  letters: LetterRow[];
  peers: PeerRow[];
  chart: Timing;
  mail: Timing;
  picture: PictureRun;
  batch: BatchRun;
}

/** Markdown. */
export function renderReport(measured: Measured): string {
  const { rounds, load, letters, peers } = measured;
  return `## Documents

${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${cpus()[0]?.model}, Node ${process.versions.node}; load
${load.toFixed(1)} at the start, ${(loadavg()[0] ?? 0).toFixed(1)} at the end (the machine is shared; the load includes
the benchmark). CPU milliseconds, medians of ${rounds} rounds in turns; every letter is different.

**Yardstick**: the finished strings of the same letter at their places, drawn with pdf-lib's low-level operators in
fonts subset beforehand (\`bench/render/raw.ts\`): no layout, kerning, computing of the code, tags or metadata.
**Duly**: template, layout, payment code, tags and PDF together, on one core.

| invoices | pages | raw drawing ms | Duly ms | ratio | letters a second | KB, tagged |
|---|---|---|---|---|---|---|
${letters.map(letterRow).join('\n')}
${peers.length > 0 ? peerTable(peers) : ''}
${otherTable(measured)}
`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function whole(value: number): string {
  return value.toFixed(0);
}

function kilobytes(bytes: number): string {
  return whole(bytes / 1024);
}

function letterRow({ count, pages, bytes, raw, own }: LetterRow): string {
  const ratio = `**${(own.cpuMs / raw.cpuMs).toFixed(2)}**`;
  const speed = (1000 / own.cpuMs).toFixed(0);
  return row([
    String(count),
    String(pages),
    raw.cpuMs.toFixed(1),
    own.cpuMs.toFixed(1),
    ratio,
    speed,
    kilobytes(bytes),
  ]);
}

function peerTable(peers: readonly PeerRow[]): string {
  const rows = peers.map(({ name, count, bytes, theirsMs, oursMs }) => {
    const factor = whole(theirsMs / oursMs);
    return row([name, String(count), whole(theirsMs), oursMs.toFixed(1), factor, kilobytes(bytes)]);
  });
  return `
The same strings, table and foot laid out by ready-made engines, without carried sums or window address. CPU time; for
Chromium wall time, since it works in processes of its own. Its browser is warm.

| engine | invoices | ms | Duly ms | times slower | KB |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

function otherTable({ chart, mail, picture, batch }: Measured): string {
  const after = `${whole(picture.afterMb)} MB after ${picture.count} more`;
  const memory = `memory ${whole(picture.beforeMb)} MB before, ${after}`;
  const size = `${batch.pages} pages, ${(batch.bytes / 1e6).toFixed(1)} MB`;
  const before = `${whole(batch.renderedMb)} MB with the letters alone`;
  const peak = `peak memory ${whole(batch.peakMb)} MB, ${before}`;
  return [
    row(['other work', 'CPU ms', '']),
    '|---|---|---|',
    row(['picture of a page, 827 px', picture.cpuMs.toFixed(0), `${kilobytes(picture.bytes)} KB; ${memory}`]),
    row(['aging chart, 1600 px', chart.cpuMs.toFixed(0), '']),
    row(['mail: HTML, text and code', mail.cpuMs.toFixed(1), '']),
    row([`${batch.letters} stored letters in one PDF`, batch.cpuMs.toFixed(0), `${size}; ${peak}`]),
  ].join('\n');
}
