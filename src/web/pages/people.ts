// People and roles: who is on the list, adding somebody, changing a role, a way in, letting somebody in no longer.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { setPassword } from '../../app/access/passwords.ts';
import { createSignInToken } from '../../app/access/sign-in-links.ts';
import { UseCaseError } from '../../app/errors.ts';
import {
  addPerson,
  changePerson,
  deactivatePerson,
  listPeople,
  type PersonView,
  reactivatePerson,
} from '../../app/people/people.ts';
import { mayAct, ROLES } from '../../core/actor.ts';
import { keepFlash, takeFlash } from '../flash.ts';
import { readForm } from '../forms.ts';
import { errorSummary, passwordField, selectField, textField } from '../parts/fields.ts';
import { layout } from '../parts/layout.ts';
import { flashNote, note } from '../parts/notes.ts';
import { type Refusal, refusalOf } from '../refusals.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';
import { idOf } from './previews.ts';

const typed = z.string().max(300).default('');
const ADD = z.strictObject({ name: typed, email: typed, slackUserId: typed, role: z.enum(ROLES) });
const CHANGE = z.union([
  z.strictObject({ role: z.enum(ROLES), seen: z.string().regex(/^\d{1,9}$/) }),
  z.strictObject({ active: z.enum(['on', 'off']) }),
]);
type AddFields = z.output<typeof ADD>;

const NO_ONE: AddFields = { name: '', email: '', slackUserId: '', role: 'approver' };

