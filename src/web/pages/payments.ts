// Payments and import: how fresh the bank data is, a file and what it would do, bookings to confirm, what was imported.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { UseCaseError } from '../../app/errors.ts';
import { listImports, undoImport } from '../../app/imports/history.ts';
import {
  fileProgress,
  type ImportJobView,
  listFileJobs,
  queueFile,
  WAITED_FOR_BYTES,
} from '../../app/imports/in-background.ts';
import { listMappings } from '../../app/imports/mappings.ts';
import { bankDataThrough, recordBankImport } from '../../app/imports/record-payment.ts';
import type { ImportReport } from '../../app/imports/report.ts';
import { stageFile, takeStagedFile, weighStagedFile } from '../../app/imports/staged.ts';
import { IMPORT_KINDS } from '../../app/ingest/index.ts';
import { assignMatch, confirmMatch, refuseMatch } from '../../app/matching/decide.ts';
import { listMatches } from '../../app/matching/list.ts';
import { mayAct } from '../../core/actor.ts';
import { wholeQuery, withQuery } from '../address.ts';
import { keepFlash, takeFlash } from '../flash.ts';
import { type Problems, readForm, typedDay } from '../forms.ts';
import { columnsSummary } from '../parts/columns.ts';
import { dayField, errorSummary } from '../parts/fields.ts';
import { importJobs, importUnderWay } from '../parts/import-job.ts';
import { historyTable, importPreview, uploadCard } from '../parts/imports.ts';
import { layout } from '../parts/layout.ts';
import { keyPager } from '../parts/list.ts';
import { matchCards } from '../parts/matches.ts';
import { note } from '../parts/note.ts';
import { flashNote } from '../parts/notes.ts';
import { refusalOf } from '../refusals.ts';
import { readUpload } from '../uploads.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';
import { columnsOf, showColumns } from './columns.ts';
import { idOf } from './previews.ts';

const MATCHES_A_PAGE = 20;
const typed = z.string().max(2_000).default('');
const whole = z.string().regex(/^[1-9]\d{0,14}$/);
const MATCH_FORM = z.strictObject({
  do: z.enum(['candidate', 'invoice', 'customer', 'refuse']),
  version: whole,
  candidate: z
    .string()
    .regex(/^\d{1,2}$/)
    .default('0'),
  number: typed,
});

export function paymentPages({ jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/payments', door, (c) => {
    const flash = takeFlash(c, jar);
    const wrong = flash?.kind === 'wrongFile' ? { file: flash.text } : {};
    return showPayments(c, wrong.file === undefined ? flashNote(c, flash, []) : '', wrong, null, 200);
  });

  app.post('/imports', door, async (c) => {
    const { ctx } = visitOf(c);
    const upload = await readUpload(c, ['mapping']);
    if (upload === null) {
      keepFlash(c, jar, { kind: 'wrongFile', text: c.get('words').payments.noFile });
      return c.redirect('/payments', 303);
    }
    const { name, bytes, chosen } = upload;
    const { id } = await stageFile(ctx, { name, bytes, mapping: chosen.mapping ?? '' });
    if (bytes.byteLength > WAITED_FOR_BYTES) await queueFile(ctx, { file: id, step: 'weigh' });
    return c.redirect(`/imports/files/${id}`, 303);
  });

  app.get('/imports/files/:id', door, async (c) => {
    const { payments: words } = c.get('words');
    const job = await jobOf(c);
    if (job !== null) return showJob(c, job);
    try {
      const report = await weighStagedFile(visitOf(c).ctx, { file: c.req.param('id') });
      return showPreview(c, c.req.param('id'), report);
    } catch (error) {
      if (!(error instanceof UseCaseError) || error.code === 'forbidden') throw error;
      const text = error.code === 'not_found' ? words.gone : error.in(c.get('language'));
      return showRefused(c, refusedFile(c, text, error));
    }
  });

  app.post('/imports/files/:id', door, async (c) => {
    await readForm(c, z.strictObject({}));
    const job = await jobOf(c);
    if (job !== null) {
      await queueFile(visitOf(c).ctx, { file: job.file, step: 'take' });
      return c.redirect(`/imports/files/${job.file}`, 303);
    }
    const report = await takeStagedFile(visitOf(c).ctx, { file: c.req.param('id') });
    const undo = { path: `/imports/${report.importId}/undo`, fields: {} };
    const isSimple = report.kind !== 'customers' && report.changed === 0;
    const count = report.added + report.changed;
    keepFlash(c, jar, { kind: 'done', done: 'imported', count, undo: isSimple && count > 0 ? undo : null });
    return c.redirect('/payments', 303);
  });

  app.post('/imports/:id/undo', door, async (c) => {
    await readForm(c, z.strictObject({}));
    try {
      const gone = await undoImport(visitOf(c).ctx, { import: idOf(c, 'id') });
      keepFlash(c, jar, { kind: 'done', done: 'importUndone', count: gone.invoices + gone.payments + gone.bookings });
      return c.redirect('/payments', 303);
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      return showPayments(c, '', {}, refusal.text);
    }
  });

  bankRoutes(app, jar, door);
  return app;
}

