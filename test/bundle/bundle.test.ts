// What `npm run build` makes, as it runs in production: set up, started on a real server, asked for its health, its
// figures and a page, and stopped by a signal.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { camt } from '../support/camt.ts';
import { createTestDatabase } from '../support/databases.ts';
import { ROOT } from '../support/paths.ts';

const folder = mkdtempSync(join(tmpdir(), 'duly-bundle-'));
let env: Record<string, string>;
let service: ChildProcess;
let said = '';
let address = '';

beforeAll(async () => {
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'build.ts')], { stdio: 'pipe' });
  env = {
    PATH: process.env.PATH ?? '',
    LANG: 'C',
    DULY_DATA_DIR: folder,
    DATABASE_URL: await createTestDatabase(),
    DULY_PORT: '0',
  };
  const organisation = join(ROOT, 'templates', 'organisation.example.json');
  execFileSync(process.execPath, [join(ROOT, 'dist', 'cli.js'), 'setup', organisation], { env, cwd: folder });
  service = spawn(process.execPath, [join(ROOT, 'dist', 'main.js')], { env, cwd: folder });
  address = await new Promise((resolve, reject) => {
    service.once('exit', (code) => reject(new Error(`it ended with ${code}:\n${said}`)));
    service.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [, url] = /running at (http:\S+)/.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    });
  });
}, 120_000);

afterAll(() => {
  service.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('is healthy and ready, shows its figures and a page with its style', async () => {
  for (const path of ['/healthz', '/readyz']) expect((await fetch(address + path)).status).toBe(200);
  expect(await (await fetch(`${address}/metrics`)).text()).toContain('duly_sending_on_hold 0');
  const page = await (await fetch(`${address}/sign-in`)).text();
  const [, style = ''] = /href="(\/assets\/style\.[^"]+)"/.exec(page) ?? [];
  expect((await fetch(address + style)).status).toBe(200);
  expect((await fetch(`${address}/webhooks/resend`, { method: 'POST', body: '{}' })).status).toBe(404);
});

test('draws a letter with the fonts beside it', () => {
  const report = execFileSync(process.execPath, [join(ROOT, 'dist', 'cli.js'), '--json', 'doctor'], {
    env,
    cwd: folder,
  });
  const { checks } = JSON.parse(report.toString()) as { checks: { name: string; state: string }[] };
  expect(checks.find(({ name }) => name === 'letters')).toMatchObject({ state: 'ok' });
});

test('reads bank statements and PDFs apart', () => {
  const statement = join(folder, 'bank.xml');
  writeFileSync(statement, camt([{ amount: '5.00', ref: 'B1' }]));
  const invoice = join(ROOT, 'test', 'fixtures', 'e-invoices', 'EN16931_Einfach.pdf');
  const cli = [join(ROOT, 'dist', 'cli.js'), '--json', 'import'];
  const { stdout } = spawnSync(process.execPath, [...cli, statement, invoice], { env, cwd: folder, encoding: 'utf8' });
  expect(stdout).toContain('Invoice 471102 was issued by Lieferant GmbH');
  expect(stdout).toContain('"kind":"bank_statement","file":"bank.xml","importId":2,"rows":1,"added":1');
});

test('stops in order when asked to, with the code of a clean end', async () => {
  const end = new Promise((resolve) => service.once('exit', (code, signal) => resolve({ code, signal })));
  service.kill('SIGTERM');
  expect(await end).toEqual({ code: 0, signal: null });
  await expect(fetch(`${address}/healthz`)).rejects.toThrow();
});
