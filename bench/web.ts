// Every page of the console with 100,000 invoices and 5,000 proposals on a real PostgreSQL: server time, weight, and
// what a browser makes of it. `node bench/web.ts` writes bench/results/web.md; with `/path` only that, on the screen.
import { cpus, loadavg } from 'node:os';
import { serveWeb } from '../src/web/index.ts';
import { onServer } from '../test/support/admin.ts';
import { launchBrowser } from '../test/support/chromium.ts';
import { openWeb } from '../test/web/visitor.ts';
import { startBenchServer } from './postgres.ts';
import { writeResults } from './results.ts';
import { lookAt, type PageLook } from './web/browser.ts';
import { buildHouse } from './web/house.ts';
import { keptAreThere, type PageTiming, pagesToMeasure, timePage, WITH_SUMS } from './web/pages.ts';

const ROUNDS = 40;
const AIM_MS = 100;
const AIM_BYTES = 150 * 1024;

async function main(only: readonly string[]): Promise<void> {
  const load = loadavg()[0] ?? 0;
  const server = await startBenchServer();
  try {
    await onServer(server.url('postgres'), 'create database web');
    const house = await buildHouse(server.url('web'));
    const web = openWeb(house, { publicUrl: 'http://localhost:8080' });
    const visitor = await web.signIn('admin', 'Anna');
    const paths = only.length > 0 ? only : await pagesToMeasure(web.app, visitor);
    process.stdout.write(`${paths.length} pages, ${house.proposals} proposals\n`);
    const timings: PageTiming[] = [];
    for (const path of paths) {
      timings.push(await timePage(visitor, server, { path, rounds: ROUNDS }));
      process.stdout.write(`${timingRow(timings.at(-1) as PageTiming)}\n`);
    }
    for (const path of WITH_SUMS.filter((one) => paths.includes(one))) {
      timings.push(await timePage(visitor, server, { path, rounds: ROUNDS, before: house.record }));
      process.stdout.write(`${timingRow(timings.at(-1) as PageTiming)}\n`);
    }
    await keptAreThere(visitor);
    if (web.failures.length > 0) throw web.failures[0];
    if (only.length === 0) {
      const served = await serveWeb(openWeb(house, { publicUrl: null }).app, { hostname: '127.0.0.1', port: 0 });
      const browser = await launchBrowser();
      const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value }));
      const looks = await lookAt(browser, served.url, cookies, paths);
      await browser.close();
      await served.close();
      writeResults('web', report(timings, looks, { version: server.version, proposals: house.proposals, load }));
    }
    await house.store.close();
  } finally {
    await server.stop();
  }
}

function report(
  timings: readonly PageTiming[],
  looks: readonly PageLook[],
  at: { version: string; proposals: number; load: number },
): string {
  const slow = timings.filter((one) => one.p95Ms >= AIM_MS);
  const heavy = looks.filter((one) => one.bytes > AIM_BYTES);
  const moved = looks.filter((one) => one.shift > 0);
  const blocking = [...new Set(looks.flatMap((one) => one.blocking))].map((path) => path.replace(/\.[0-9a-f]{12}/, ''));
  const names = (pages: readonly { path: string }[]) => pages.map((one) => `\`${one.path}\``).join(', ') || 'none';
  return `## The pages of the console

${new Date().toISOString().slice(0, 10)}. ${cpus().length} x ${cpus()[0]?.model.trim()}, load ${at.load.toFixed(1)} before (the machine is shared).
Node ${process.versions.node}, PostgreSQL ${at.version}.
100,000 invoices of 15,000 customers, ${at.proposals.toLocaleString('en')} proposals,
200,000 audit rows, a year of runs and imports.
\`node bench/web.ts\`: ${ROUNDS} requests a page one after another, from the request to the last byte, in the server's process; CPU is that
of Node and PostgreSQL together, a request. Weight is page, styles and scripts before compression, without pictures.

Aims: p95 under ${AIM_MS} ms (missed by: ${names(slow)}), under 150 KB (missed by: ${names(heavy)}), nothing moves while a page
loads (missed by: ${names(moved)}). What the browser waits for before it draws: ${blocking.join(', ') || 'nothing'}.

| page | p50 ms | p95 ms | CPU ms | HTML KB | all KB | first paint ms |
|---|---|---|---|---|---|---|
${timings
  .map((one) =>
    timingRow(
      one,
      looks.find((look) => look.path === one.path),
    ),
  )
  .join('\n')}`;
}

const ms = (value: number) => value.toFixed(0);
const kb = (bytes: number) => (bytes / 1024).toFixed(0);

function timingRow({ path, p50Ms, p95Ms, cpuMs, bytes }: PageTiming, look?: PageLook): string {
  const p95 = p95Ms >= AIM_MS ? `**${ms(p95Ms)}**` : ms(p95Ms);
  const seen = look === undefined ? '' : ` ${kb(look.bytes)} | ${ms(look.firstPaintMs)} |`;
  return `| \`${path}\` | ${ms(p50Ms)} | ${p95} | ${ms(cpuMs)} | ${kb(bytes)} |${seen}`;
}

await main(process.argv.slice(2));
