// Measures the way of a notice from approved to sent: `node bench/deliver.ts`, ten minutes on a quiet machine; with
// `--quick` a small number in half a minute, nothing written. `--rounds` and `--count` for other sizes.
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { onServer } from '../test/support/admin.ts';
import { bundlePrograms, measureTogether, startChild } from './deliver/children.ts';
import { fillCompany } from './deliver/company.ts';
import { type DeliverMeasured, deliverReport } from './deliver/report.ts';
import { startBenchServer } from './postgres.ts';
import { writeResults } from './results.ts';

const { quick, ...asked } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, count: { type: 'string' }, rounds: { type: 'string' } },
}).values;
const count = Number(asked.count ?? (quick ? 300 : 5_000));
const rounds = Number(asked.rounds ?? (quick ? 1 : 3));
const WORKERS = [1, 2] as const;

const load = loadavg()[0] ?? 0;
const say = (text: string) => process.stderr.write(`${text}\n`);
const home = mkdtempSync(join(tmpdir(), 'duly-deliver-'));
const server = await startBenchServer();
const programs = await bundlePrograms(['stub', 'pipeline', 'rendering', 'calls']);
const stub = startChild(programs.files.stub, [], {});
try {
  const port = await stub.says('listening');
  const admin = server.url('postgres');
  await onServer(admin, 'create database company');
  await fillCompany(server.url('company'), count);
  say(`${count} notices are approved`);
  const environment = (database: string, worker: number) => ({
    DATABASE_URL: server.url(database),
    DULY_DATA_DIR: join(home, `${database}-${worker}`),
    DULY_MAIL: 'resend',
    DULY_MAIL_PER_SECOND: '1000',
    RESEND_API_KEY: 're_local',
    RESEND_BASE_URL: `http://127.0.0.1:${port}`,
    DULY_LOG_LEVEL: 'warn',
  });
  const measured: DeliverMeasured[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const workers of WORKERS) {
      const database = `round_${round}_${workers}`;
      await onServer(admin, `create database ${database} template company`);
      await onServer(admin, 'checkpoint');
      const each = (args: (index: number) => string[]) => Array.from({ length: workers }, (_, index) => args(index));
      const of = (worker: number) => environment(database, worker);
      const cpuBefore = server.cpuMs();
      let serverCpuMs = 0;
      const pipeline = await measureTogether(
        programs.files.pipeline,
        each(() => [String(count)]),
        of,
        () => {
          serverCpuMs = server.cpuMs() - cpuBefore;
        },
      );
      const rendering = await measureTogether(
        programs.files.rendering,
        each((index) => [String(index), String(workers)]),
        of,
      );
      const calls = await measureTogether(
        programs.files.calls,
        each(() => [String(count / workers)]),
        of,
      );
      await onServer(admin, `drop database ${database}`);
      measured.push({ workers, pipeline, rendering, calls, serverCpuMs });
      say(
        `round ${round} with ${workers}: ${Math.round(count / (Math.max(...pipeline.map((one) => one.wallMs)) / 1000))}/s`,
      );
    }
  }
  const report = deliverReport(measured, { count, serverVersion: server.version, loadBefore: load });
  if (!quick) writeResults('deliver', report);
  process.stdout.write(`${report}\n`);
} finally {
  stub.kill();
  programs.remove();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
}
