// A file to be imported: where it is handed in, what it would do, and what was imported before.

import { html } from 'hono/html';
import type { ImportLine } from '../../app/imports/history.ts';
import { BY_HAND } from '../../app/imports/record-payment.ts';
import type { ImportReport } from '../../app/imports/report.ts';
import { rowReason } from '../../app/refusals/rows.ts';
import type { Problems } from '../forms.ts';
import type { Html, Request } from '../web.ts';
import { type Mappings, mappingChoice } from './mappings.ts';
import { note } from './note.ts';

const PROBLEMS_AT_MOST = 50;

export function uploadCard(c: Request, problems: Problems, mappings: Mappings): Html {
  const { payments: words } = c.get('words');
  const problem = problems.file;
  return html`<form method="post" action="/imports" enctype="multipart/form-data" class="card drop" novalidate>
<h2>${words.upload}</h2><div class="field ${problem === undefined ? '' : 'wrong'}"><label for="file">${words.file}</label>
<small class="hint" id="file-hint">${words.fileHint}</small>
${problem === undefined ? '' : html`<small class="complaint">${problem}</small>`}
<input id="file" name="file" type="file" accept=".csv,.txt,.xml,.zip,.sta,.mt940,.940,.pdf" aria-describedby="file-hint"></div>
${mappingChoice(c, mappings)}<button class="primary">${words.look}</button></form>`;
}

/** What a file would do, with the button that does it; or what it did, once it was taken over. */
export function importPreview(c: Request, id: string, report: ImportReport, isTaken = false): Html {
  const { payments: words, decisions } = c.get('words');
  const taken = report.added + report.changed;
  const form = html`<form method="post" action="/imports/files/${id}" class="row"><button class="primary">${words.doIt(taken)}</button>
<a href="/payments">${decisions.cancel}</a></form>`;
  const nothing = html`<p>${report.unchanged > 0 ? words.nothingNew : words.nothingTaken}</p><p><a class="button" href="/payments">${words.again}</a></p>`;
  return html`<header class="head"><div><p class="over">${words.kinds[kindOf(report.kind)]}</p><h1>${isTaken ? words.taken(report.file) : words.preview(report.file)}</h1>
<p class="lines">${isTaken ? words.imported(taken) : words.previewLead}</p></div></header>
<section class="card"><dl class="big">${figure(words.rows, report.rows)}${figure(words.added, report.added)}${figure(words.changed, report.changed)}
${figure(words.unchanged, report.unchanged)}${figure(words.problems, report.problems.length, report.problems.length > 0 ? 'bad' : '')}</dl>
${isTaken ? '' : consequences(c, report)}${isTaken ? html`<p><a class="button" href="/payments">${words.title}</a></p>` : taken > 0 ? form : nothing}</section>
${report.assumptions.length === 0 ? '' : note('calm', words.assumed, html`<ul>${report.assumptions.map((text) => html`<li>${text}</li>`)}</ul>`)}
${problemTable(c, report)}`;
}

type Kind = 'customers' | 'invoices' | 'payments' | 'bank_statement';

/** Kinds without a word of their own are invoices in another dress. */
function kindOf(kind: string): Kind {
  return kind === 'customers' || kind === 'payments' || kind === 'bank_statement' ? kind : 'invoices';
}

function figure(label: string, value: number, kind = ''): Html {
  return html`<div><dt>${label}</dt><dd class="${kind}">${value}</dd></div>`;
}

function consequences(c: Request, report: ImportReport): Html {
  const { payments: words } = c.get('words');
  const { statement } = report;
  const lines = [
    ...(report.withdrawnProposals > 0 ? [words.withdrawn(report.withdrawnProposals)] : []),
    ...(report.matchedAgain > 0 ? [words.matchedAgain(report.matchedAgain)] : []),
    ...(statement !== null && statement.booked > 0 ? [words.booked(statement.booked)] : []),
    ...(statement !== null && statement.waiting > 0 ? [words.asked(statement.waiting)] : []),
  ];
  const gaps = statement?.missing ?? [];
  return html`${lines.map((line) => html`<p>${line}</p>`)}
${gaps.length === 0 ? '' : note('warn', words.missing, html`<ul>${gaps.map((gap) => html`<li>${gap}</li>`)}</ul>`)}`;
}

function problemTable(c: Request, { problems }: ImportReport): Html | string {
  if (problems.length === 0) return '';
  const { payments: words } = c.get('words');
  const rows = problems.slice(0, PROBLEMS_AT_MOST).map(
    (one) => html`<tr><th scope="row" class="narrow">${one.line > 0 ? one.line : '–'}</th>
<td data-label="${words.column}">${one.column ?? '–'}</td><td data-label="${words.value}" class="break">${one.value ?? '–'}</td>
<td data-label="${words.reason}" class="break">${rowReason(one, c.get('language'))}</td></tr>`,
  );
  const more = problems.length - rows.length;
  return html`<section><h2>${words.problemList}</h2><div class="scroll"><table class="rows"><thead><tr><th scope="col">${words.line}</th>
<th scope="col">${words.column}</th><th scope="col">${words.value}</th><th scope="col">${words.reason}</th></tr></thead>
<tbody>${rows}</tbody></table></div>${more > 0 ? html`<p>${words.more(more)}</p>` : ''}</section>`;
}

export function historyTable(c: Request, rows: readonly ImportLine[], mayChange: boolean): Html {
  const { payments: words } = c.get('words');
  if (rows.length === 0) return html`<div class="empty"><p>${words.noHistory}</p></div>`;
  return html`<div class="scroll"><table class="rows"><caption class="unseen">${words.history}</caption><thead><tr>
<th scope="col">${words.file}</th><th scope="col">${words.kind}</th><th scope="col">${words.what}</th><th scope="col">${words.who}</th>
<th scope="col"><span class="unseen">${words.undoImport}</span></th></tr></thead>
<tbody>${rows.map((row) => historyRow(c, row, mayChange))}</tbody></table></div>`;
}

function historyRow(c: Request, row: ImportLine, mayChange: boolean): Html {
  const { payments: words } = c.get('words');
  const { instant, day } = c.get('format');
  const counts: [string, number][] = [
    [words.added, row.counts.added ?? 0],
    [words.changed, row.counts.changed ?? 0],
    [words.unchanged, row.counts.unchanged ?? 0],
    [words.problems, row.counts.problems ?? 0],
  ];
  const said = counts.filter(([, count]) => count > 0).map(([word, count]) => `${count} ${word}`);
  const through = row.lastPostedOn === null ? [] : [words.fresh(day(row.lastPostedOn))];
  const file = row.fileName === BY_HAND ? words.byHand : row.fileName;
  const undo = html`<form method="post" action="/imports/${row.id}/undo"><button class="quiet">${words.undoImport}</button></form>`;
  return html`<tr><th scope="row" class="who break">${file}</th><td data-label="${words.kind}">${words.kinds[kindOf(row.kind)]}</td>
<td data-label="${words.what}">${[...said, ...through].join(', ') || '–'}</td>
<td data-label="${words.who}"><div>${row.importedBy}<small>${instant(row.importedAt)}</small></div></td>
<td class="figure">${row.stays.length === 0 ? (mayChange ? undo : '') : html`<small>${row.stays.map((why) => words.stays[why]).join(', ')}</small>`}</td></tr>`;
}
