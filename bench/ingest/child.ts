// One measurement in a process of its own, so that its peak memory is its own: a file read with the library alone, as
// Duly reads it, or imported whole into a database: `child.ts camt import FILE DIRECTORY-OR-URL`, after `prepare` has
// put customers and open invoices there. Prints one line of JSON.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Parser } from 'csv-parse';
import { XMLParser } from 'fast-xml-parser';
import { readAny } from '../../src/app/imports/read-any.ts';
import { customersFile, invoicesFile } from './files.ts';
import { watchTree } from './memory.ts';

const MEGABYTE = 1024 * 1024;
const [file = '', way = '', path = '', target = ''] = process.argv.slice(2);
const bytes = readFileSync(path);
let started = process.cpuUsage();
let from = performance.now();
let peak = () => process.resourceUsage().maxRSS / 1024;
let beforeMb = 0;
const rows = await measure();
const wallMs = performance.now() - from;
const { user, system } = process.cpuUsage(started);
const cpuMs = (user + system) / 1000;
process.stdout.write(`${JSON.stringify({ file, way, rows, wallMs, cpuMs, beforeMb, peakMb: peak() })}\n`);

async function measure(): Promise<number> {
  switch (`${file} ${way}`) {
    case 'csv library':
    case 'quoted library': {
      let count = 0;
      const parser = new Parser({ delimiter: ';', bom: true });
      parser.on('data', () => (count += 1));
      await new Promise((done) => parser.on('end', done).end(bytes));
      return count - 1;
    }
    case 'camt library': {
      const parsed = new XMLParser({
        ignoreAttributes: false,
        removeNSPrefix: true,
        parseTagValue: false,
        htmlEntities: true,
      });
      return parsed.parse(new TextDecoder().decode(bytes)).Document.BkToCstmrStmt.Stmt.Ntry.length;
    }
    case 'csv read':
    case 'quoted read':
    case 'camt read': {
      const read = await readAny('file', bytes, { defaultCurrency: 'EUR' });
      return read.kind === 'table'
        ? read.file.rows.length
        : read.kind === 'statement'
          ? (read.file.statements[0]?.entries.length ?? 0)
          : 0;
    }
    case 'csv prepare':
    case 'camt prepare':
      return prepare();
    default:
      return importInto();
  }
}

/** The context of an admin on the target. Loaded here, so that the memory of the other measurements is theirs alone. */
async function open() {
  const { virtualClock } = await import('../../src/clock.ts');
  const { openStore } = await import('../../src/db/client.ts');
  const deps = { log: () => undefined, migrationsDir: resolve(import.meta.dirname, '../../src/db/migrations') };
  const isUrl = target.startsWith('postgres');
  const kind = isUrl ? ({ kind: 'server', url: target } as const) : ({ kind: 'embedded', dir: target } as const);
  const store = await openStore(kind, deps);
  const clock = virtualClock('2026-03-20', 'Europe/Berlin');
  const ports = { log: () => undefined } as never;
  return { store, clock, ports, actor: { name: 'Bench', role: 'admin', surface: 'cli' } } as const;
}

async function prepare(): Promise<number> {
  const { importFile } = await import('../../src/app/imports/import-file.ts');
  const { savePlan } = await import('../../src/app/settings/save-plan.ts');
  const { setUpOrganisation } = await import('../../src/app/settings/set-up.ts');
  const ctx = await open();
  const address = { street: 'S', houseNumber: '1', postalCode: '20457', city: 'Hamburg', country: 'DE' };
  await setUpOrganisation(ctx, {
    name: 'Bench',
    address,
    accountHolder: 'Bench',
    calendar: 'none',
    staleAfterDays: null,
  });
  const level = { name: 'L1', kind: 'reminder', afterDays: 7, channels: ['email'] } as const;
  await savePlan(ctx, { name: 'Standard', isDefault: true, levels: [{ ...level, channels: ['email'] }] });
  const { added } = await importFile(ctx, { name: 'customers.csv', kind: 'customers', bytes: customersFile() });
  if (file === 'camt') await importFile(ctx, { name: 'invoices.csv', bytes: invoicesFile(25_000) });
  await ctx.store.close();
  return added;
}

/** The whole way: the file read apart, matched, written, with audit and review. The clock starts with it. */
async function importInto(): Promise<number> {
  const { importFile } = await import('../../src/app/imports/import-file.ts');
  const ctx = await open();
  // Opening an embedded database compiles it, which takes more memory than anything after.
  beforeMb = process.memoryUsage.rss() / MEGABYTE;
  peak = watchTree();
  started = process.cpuUsage();
  from = performance.now();
  const report = await importFile(ctx, { name: `bench.${file}`, bytes });
  await ctx.store.close();
  return report.added;
}
