// `npm run demo`: a small company with customers, invoices and payments, today's run, and the console with the
// proposals waiting. With --once it approves everything, writes the outbox and ends. Nothing can leave the machine.

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from './app/context.ts';
import { raiseDispute } from './app/holds/disputes-and-promises.ts';
import { importFile } from './app/imports/import-file.ts';
import { recordBankImport } from './app/imports/record-payment.ts';
import { listUndecided } from './app/insight/list-proposals.ts';
import { decideProposals } from './app/proposals/decide.ts';
import { startRun } from './app/run/start-run.ts';
import { savePlan } from './app/settings/save-plan.ts';
import { setUpOrganisation } from './app/settings/set-up.ts';
import { bootAnew } from './boot.ts';
import { virtualClock } from './clock.ts';
import { openSystem, ROOT, type System } from './compose.ts';
import { type Config, readConfig } from './config.ts';
import { addDays, type Day } from './core/day.ts';
import { formatMoney } from './core/format.ts';
import { emptyDatabase } from './db/empty.ts';
import { FolderInUse } from './db/errors.ts';
import { readOrganisation } from './db/organisation.ts';
import { workOnce } from './jobs.ts';
import { startService } from './service.ts';

const DEMO = join(ROOT, 'templates', 'demo');
const ZONE = 'Europe/Berlin';
const DISPUTED_INVOICE = 'RE-4034';
/** Runs of the past that the demo plays, in days before today, the oldest first. */
const DAYS_BACK = [45, 30, 15];
/** And when they were decided. */
const DECIDED_AT: Readonly<Record<number, string>> = { 45: '09:35', 30: '11:10', 15: '09:20' };

process.exitCode = await main(process.argv.includes('--once'));

async function main(once: boolean): Promise<number> {
  const config = demoConfig();
  const system = await openSystem(config).catch((error: unknown) => {
    if (!(error instanceof FolderInUse)) throw error;
    say(error.message);
    return null;
  });
  if (system === null) return 69;
  const ctx = system.as({ name: 'Demo', role: 'admin', surface: 'cli' });
  await fillDatabase(ctx, system, config.dataDir);
  await rm(config.outboxDir, { recursive: true, force: true });
  const runs = await startRun(ctx, { trigger: 'person', evenIfStale: true });
  const waiting = runs.reduce((sum, run) => sum + run.counts.proposed + run.counts.refreshed, 0);
  say(`Today's run proposes ${waiting} notices:`);
  for (const row of (await listUndecided(ctx, { limit: 1 })).sums) {
    const sum = formatMoney(row.principalCents, row.currency, 'en');
    say(`  ${String(row.count).padStart(3)}  ${(row.levelName ?? '').padEnd(24)} ${sum.padStart(16)}`);
  }
  return once ? approveAll(ctx, system, config) : serve(system, config);
}

/** The demo's own folder and port; it never touches a real database, whatever the environment says. */
function demoConfig(): Config {
  const config = readConfig({
    ...process.env,
    DATABASE_URL: undefined,
    DULY_LOG_LEVEL: process.env.DULY_LOG_LEVEL ?? 'warn',
  });
  const dataDir = join(config.dataDir, 'demo');
  return {
    ...config,
    dataDir,
    database: { kind: 'embedded', dir: join(dataDir, 'database') },
    outboxDir: join(dataDir, 'outbox'),
    // Whatever provider is set up: nothing of the demo reaches it.
    delivery: { mail: { kind: 'outbox' }, letters: { kind: 'outbox' }, redirectAllTo: null },
  };
}

/**
 * Fills the database as if the company had worked with it for some weeks: settings and imports lie before the runs.
 */
