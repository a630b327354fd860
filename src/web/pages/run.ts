// One run: what it did, its verdict on every invoice (searchable, on the facts of then or of now), and the same run
// once more as a dry one.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import {
  FACTS,
  type Facts,
  repeatRun,
  runVerdicts,
  VERDICT_KINDS,
  type VerdictKind,
} from '../../app/insight/run-verdicts.ts';
import { isDay } from '../../core/day.ts';
import { oneOfQuery, textQuery, withQuery } from '../address.ts';
import { readForm } from '../forms.ts';
import { layout } from '../parts/layout.ts';
import { filterBar, filterSelect, filterText, keyPager } from '../parts/list.ts';
import { repeatCard, repeated, runHead, verdictTable } from '../parts/run.ts';
import { type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';
import { idOf } from './previews.ts';

const ROWS_A_PAGE = 50;
const ANY = 'any';

export function runVerdictPages({ door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/runs/:id', door, (c) => showRun(c, idOf(c, 'id')));

  app.post('/runs/:id/repeat', door, async (c) => {
    const { facts } = await readForm(c, z.strictObject({ facts: z.enum(FACTS) }));
    const { runs: words } = c.get('words');
    const result = await repeatRun(visitOf(c).ctx, { run: idOf(c, 'id'), facts });
    const main = html`${runHead(c, result.run)}${repeated(c, result, facts)}`;
    return c.html(layout(c, { title: words.repeatTitle, main }));
  });

  return app;
}

async function showRun(c: Request, id: number): Promise<Response> {
  const { runs: words, heldBack } = c.get('words');
  const { ctx } = visitOf(c);
  const facts = oneOfQuery(c, 'facts', FACTS);
  const kind = oneOfQuery(c, 'kind', [ANY, ...VERDICT_KINDS]);
  const text = textQuery(c, 'text');
  const after = keyOf(c);
  const asked = { run: id, facts, text, after, limit: ROWS_A_PAGE, ...(kind === ANY ? {} : { kind }) };
  const { run, rows, next, looked } = await runVerdicts(ctx, asked);
  const here = (key: typeof next) =>
    withQuery(`/runs/${id}`, { facts, kind, text, ...(key === null ? {} : { due: key.dueDate, after: key.id }) });
  const name = (one: VerdictKind) => (one === 'proposed' ? words.proposed : heldBack[one]);
  const kinds = [
    { value: ANY, label: words.anyVerdict },
    ...VERDICT_KINDS.map((value) => ({ value, label: name(value) })),
  ];
  const fields = html`${filterText('text', words.search, text)}${filterSelect('kind', words.verdict, kind, kinds)}
${filterSelect('facts', words.facts, facts, factChoices(c))}`;
  const isMore = next !== null && rows.length < ROWS_A_PAGE;
  const nothing = isMore ? words.noneYet(looked) : words.none;
  const main = html`${runHead(c, run)}
${repeatCard(c, id)}
<section aria-labelledby="verdicts"><h2 id="verdicts">${words.verdicts}</h2>
${filterBar(c, `/runs/${id}`, fields)}
${rows.length === 0 ? html`<div class="empty"><p>${nothing}</p></div>` : verdictTable(c, rows)}
${isMore && rows.length > 0 ? html`<p>${words.looked(looked)}</p>` : ''}
${keyPager(c, { first: after === null ? null : here(null), next: next === null ? null : here(next) })}</section>`;
  return c.html(layout(c, { title: words.one(c.get('format').day(run.onDay)), main }));
}

function factChoices(c: Request): { value: Facts; label: string }[] {
  const { runs: words } = c.get('words');
  return FACTS.map((value) => ({ value, label: words.factsOf[value] }));
}

function keyOf(c: Request) {
  const [due, id] = [c.req.query('due') ?? '', c.req.query('after') ?? ''];
  return isDay(due) && /^[1-9]\d{0,14}$/.test(id) ? { dueDate: due, id: Number(id) } : null;
}