export function peoplePages({ deps, jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/people', door, async (c) => show(c, { notes: flashNote(c, takeFlash(c, jar), []) }));

  app.post('/people', door, async (c) => {
    const fields = await readForm(c, ADD);
    const orNone = (text: string) => (text.trim() === '' ? null : text);
    const { name, role } = fields;
    try {
      await addPerson(visitOf(c).ctx, {
        name,
        role,
        email: orNone(fields.email),
        slackUserId: orNone(fields.slackUserId),
      });
    } catch (error) {
      return refuse(c, error, fields);
    }
    keepFlash(c, jar, { kind: 'settings', done: 'personAdded' });
    return c.redirect('/people', 303);
  });

  app.post('/people/:id', door, async (c) => {
    const form = await readForm(c, CHANGE);
    const person = idOf(c, 'id');
    const { ctx } = visitOf(c);
    try {
      if ('role' in form) await changePerson(ctx, { person, role: form.role, seen: Number(form.seen) });
      else if (form.active === 'on') await reactivatePerson(ctx, { person });
      else await deactivatePerson(ctx, { person });
    } catch (error) {
      return refuse(c, error, NO_ONE);
    }
    keepFlash(c, jar, { kind: 'settings', done: 'personChanged' });
    return c.redirect('/people', 303);
  });

  app.post('/people/:id/invite', door, async (c) => {
    await readForm(c, z.strictObject({}));
    const person = idOf(c, 'id');
    const { ctx } = visitOf(c);
    const { token } = await createSignInToken(ctx, { person });
    const name = (await listPeople(ctx, {})).find((one) => one.id === person)?.name ?? '';
    const link = new URL(`/sign-in?token=${token}`, deps.publicUrl ?? c.req.url).href;
    return show(c, { notes: linkNote(c, name, link) });
  });

  app.post('/people/:id/password', door, async (c) => {
    const { password } = await readForm(c, z.strictObject({ password: typed }));
    const person = idOf(c, 'id');
    try {
      await setPassword(visitOf(c).ctx, { person, password });
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      return show(c, { refusal, refusedPerson: person });
    }
    keepFlash(c, jar, { kind: 'settings', done: 'passwordSet' });
    return c.redirect(person === visitOf(c).signedIn.personId ? '/sign-in' : '/people', 303);
  });

  return app;
}

/** The link is shown once, to be handed over by whoever made it. */
function linkNote(c: Request, name: string, link: string): Html {
  const { people: words } = c.get('words');
  return note(
    'good',
    words.invited(name),
    html`<p>${words.inviteOnce}</p><p><label for="link" class="unseen">${words.invite}</label>
<input id="link" class="wide number" type="text" readonly value="${link}"></p>`,
  );
}

async function refuse(c: Request, error: unknown, fields: AddFields): Promise<Response> {
  // An address that is taken, or somebody who was quicker: said above the list, which shows how it is now.
  const isConflict = error instanceof UseCaseError && error.code === 'conflict';
  const refusal = isConflict ? { problems: {}, text: error.in(c.get('language')) } : refusalOf(error, c);
  if (refusal === null) throw error;
  return show(c, { refusal, fields });
}

interface Shown {
  notes?: Html | string;
  refusal?: Refusal;
  /** Whose new password was refused. */
  refusedPerson?: number;
  fields?: AddFields;
}

async function show(c: Request, { notes = '', refusal, refusedPerson, fields = NO_ONE }: Shown): Promise<Response> {
  const { people: words, errors } = c.get('words');
  const { ctx, signedIn } = visitOf(c);
  const mayEdit = mayAct(signedIn.role, 'admin');
  const people = await listPeople(ctx, {});
  const problems = refusal?.problems ?? {};
  const refused = refusal?.text == null ? '' : note('bad', errors.refused.title, html`<p>${refusal.text}</p>`);
  const main = html`<header class="head"><div><h1>${words.title}</h1><p class="lead">${words.lead}</p></div></header>
${notes}${refused}${errorSummary(c, problems, refusedPerson === undefined ? '' : `person-${refusedPerson}`)}
${people.length === 0 ? html`<section class="empty"><p>${words.empty}</p></section>` : table(c, people, mayEdit, { person: refusedPerson, problems })}
${mayEdit ? addForm(c, fields, refusedPerson === undefined ? problems : {}) : ''}`;
  const isError = refusal !== undefined;
  return c.html(layout(c, { title: words.title, main, isError }), isError ? 422 : 200);
}

interface Wrong {
  person: number | undefined;
  problems: Refusal['problems'];
}

function table(c: Request, people: readonly PersonView[], mayEdit: boolean, wrong: Wrong): Html {
  const { people: words, frame } = c.get('words');
  const rows = people.map(
    (person) => html`<tr class="${person.active ? '' : 'is-off'}"><th scope="row">${person.name}
${person.email === null ? '' : html` <small>${person.email}</small>`}</th>
<td data-label="${words.role}">${mayEdit ? roleForm(c, person) : frame.roles[person.role]}</td>
<td data-label="${words.ways}">${waysOf(c, person)}</td>
<td><span class="tag">${person.active ? words.active : words.inactive}</span></td>
${mayEdit ? html`<td><div>${activeForm(c, person)}${person.active ? waysIn(c, person, wrong) : ''}</div></td>` : ''}</tr>`,
  );
  return html`<div class="scroll"><table class="rows people"><thead><tr><th>${words.name}</th><th>${words.role}</th><th>${words.ways}</th>
<th>${words.active}</th>${mayEdit ? html`<th><span class="unseen">${words.change}</span></th>` : ''}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function waysOf(c: Request, person: PersonView): string {
  const { people: words } = c.get('words');
  const ways = [
    person.hasPassword ? words.password : '',
    person.hasSignedInWithProvider ? words.provider : '',
    person.slackUserId === null ? '' : 'Slack',
  ].filter((way) => way !== '');
  return ways.length === 0 ? words.link : ways.join(', ');
}

function roleForm(c: Request, { id, name, role, version }: PersonView): Html {
  const { people: words, frame } = c.get('words');
  const options = ROLES.map(
    (one) => html`<option value="${one}" ${one === role ? 'selected' : ''}>${frame.roles[one]}</option>`,
  );
  return html`<form method="post" action="/people/${id}" class="row"><input type="hidden" name="seen" value="${version}">
<select name="role" aria-label="${words.changeRole(name)}">${options}</select>
<button class="quiet">${words.change}<span class="unseen"> ${name}</span></button></form>`;
}

function activeForm(c: Request, { id, name, active }: PersonView): Html {
  const { people: words } = c.get('words');
  return html`<form method="post" action="/people/${id}"><button name="active" value="${active ? 'off' : 'on'}" class="quiet">
${active ? words.deactivate : words.reactivate}<span class="unseen"> ${name}</span></button></form>`;
}

/** A link for once, or a password: for whoever has no other way in. */
function waysIn(c: Request, { id, name }: PersonView, wrong: Wrong): Html {
  const { people: words } = c.get('words');
  const problems = wrong.person === id ? wrong.problems : {};
  const field = { name: 'password', label: words.passwordFor(name), problems, scope: `person-${id}` };
  return html`<form method="post" action="/people/${id}/invite"><button class="quiet">${words.invite}<span class="unseen"> ${name}</span></button></form>
<details ${wrong.person === id ? 'open' : ''}><summary>${words.setPassword}<span class="unseen"> ${name}</span></summary>
<form method="post" action="/people/${id}/password" novalidate>${passwordField(
    { ...field, hint: c.get('words').access.passwordHintOther },
    'new-password',
  )}<button>${words.setPassword}<span class="unseen"> ${name}</span></button></form></details>`;
}

function addForm(c: Request, fields: AddFields, problems: Refusal['problems']): Html {
  const { people: words, frame } = c.get('words');
  const of = (name: keyof AddFields, label: string) => ({ name, label, value: fields[name], problems });
  const roles = ROLES.map((value) => ({ value, label: frame.roles[value] }));
  return html`<section class="card"><h2>${words.add}</h2><form method="post" action="/people" novalidate>
${textField(of('name', words.name))}${textField(of('email', words.email), 'wide', 'email')}${textField(of('slackUserId', words.slack), 'narrow')}
${selectField({ ...of('role', words.role), hint: words.roleHint }, roles)}<button>${words.addButton}</button></form></section>`;
}
