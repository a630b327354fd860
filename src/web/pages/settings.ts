// Settings: what is still missing, the sections of the organisation's settings, the chat and how notices leave.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import { describeChat } from '../../app/chat/settings.ts';
import { UseCaseError } from '../../app/errors.ts';
import { changeOrganisation, readSettings } from '../../app/settings/change-organisation.ts';
import { type SetupItem, type SetupStep, setupChecklist } from '../../app/settings/checklist.ts';
import { mayAct } from '../../core/actor.ts';
import { type Flash, keepFlash, takeFlash } from '../flash.ts';
import type { Problems } from '../forms.ts';
import { errorSummary } from '../parts/fields.ts';
import { layout } from '../parts/layout.ts';
import { flashNote, note } from '../parts/notes.ts';
import { readTexts, sectionForm } from '../parts/settings-forms.ts';
import { refusalOf } from '../refusals.ts';
import { type Fields, fieldsOf, readSection, SECTION_FIELDS, SECTIONS, type Section } from '../settings-form.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';
import { logoCard } from './logo.ts';

export function settingsPages({ jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/settings', door, async (c) => {
    const main = html`${flashNote(c, takeFlash(c, jar), [])}${await indexMain(c)}`;
    return c.html(layout(c, { title: c.get('words').settings.title, main }));
  });

  app.get('/settings/:section', door, async (c) => {
    const section = sectionOf(c);
    const flash = takeFlash(c, jar);
    const settings = await readSettings(visitOf(c).ctx, {});
    return showSection(c, section, fieldsOf(settings, c.get('language')), { seen: settings.version, flash });
  });

  app.post('/settings/:section', door, async (c) => {
    const section = sectionOf(c);
    const { seen, ...fields } = await readTexts(c, [...SECTION_FIELDS[section], 'seen'] as const);
    return saveSection(c, section, fields, Number(seen));
  });

  return app;

  async function saveSection(c: Request, section: Section, fields: Fields, seen: number): Promise<Response> {
    const { ctx } = visitOf(c);
    const read = readSection(section, fields, c.get('language'), c.get('words'));
    if ('problems' in read) return showSection(c, section, fields, { seen, problems: read.problems });
    try {
      await changeOrganisation(ctx, { ...read.change, seen });
    } catch (error) {
      if (error instanceof UseCaseError && error.code === 'conflict') {
        const now = await readSettings(ctx, {});
        const notes = note('bad', error.in(c.get('language')), html`<p>${c.get('words').settings.conflict}</p>`);
        return showSection(c, section, fields, { seen: now.version, notes, theirs: fieldsOf(now, c.get('language')) });
      }
      const problems = problemsOf(error, section, c);
      if (problems === null) throw error;
      return showSection(c, section, fields, { seen, problems });
    }
    keepFlash(c, jar, { kind: 'settings', done: 'saved' });
    return c.redirect('/settings', 303);
  }
}

function sectionOf(c: Request): Section {
  const section = SECTIONS.find((one) => one === c.req.param('section'));
  if (section === undefined) throw new HTTPException(404);
  return section;
}

/** Complaints by the field's name on the page: the address has its country, the lines have a number. */
function problemsOf(error: unknown, section: Section, c: Request): Problems | null {
  const problems = refusalOf(error, c)?.problems;
  if (problems === undefined) return null;
  const known: readonly string[] = SECTION_FIELDS[section];
  const named = Object.entries(problems).map(([field, text]) => [
    known.includes(field) ? field : section === 'company' ? 'legalLines' : (known[0] ?? field),
    text,
  ]);
  return Object.fromEntries(named);
}

interface Shown {
  /** The version that was looked at. */
  seen: number;
  problems?: Problems;
  /** What somebody else saved meanwhile, and what is said of it. */
  notes?: Html;
  theirs?: Fields;
  flash?: Flash | null;
}

async function showSection(c: Request, section: Section, fields: Fields, shown: Shown): Promise<Response> {
  const { settings: words } = c.get('words');
  const { seen, problems = {}, notes, theirs = null, flash = null } = shown;
  const title = words.sections[section];
  const mayEdit = mayAct(visitOf(c).signedIn.role, 'admin');
  const form = sectionForm(c, { section, fields, seen, problems, mayEdit, theirs });
  const wrongFile = flash?.kind === 'wrongFile' ? flash.text : null;
  const isError = Object.keys(problems).length > 0;
  const main = html`<header class="head"><div><p class="over"><a href="/settings">${words.back}</a></p><h1>${title}</h1></div></header>
${flashNote(c, flash, [])}${notes ?? ''}${errorSummary(c, problems)}${mayEdit ? '' : html`<p>${words.readOnly}</p>`}${form}
${section === 'company' ? await logoCard(c, mayEdit, wrongFile) : ''}`;
  const page = layout(c, { title, main, isError: isError || wrongFile !== null });
  return c.html(page, isError ? 422 : notes === undefined ? 200 : 409);
}

async function indexMain(c: Request): Promise<Html> {
  const { settings: words, people, mail, tokens } = c.get('words');
  const { ctx, house } = visitOf(c);
  const chat = await describeChat(ctx, {});
  const sections = SECTIONS.map((one) => html`<li><a href="/settings/${one}">${words.sections[one]}</a></li>`);
  return html`<header class="head"><h1>${words.title}</h1></header>
<div class="sheet"><div class="column">${checklist(c, await setupChecklist(ctx, {}))}</div>
<div class="column"><section class="card"><ul class="links">${sections}<li><a href="/people">${people.title}</a></li>
<li><a href="/settings/tokens">${tokens.title}</a></li><li><a href="/settings/mail">${mail.title}</a></li>
<li><a href="/account">${c.get('words').access.account}</a></li>
<li><a href="/api">${c.get('words').api.title}</a></li></ul></section>
<section class="card"><h2>${words.chat}</h2><p>${chat.channelId === null ? words.chatOff : words.chatOn(chat.channelId)}</p>
${chat.problem === null ? '' : html`<p class="bad">${words.chatProblem(chat.problem)}</p>`}<p><a href="/settings/chat">${words.chat}</a></p></section>
<section class="card"><h2>${words.sending}</h2><p>${house.leavesMachine ? words.transport(house.transport) : words.outbox}</p>
<p><a href="/settings/mail">${mail.title}</a></p></section></div></div>`;
}

/** Where each step is done. */
const PLACES: Readonly<Record<SetupStep, string>> = {
  company: '/settings/company',
  bank_account: '/settings/company#iban',
  legal_lines: '/settings/company#legalLines',
  levels: '/plans',
  customers: '/payments',
  invoices: '/payments',
  bank_data: '/payments',
  mail: '/settings/mail',
  sender: '/settings/company#senderEmail',
  people: '/people',
  chat: '/settings/chat',
  first_run: '/',
};

function checklist(c: Request, items: readonly SetupItem[]): Html {
  const { settings: words } = c.get('words');
  const missing = items.filter((item) => item.needed && !item.done).length;
  const rows = items.map(({ step, done, needed }) => {
    const [state, kind] = done ? [words.done, 'good'] : needed ? [words.open, 'bad'] : [words.recommended, 'calm'];
    return html`<li class="${kind}"><span class="state">${state}</span> <span><a href="${PLACES[step]}">${words.steps[step]}</a></span></li>`;
  });
  return html`<section class="card" aria-labelledby="checklist"><h2 id="checklist">${words.checklist}</h2>
<p>${missing === 0 ? words.ready : words.missing(missing)}</p><ul class="checklist">${rows}</ul></section>`;
}
