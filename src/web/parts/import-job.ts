// A file that is read in the background: how far it is, and the list of such files.

import { html } from 'hono/html';
import { type ImportJobView, isUnderWay } from '../../app/imports/in-background.ts';
import type { Html, Request } from '../web.ts';

/** Kept up to date by `../script/import.js`; without it by the link. */
export function importUnderWay(c: Request, job: ImportJobView): Html {
  const { payments: words, today } = c.get('words');
  const { line, done, total } = importProgress(c, job);
  const path = `/imports/files/${job.file}`;
  return html`<header class="head"><div><h1>${words.inBackground(job.name)}</h1><p class="lines">${words.inBackgroundLead}</p></div></header>
<section class="card" data-import="${path}/progress"><p class="row"><span class="line" role="status">${line}</span>
<progress max="${Math.max(1, total)}" value="${done}" aria-label="${words.inBackground(job.name)}" ${total === 0 ? 'hidden' : ''}></progress></p>
<p class="row"><a class="button" href="${path}">${today.refresh}</a> <a href="/payments">${words.title}</a></p></section>`;
}

/** What the script puts in place. */
export function importProgress(c: Request, job: ImportJobView): { line: string; done: number; total: number } {
  const { jobs } = c.get('words').payments;
  const { rows, total } = job;
  return { line: lineOf(), done: total === null ? 0 : rows, total: total ?? 0 };

  function lineOf(): string {
    if (job.state !== 'running') return jobs[job.state];
    if (job.phase === 'reading') return jobs.reading(rows);
    return total === null ? jobs.running : jobs.writing(rows, total);
  }
}

export function importJobs(c: Request, jobs: readonly ImportJobView[]): Html | string {
  if (jobs.length === 0) return '';
  const { payments: words } = c.get('words');
  const rows = jobs.map((job) => {
    const state = isUnderWay(job) ? importProgress(c, job).line : words.jobs[job.state];
    return html`<li><a class="break" href="/imports/files/${job.file}">${job.name}</a> <small>${state} · ${job.by}</small></li>`;
  });
  return html`<section aria-labelledby="jobs"><h2 id="jobs">${words.jobs.title}</h2><ul class="plain">${rows}</ul></section>`;
}
