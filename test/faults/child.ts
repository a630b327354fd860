// Runs one fault case with one driver and prints `result {...}`; the parent waits for it, or ends it.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { onServer } from '../support/admin.ts';
import type { CaseTools } from './case.ts';
import { CASES, type CaseName } from './cases/index.ts';
import { openSubject, type SubjectName } from './subject.ts';

const DEFAULT_IDLE_MS = 60_000;
const TERMINATE = `
  const { default: pg } = await import(process.argv[1]);
  const client = new pg.Client(process.argv[2]);
  await client.connect();
  await client.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [JSON.parse(process.argv[3])]);
  await client.end();
`;

const [caseName, subjectName, url = '', migrationsDir = ''] = process.argv.slice(2);

let uncaught = 0;
process.on('uncaughtException', () => {
  uncaught += 1;
});

const tools: CaseTools = {
  open: ({ poolMax, idleInTransactionMs = DEFAULT_IDLE_MS }) =>
    openSubject(subjectName as SubjectName, { url, migrationsDir, poolMax, idleInTransactionMs }),
  beside: (sqlText) => onServer(url, sqlText),
  endUnseen: (pids) => {
    const pgModule = import.meta.resolve('pg');
    execFileSync(process.execPath, ['--input-type=module', '-e', TERMINATE, '--', pgModule, url, JSON.stringify(pids)]);
  },
  uncaught: () => uncaught,
  parentDone: once(process, 'SIGUSR2').then(() => undefined),
};

process.stdout.write('started\n');
const result = await CASES[caseName as CaseName].run(tools).catch((error: unknown) => ({
  passed: false,
  detail: `the case itself failed: ${error}`,
}));
process.stdout.write(`result ${JSON.stringify(result)}\n`, () => process.exit(0));