/** What a person says about bank data: that it is complete, and what a booking is for. */
function bankRoutes(app: Web, jar: Tools['jar'], door: Tools['door']): void {
  app.post('/payments/complete', door, async (c) => {
    const { through } = await readForm(c, z.strictObject({ through: typed }));
    const day = typedDay(through) ?? null;
    if (day === null) return showPayments(c, '', { through: c.get('words').errors.day }, null);
    try {
      await recordBankImport(visitOf(c).ctx, { postedThrough: day });
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      return showPayments(c, '', refusal.problems, refusal.text);
    }
    keepFlash(c, jar, { kind: 'done', done: 'bankNoted' });
    return c.redirect('/payments', 303);
  });

  app.post('/payments/matches/:id', door, async (c) => {
    const fields = await readForm(c, MATCH_FORM);
    try {
      await decideMatch(c, idOf(c, 'id'), fields);
      return c.redirect('/payments#matches', 303);
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      return showPayments(c, '', {}, refusal.text ?? Object.values(refusal.problems)[0] ?? null);
    }
  });
}

async function decideMatch(c: Request, entry: number, fields: z.output<typeof MATCH_FORM>): Promise<void> {
  const { ctx } = visitOf(c);
  const which = { entry, version: Number(fields.version) };
  switch (fields.do) {
    case 'candidate':
      await confirmMatch(ctx, { ...which, candidate: Number(fields.candidate) });
      return;
    case 'invoice':
      await confirmMatch(ctx, { ...which, invoices: [{ invoice: fields.number }] });
      return;
    case 'customer':
      await assignMatch(ctx, { ...which, customer: fields.number });
      return;
    case 'refuse':
      await refuseMatch(ctx, which);
  }
}

/** What a file in the background is doing; null = whoever handed it in waits for it. */
async function jobOf(c: Request): Promise<ImportJobView | null> {
  const file = z.uuid().safeParse(c.req.param('id'));
  return file.success ? fileProgress(visitOf(c).ctx, { file: file.data }) : null;
}

async function showJob(c: Request, job: ImportJobView): Promise<Response> {
  const { payments: words } = c.get('words');
  if (job.state === 'failed') return showPayments(c, note('bad', words.jobs.failed), {}, null, 422);
  if (job.refusal !== null) {
    const { texts, problems } = job.refusal;
    return showRefused(c, refusedFile(c, texts[c.get('language')], { problems }));
  }
  const { report } = job;
  if (report === null) {
    return c.html(
      layout(c, { title: words.inBackground(job.name), main: importUnderWay(c, job), scripts: ['import'] }),
    );
  }
  return showPreview(c, job.file, report, job.step === 'take');
}

/** What a file would do, or did; of a table also how its columns were understood. */
async function showPreview(c: Request, id: string, report: ImportReport, isTaken = false): Promise<Response> {
  const { payments: words } = c.get('words');
  const kind = IMPORT_KINDS.find((one) => one === report.kind);
  const looked = isTaken ? null : await columnsOf(c, kind);
  const title = isTaken ? words.taken(report.file) : words.preview(report.file);
  const columns = looked === null ? '' : columnsSummary(c, id, looked);
  return c.html(layout(c, { title, main: html`${importPreview(c, id, report, isTaken)}${columns}` }));
}

/** A table that is not understood leads to its columns; for anything else there is the next file. */
async function showRefused(c: Request, why: Html): Promise<Response> {
  const looked = await columnsOf(c);
  return looked === null ? showPayments(c, why, {}, null, 422) : showColumns(c, looked, { refused: why });
}

function refusedFile(c: Request, text: string, error: Pick<UseCaseError, 'problems'>): Html {
  const places = error.problems
    .slice(0, 10)
    .map(({ path, texts }) => html`<li>${path}: ${texts[c.get('language')]}</li>`);
  return note(
    'bad',
    c.get('words').payments.refused,
    html`<p>${text}</p>${places.length === 0 ? '' : html`<ul>${places}</ul>`}`,
  );
}

async function showPayments(
  c: Request,
  flash: Html | string,
  problems: Problems,
  text: string | null,
  status?: 200 | 422,
): Promise<Response> {
  const { payments: words, errors } = c.get('words');
  const { ctx, signedIn } = visitOf(c);
  const before = wholeQuery(c, 'before');
  const history = await listImports(ctx, before === null ? {} : { before });
  const matches = await listMatches(ctx, { limit: MATCHES_A_PAGE });
  const mayChange = mayAct(signedIn.role, 'approver');
  const isError = text !== null || Object.keys(problems).length > 0;
  const jobs = await listFileJobs(ctx, {});
  const lastPostedOn = await bankDataThrough(ctx, {});
  const fresh = lastPostedOn === null ? words.never : words.fresh(c.get('format').day(lastPostedOn));
  const next = history.next === null ? null : withQuery('/payments', { before: history.next });
  const main = html`${flash}<header class="head"><div><h1>${words.title}</h1><p class="lines">${fresh}</p></div></header>
${errorSummary(c, problems)}${text === null ? '' : note('bad', errors.refused.title, html`<p>${text}</p>`)}
${mayChange ? html`<div class="beside">${uploadCard(c, problems, await listMappings(ctx, {}))}${completeCard(c, problems)}</div>` : ''}
${importJobs(c, jobs)}${matchCards(c, matches, mayChange)}
<section aria-labelledby="history"><h2 id="history">${words.history}</h2>${historyTable(c, history.rows, mayChange)}
${keyPager(c, { first: before === null ? null : '/payments', next })}</section>`;
  const page = layout(c, { title: words.title, main, isError, scripts: ['drop'] });
  return c.html(page, status ?? (isError ? 422 : 200));
}

/** For days on which the bank had nothing: no statement will ever prove them. */
function completeCard(c: Request, problems: Problems): Html {
  const { payments: words } = c.get('words');
  const value = visitOf(c).house.today;
  const field = { name: 'through', label: words.complete, hint: words.completeHint, value, problems };
  return html`<form method="post" action="/payments/complete" class="card" novalidate>${dayField(field)}<button>${words.completeButton}</button></form>`;
}
