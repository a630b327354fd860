// What an import says: counts of each file, every row that was not taken, and the files that were not imported at all.

import type { UseCaseError } from '../app/errors.ts';
import type { ImportReport, StatementOutcome } from '../app/imports/report.ts';
import type { Problem } from '../app/ingest/index.ts';
import { rowReason } from '../app/refusals/rows.ts';
import type { Answer, Exit, House } from './desk.ts';
import { table } from './table.ts';

/** A file of which nothing was imported: refused, or waiting behind one that was (null). */
export interface Unread {
  file: string;
  error: UseCaseError | null;
}

export function importAnswer(
  house: House,
  reports: readonly ImportReport[],
  unread: readonly Unread[],
  exit: Exit,
): Answer {
  const first = unread.find(({ error }) => error !== null)?.error;
  return {
    json: {
      files: [
        ...reports.map((report) => ({ ...report, notTaken: rowsNotTaken(report) })),
        ...unread.map(({ file, error }) => ({ file, error: errorJson(house, error) })),
      ],
      ...(first == null ? {} : { error: errorJson(house, first) }),
    },
    lines: [
      ...reports.flatMap((report) => reportLines(house, report)),
      ...unread.flatMap((one) => unreadLines(house, one)),
    ],
    exit,
  };
}

function reportLines(house: House, report: ImportReport): string[] {
  const { added, changed, unchanged, problems, withdrawnProposals, assumptions } = report;
  const lost = rowsNotTaken(report);
  const counts = house.say(
    `${added} added, ${changed} changed, ${unchanged} unchanged, ${lost} not taken`,
    `${added} neu, ${changed} geändert, ${unchanged} unverändert, ${lost} nicht übernommen`,
  );
  return [
    `${report.file} (${kindText(house, report.kind)}): ${counts}.`,
    ...assumptions.map((assumption) => `  ${assumption}`),
    ...problemTable(house, problems).map((line) => `  ${line}`),
    ...(report.closed === 0 ? [] : [`  ${closedText(house, report.closed)}`]),
    ...(report.dryRun
      ? [`  ${house.say('Dry run: nothing of this was kept.', 'Probelauf: nichts davon wurde behalten.')}`]
      : []),
    ...(report.statement === null ? [] : statementLines(house, report.statement).map((line) => `  ${line}`)),
    ...(report.matchedAgain > 0 ? [`  ${matchedText(house, report.matchedAgain)}`] : []),
    ...(withdrawnProposals > 0 ? [`  ${house.words.invoice.withdrew(withdrawnProposals)}`] : []),
  ];
}

function matchedText(house: House, count: number): string {
  return house.say(
    `${count} bank bookings that waited are booked now.`,
    `${count} wartende Bankbuchungen sind jetzt gebucht.`,
  );
}

function closedText(house: House, closed: number): string {
  return house.say(
    `${closed} open invoices are not on the list any more: closed.`,
    `${closed} offene Rechnungen stehen nicht mehr auf der Liste: geschlossen.`,
  );
}

/** What became of the bookings, and what is missing between the statements. */
function statementLines(house: House, { booked, waiting, pending, debits, missing }: StatementOutcome): string[] {
  return [
    house.say(
      `${booked} booked, ${waiting} to be decided, ${pending} not final yet, ${debits} debits left out.`,
      `${booked} gebucht, ${waiting} zu entscheiden, ${pending} noch nicht endgültig, ${debits} Abgänge ausgelassen.`,
    ),
    ...missing,
  ];
}

/** Rows, not problems: one row may have several. */
function rowsNotTaken({ problems }: ImportReport): number {
  return new Set(problems.map((problem) => problem.place ?? problem.line)).size;
}

/** Reasons are whole sentences and stand last, uncut. */
function problemTable(house: House, problems: readonly Problem[]): string[] {
  const columns = [
    { title: house.say('Line', 'Zeile'), right: true },
    { title: house.say('Column', 'Spalte') },
    { title: house.say('Value', 'Wert') },
    { title: house.say('Reason', 'Grund'), whole: true },
  ];
  return table(
    columns,
    problems.map((problem) => [
      problem.place ?? String(problem.line),
      problem.column ?? '',
      problem.value ?? '',
      rowReason(problem, house.language),
    ]),
  );
}

function unreadLines(house: House, { file, error }: Unread): string[] {
  if (error === null) return [house.say(`${file}: not imported.`, `${file}: nicht eingelesen.`)];
  return [error.in(house.language), ...error.problems.map(({ path, texts }) => `  ${path}: ${texts[house.language]}`)];
}

function errorJson(house: House, error: UseCaseError | null) {
  if (error === null)
    return { code: 'not_imported', message: 'Not imported, because another file was refused.', problems: [] };
  const problems = error.problems.map(({ path, texts }) => ({ path, message: texts[house.language] }));
  return { code: error.code, message: error.in(house.language), problems };
}

function kindText(house: House, kind: ImportReport['kind']): string {
  switch (kind) {
    case 'customers':
      return house.say('customers', 'Kunden');
    case 'invoices':
      return house.say('invoices', 'Rechnungen');
    case 'payments':
      return house.say('payments', 'Zahlungen');
    case 'bank_statement':
      return house.say('bank statement', 'Kontoauszug');
    case 'e_invoice':
      return house.say('e-invoices', 'E-Rechnungen');
  }
}
