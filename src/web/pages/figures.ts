// Figures of a period: open and overdue, DSO, recovered after each level, time to approve - each with its definition.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { DEFAULT_DAYS, type KeyFigures, keyFigures, latestKeyFigures } from '../../app/insight/key-figures.ts';
import type { Latest } from '../../app/insight/latest.ts';
import { addDays, type Day, daysBetween } from '../../core/day.ts';
import { withQuery } from '../address.ts';
import { csvAnswer } from '../csv.ts';
import { type Problems, typedDay } from '../forms.ts';
import { dayField, errorSummary } from '../parts/fields.ts';
import { approvalCard, definitions, levelSection, moneySection } from '../parts/figures.ts';
import { latestLine, stillComputing } from '../parts/latest.ts';
import { layout } from '../parts/layout.ts';
import { fileLink } from '../parts/list.ts';
import { refusalOf } from '../refusals.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';

const SPANS = [30, 90, 365] as const;

interface Asked {
  from: string;
  to: string;
}

interface Period {
  from: Day;
  to: Day;
}

export function figurePages({ door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/figures', door, async (c) => {
    const { today } = visitOf(c).house;
    const asked = { from: c.req.query('from') ?? addDays(today, 1 - DEFAULT_DAYS), to: c.req.query('to') ?? today };
    const [from, to] = [typedDay(asked.from), typedDay(asked.to)];
    const { errors } = c.get('words');
    if (from == null || to == null) {
      const wrong = { ...(from == null ? { from: errors.day } : {}), ...(to == null ? { to: errors.day } : {}) };
      return showRefused(c, asked, wrong);
    }
    try {
      return showFigures(c, asked, { from, to }, await latestKeyFigures(visitOf(c).ctx, { from, to }));
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      return showRefused(c, asked, refusal.text === null ? refusal.problems : { to: refusal.text });
    }
  });

  app.get('/figures.csv', door, async (c) => {
    const { figures: words, runs } = c.get('words');
    const [from, to] = [typedDay(c.req.query('from') ?? ''), typedDay(c.req.query('to') ?? '')];
    const period = { ...(from == null ? {} : { from }), ...(to == null ? {} : { to }) };
    const { levels } = await keyFigures(visitOf(c).ctx, period);
    const header = [
      runs.plan,
      words.level,
      words.currency,
      words.notices,
      words.dunned,
      words.came,
      words.settled,
      words.rate,
    ];
    const rows = levels.map((row) => [
      row.plan,
      row.level,
      row.currency,
      row.count,
      { cents: row.dunnedCents, currency: row.currency },
      { cents: row.recoveredCents, currency: row.currency },
      row.settledCount,
      row.rateBp / 100,
    ]);
    return csvAnswer(c, 'figures', header, rows);
  });

  return app;
}

function showFigures(
  c: Request,
  asked: Asked,
  period: Period,
  latest: Latest<KeyFigures>,
): Response | Promise<Response> {
  const { figures: words } = c.get('words');
  const { day } = c.get('format');
  const lead = words.lead(day(period.from), day(period.to), daysBetween(period.from, period.to) + 1);
  const file = fileLink(c, withQuery('/figures.csv', { from: period.from, to: period.to }));
  const main = html`<header class="head"><div><h1>${words.title}</h1><p class="lines">${lead}</p>${latestLine(c, latest)}</div>${file}</header>
${periodForm(c, asked, {})}${latest === null ? stillComputing(c) : figuresBody(c, latest.value)}`;
  return c.html(layout(c, { title: words.title, main }));
}

function figuresBody(c: Request, figures: KeyFigures): Html {
  return html`${moneySection(c, figures)}${levelSection(c, figures)}${approvalCard(c, figures)}${definitions(c)}`;
}

function showRefused(c: Request, asked: Asked, problems: Problems): Response | Promise<Response> {
  const { title } = c.get('words').figures;
  const main = html`<h1>${title}</h1>${errorSummary(c, problems)}${periodForm(c, asked, problems)}`;
  return c.html(layout(c, { title, main, isError: true }), 422);
}

function periodForm(c: Request, asked: Asked, problems: Problems): Html {
  const { figures: words } = c.get('words');
  const { today } = visitOf(c).house;
  const start = (days: number): Day => addDays(today, 1 - days);
  const links = SPANS.map(
    (days) => html`<a href="${withQuery('/figures', { from: start(days), to: today })}">${words.spans[days]}</a>`,
  );
  return html`<form method="get" action="/figures" class="card inline" novalidate>
${dayField({ name: 'from', label: words.from, value: asked.from, problems })}
${dayField({ name: 'to', label: words.to, value: asked.to, problems })}
<button>${words.show}</button><p class="row">${links}</p></form>`;
}