async function fillDatabase(ctx: Context, system: System, dataDir: string): Promise<void> {
  await emptyDatabase(system.store.db);
  const { day: today } = ctx.clock.local(ZONE);
  const clock = virtualClock(addDays(today, -Math.max(...DAYS_BACK)), ZONE);
  const before = pastTransport(ctx);
  const past: Context = { ...ctx, clock, ports: { ...ctx.ports, transport: before, letterTransport: before } };
  await setUpOrganisation(past, JSON.parse(await readFile(join(DEMO, 'organisation.json'), 'utf8')));
  await bootAnew(ctx, dataDir);
  await savePlan(past, JSON.parse(await readFile(join(DEMO, 'plan.json'), 'utf8')));
  for (const name of ['customers.csv', 'invoices.csv']) await importDemoFile(past, name, today);
  for (const back of DAYS_BACK) {
    const day = addDays(today, -back);
    clock.set(day, '09:00');
    // What came in later is not known yet: so a reminder goes out, and is followed by its payment.
    await importPayments(past, today, day);
    await recordBankImport(past, { postedThrough: addDays(day, -1) });
    await startRun(past, { trigger: 'person' });
    clock.set(day, DECIDED_AT[back]);
    await decideProposals(past, { proposals: 'all', decision: { kind: 'approve' } });
    await workOnce(past);
  }
  await importDemoFile(ctx, 'payments.csv', today);
  await raiseDispute(ctx, { invoice: DISPUTED_INVOICE, reason: 'Werkzeug defekt geliefert' });
}

async function importDemoFile(ctx: Context, name: string, today: Day): Promise<void> {
  const text = datedText(await readFile(join(DEMO, name), 'utf8'), today);
  const report = await importFile(ctx, { name, bytes: new TextEncoder().encode(text) });
  const problems = report.problems.length > 0 ? `, ${report.problems.length} problems` : '';
  say(`Imported ${name}: ${report.added} added${problems}.`);
  for (const problem of report.problems) say(`  line ${problem.line}: ${problem.reason}`);
}

/** The payments that were posted by a day; those that are on record already stay as they are. */
async function importPayments(ctx: Context, today: Day, day: Day): Promise<void> {
  const [header = '', ...lines] = datedText(await readFile(join(DEMO, 'payments.csv'), 'utf8'), today).split('\n');
  const posted = lines.filter((line) => (line.match(/\d{4}-\d{2}-\d{2}/g)?.at(-1) ?? '') <= day);
  await importFile(ctx, { name: 'payments.csv', bytes: new TextEncoder().encode([header, ...posted].join('\n')) });
}

/** What the company sent before today is on record, but not in today's outbox. */
function pastTransport(ctx: Context): Context['ports']['transport'] {
  const handOver = async () => ({ outcome: 'accepted' as const, reference: 'before the demo' });
  return { ...ctx.ports.transport, handOver };
}

/** Files under templates/demo name days by their distance from today: {today-12}. */
function datedText(text: string, today: Day): string {
  return text.replaceAll(/\{today([+-]\d+)\}/g, (_token, offset: string) => addDays(today, Number(offset)));
}

async function approveAll(ctx: Context, system: System, config: Config): Promise<number> {
  const { decided } = await decideProposals(ctx, { proposals: 'all', decision: { kind: 'approve' } });
  const { issued: outcomes, sent } = await workOnce(ctx);
  const issued = outcomes.filter((outcome) => outcome.outcome === 'issued');
  say(`Approved ${decided.length}, issued ${issued.length}, written to the outbox ${sent.sent}.`);
  for (const outcome of outcomes)
    if (outcome.outcome !== 'issued') say(`  proposal ${outcome.proposalId}: ${outcome.outcome}`);
  say(`Look at the mails and letters in ${config.outboxDir}. Nothing left this machine.`);
  await system.close();
  return issued.length > 0 && sent.failed === 0 && sent.unknown === 0 ? 0 : 1;
}

async function serve(system: System, config: Config): Promise<number> {
  const organisation = await readOrganisation(system.store.db);
  if (organisation === null) throw new Error('the demo has no organisation');
  const service = await startService(system, config, organisation);
  say('');
  say(`Open this link and decide what goes out (it works once, for ten minutes):`);
  say(`  ${service.signInLink ?? service.url}`);
  say(`What you approve is written to ${config.outboxDir}; nothing leaves this machine. Ctrl-C ends the demo.`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await service.stop();
  return 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
