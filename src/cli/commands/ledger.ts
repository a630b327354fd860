// duly bookings, imports, mappings, anonymise, datev: what was read in, decided, taken back, named and written out.

import { anonymiseCustomer } from '../../app/exports/customer.ts';
import { exportDatev } from '../../app/exports/datev.ts';
import { listImports, undoImport } from '../../app/imports/history.ts';
import { guessMapping, listMappings, saveMapping } from '../../app/imports/mappings.ts';
import { type ImportKind, MAX_FILE_BYTES } from '../../app/ingest/index.ts';
import { matchAgain } from '../../app/matching/again.ts';
import * as matches from '../../app/matching/decide.ts';
import { listMatches } from '../../app/matching/list.ts';
import type { Day } from '../../core/day.ts';
import { type Answer, EXIT, type House } from '../desk.ts';
import { readBytes } from '../files.ts';
import { withDecimals } from '../json.ts';
import { table } from '../table.ts';
import { writeExport } from './export.ts';

export async function bookings(house: House): Promise<Answer> {
  const page = await listMatches(house.ctx, { limit: 200 });
  const lines = page.rows.flatMap((row) => {
    const who = row.customer === null ? '' : `, ${row.customer.number} ${row.customer.name}`;
    const amount = house.money(row.amountCents, row.currency);
    const payer = row.payerName ?? house.say('unknown payer', 'Zahler unbekannt');
    return [
      `${row.id}  ${house.day(row.bookedOn)}  ${amount}  ${payer}${who}  ${row.text}`,
      ...row.candidates.map((one, index) => {
        const invoices = one.lines.map((line) => `${line.invoice} ${house.money(line.cents, row.currency)}`).join(', ');
        return `    ${index + 1}. ${one.customer.number} ${one.customer.name}: ${invoices}`;
      }),
    ];
  });
  const none = house.say('No booking waits.', 'Keine Buchung wartet.');
  return {
    json: withDecimals(page) as object,
    lines: page.rows.length === 0 ? [none] : lines,
    exit: page.rows.length === 0 ? EXIT.fine : EXIT.failed,
  };
}

export interface ConfirmOptions {
  candidate?: number;
  invoice?: string[];
  writeOffRest?: true;
  remark?: string;
}

export async function confirm(house: House, entry: number, options: ConfirmOptions): Promise<Answer> {
  const { candidate, invoice, writeOffRest = false, remark } = options;
  const invoices = invoice?.map((text) => {
    const cut = text.lastIndexOf('=');
    return cut === -1 ? { invoice: text } : { invoice: text.slice(0, cut), amount: text.slice(cut + 1) };
  });
  const where = candidate === undefined ? { invoices } : { candidate: candidate - 1 };
  return decided(house, entry, await matches.confirmMatch(house.ctx, { entry, ...where, writeOffRest, remark }));
}

export async function assign(
  house: House,
  entry: number,
  customer: string,
  { remark }: { remark?: string },
): Promise<Answer> {
  return decided(house, entry, await matches.assignMatch(house.ctx, { entry, customer, remark }));
}

export async function settle(
  house: House,
  what: 'set-aside' | 'take-back',
  entry: number,
  { remark }: { remark?: string },
): Promise<Answer> {
  const act = what === 'set-aside' ? matches.refuseMatch : matches.takeBackMatch;
  return decided(house, entry, await act(house.ctx, { entry, remark }));
}

function decided(house: House, entry: number, done: matches.MatchDecided): Answer {
  const line = house.say(`Booking ${entry} is decided.`, `Buchung ${entry} ist entschieden.`);
  return { json: done, lines: done.withdrawn === 0 ? [line] : [line, house.words.invoice.withdrew(done.withdrawn)] };
}

export async function again(house: House): Promise<Answer> {
  const done = await matchAgain(house.ctx, {});
  const line = house.say(
    `${done.booked} bookings that waited are booked now.`,
    `${done.booked} wartende Buchungen sind jetzt gebucht.`,
  );
  return { json: done, lines: [line] };
}

export async function imports(house: House, limit = 20): Promise<Answer> {
  const { rows } = await listImports(house.ctx, { limit: Math.min(limit, 500) });
  const columns = [
    { title: house.say('No.', 'Nr.'), right: true },
    { title: house.say('When', 'Wann') },
    { title: house.say('Who', 'Wer') },
    { title: house.say('File', 'Datei') },
    { title: house.say('Added', 'Neu'), right: true },
    { title: '' },
  ];
  const cells = rows.map((row) => [
    String(row.id),
    house.moment(row.importedAt),
    row.importedBy,
    row.fileName,
    String(row.counts.added ?? 0),
    row.undoneAt === null ? '' : house.say('taken back', 'zurückgenommen'),
  ]);
  return { json: { imports: rows }, lines: table(columns, cells) };
}

export async function undo(house: House, which: number): Promise<Answer> {
  const done = await undoImport(house.ctx, { import: which });
  const { invoices, payments, bookings: taken } = done;
  const line = house.say(
    `Import ${which} is taken back: ${invoices} invoices, ${payments} payments, ${taken} bookings.`,
    `Import ${which} ist zurückgenommen: ${invoices} Rechnungen, ${payments} Zahlungen, ${taken} Buchungen.`,
  );
  return { json: done, lines: [line] };
}

export async function mappings(house: House): Promise<Answer> {
  const all = await listMappings(house.ctx, {});
  const lines = [
    ...all.presets.map((preset) => `${preset.id}  ${preset.title}`),
    ...all.saved.map((saved) => `${saved.name}  (${saved.changedBy}, ${house.moment(saved.changedAt)})`),
  ];
  return { json: all, lines };
}

export interface GuessOptions {
  kind?: ImportKind;
  set?: string[];
  save?: string;
  slashes?: 'month-first' | 'day-first';
  cutTimes?: true;
}

export async function guess(house: House, path: string, options: GuessOptions): Promise<Answer> {
  const { name, bytes } = await readBytes(path, MAX_FILE_BYTES);
  const found = await guessMapping(house.ctx, {
    name,
    bytes,
    ...(options.kind === undefined ? {} : { kind: options.kind }),
  });
  const set = new Map(
    (options.set ?? []).map((text) => [text.slice(0, text.lastIndexOf('=')), text.slice(text.lastIndexOf('=') + 1)]),
  );
  const columns = found.columns.map((column) => ({ ...column, field: set.get(column.heading) ?? column.field }));
  const titles = [
    { title: house.say('Column', 'Spalte') },
    { title: house.say('Field', 'Feld') },
    { title: house.say('Example', 'Beispiel') },
  ];
  const cells = columns.map(({ heading, field, by, example }) => [
    heading,
    by === 'near' ? `${field}?` : field,
    example,
  ]);
  const lines = [found.kind, ...table(titles, cells)];
  if (found.missing.length > 0)
    lines.push(house.say(`Missing: ${found.missing.join(', ')}.`, `Es fehlt: ${found.missing.join(', ')}.`));
  if (options.save === undefined) return { json: { ...found, columns }, lines };
  const { slashes, cutTimes } = options;
  const layout = { ...(slashes === undefined ? {} : { slashes }), ...(cutTimes === undefined ? {} : { cutTimes }) };
  const fields = Object.fromEntries(columns.map(({ heading, field }) => [heading, field]));
  await saveMapping(house.ctx, { name: options.save, kind: found.kind, columns: fields, layout });
  lines.push(
    house.say(
      `Saved: duly import --mapping ${options.save} FILE`,
      `Gespeichert: duly import --mapping ${options.save} DATEI`,
    ),
  );
  return { json: { ...found, columns, saved: options.save }, lines };
}

export async function anonymise(house: House, customer: string, remark: string): Promise<Answer> {
  const done = await anonymiseCustomer(house.ctx, { customer, remark });
  const line = house.say(
    `Customer ${customer} is nobody now. Kept by law:`,
    `Kunde ${customer} ist anonymisiert. Von Gesetzes wegen bleiben:`,
  );
  return { json: done, lines: [line, ...done.kept.map((kept) => `  ${kept}`)] };
}

export interface DatevOptions {
  from: Day;
  to: Day;
  consultant: string;
  client: string;
  receivable: string;
  fees: string;
  interest: string;
  compensation: string;
  accountLength?: number;
  out?: string;
}

export async function datev(house: House, { out, ...input }: DatevOptions): Promise<Answer> {
  return writeExport(house, await exportDatev(house.ctx, input), out);
}
