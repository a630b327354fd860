// Every route for everybody: who gets in, who is sent to the sign-in, who is refused. A route that is not in the table
// fails the test.
import { beforeAll, describe, expect, test } from 'vitest';
import { openTestStore } from '../support/databases.ts';
import { createWorld, proposalOf } from '../support/world.ts';
import { DELIVERY_ROUTES } from './delivery-routes.ts';
import { INSIGHT_ROUTES } from './insight-routes.ts';
import { LEDGER_ROUTES } from './ledger-routes.ts';
import { SETTINGS_ROUTES } from './settings-routes.ts';
import { type FormFields, type OpenWeb, openWeb, type Visitor } from './visitor.ts';

type Who = 'nobody' | 'viewer' | 'approver' | 'admin';

interface Route {
  method: 'GET' | 'POST';
  /** As the app registers it. */
  route: string;
  /** What is asked for. */
  path: string;
  fields?: FormFields;
  expect: Record<Who, number>;
}

const everybody = (status: number) => ({ nobody: status, viewer: status, approver: status, admin: status });
/** Seen by everybody who is signed in. */
const inside = { nobody: 303, viewer: 200, approver: 200, admin: 200 };
/** Changes something: approvers only, who are led on. */
const change = { nobody: 303, viewer: 403, approver: 303, admin: 303 };
/** Changes what holds for everybody: admins only, who are led on. */
const adminsOnly = { nobody: 303, viewer: 403, approver: 403, admin: 303 };

const TEXT = 'kind=notice&language=de&channel=email';
const TEXT_FIELDS = {
  ...Object.fromEntries(new URLSearchParams(TEXT)),
  seen: '0',
  subject: 'S',
  body: 'B',
  to: 'anna@nordwind.example.com',
};

/** In this order, so that what one does is there for the next: `{id}` is a proposal, decided last. */
const ROUTES: readonly Route[] = [
  { method: 'GET', route: '/sign-in', path: '/sign-in', expect: everybody(200) },
  { method: 'POST', route: '/sign-in', path: '/sign-in', fields: { token: 'wrong' }, expect: everybody(403) },
  {
    method: 'POST',
    route: '/sign-in/password',
    path: '/sign-in/password',
    fields: { email: 'eve@example.com', password: 'wrong' },
    expect: everybody(422),
  },
  // No provider is set up here.
  { method: 'GET', route: '/auth/:provider', path: '/auth/slack', expect: everybody(404) },
  { method: 'GET', route: '/auth/:provider/callback', path: '/auth/slack/callback?code=x', expect: everybody(404) },
  { method: 'GET', route: '/account', path: '/account', expect: inside },
  { method: 'GET', route: '/api', path: '/api', expect: everybody(200) },
  {
    method: 'POST',
    route: '/account/sessions',
    path: '/account/sessions',
    fields: { session: 'all' },
    expect: { nobody: 303, viewer: 303, approver: 303, admin: 303 },
  },
  // These came by the link of the first start: they are on no list yet.
  {
    method: 'POST',
    route: '/account/language',
    path: '/account/language',
    fields: { language: 'en' },
    expect: { nobody: 303, viewer: 409, approver: 409, admin: 409 },
  },
  {
    method: 'POST',
    route: '/account/password',
    path: '/account/password',
    fields: { password: 'vier rote Teekannen' },
    expect: { nobody: 303, viewer: 422, approver: 422, admin: 422 },
  },
  {
    method: 'POST',
    route: '/account/first',
    path: '/account/first',
    fields: { name: 'Anna', email: 'anna@example.com', password: 'vier rote Teekannen' },
    expect: { nobody: 303, viewer: 403, approver: 403, admin: 303 },
  },
  { method: 'GET', route: '/', path: '/', expect: inside },
  { method: 'GET', route: '/progress', path: '/progress', expect: inside },
  { method: 'POST', route: '/run', path: '/run', expect: change },
  {
    method: 'POST',
    route: '/decisions/check',
    path: '/decisions/check',
    fields: { do: 'skip', all: '' },
    expect: { nobody: 303, viewer: 403, approver: 200, admin: 200 },
  },
  { method: 'GET', route: '/proposals/:id', path: '/proposals/{id}', expect: inside },
  { method: 'GET', route: '/proposals/:id/peek', path: '/proposals/{id}/peek', expect: inside },
  {
    method: 'POST',
    route: '/proposals/:id/take-back',
    path: '/proposals/{id}/take-back',
    // Nothing is approved, so those who may are told that.
    expect: { nobody: 303, viewer: 403, approver: 409, admin: 409 },
  },
  {
    method: 'GET',
    route: '/preview/proposals/:id/letter.pdf',
    path: '/preview/proposals/{id}/letter.pdf',
    expect: inside,
  },
  {
    method: 'GET',
    route: '/preview/proposals/:id/letter.png',
    path: '/preview/proposals/{id}/letter.png',
    expect: inside,
  },
  { method: 'GET', route: '/preview/proposals/:id/mail', path: '/preview/proposals/{id}/mail', expect: inside },
  {
    method: 'GET',
    route: '/preview/notices/:number/letter.pdf',
    path: '/preview/notices/1/letter.pdf',
    expect: inside,
  },
  { method: 'GET', route: '/preview/notices/:number/mail', path: '/preview/notices/1/mail', expect: inside },
  { method: 'GET', route: '/invoices/:number', path: '/invoices/RE-1001', expect: inside },
  { method: 'POST', route: '/invoices/:number/pause', path: '/invoices/RE-1001/pause', expect: change },
  { method: 'POST', route: '/invoices/:number/resume', path: '/invoices/RE-1001/resume', expect: change },
  {
    method: 'POST',
    route: '/invoices/:number/dispute',
    path: '/invoices/RE-1001/dispute',
    // The second to say so is told that it is disputed already.
    expect: { nobody: 303, viewer: 403, approver: 303, admin: 422 },
  },
  { method: 'POST', route: '/invoices/:number/settle', path: '/invoices/RE-1001/settle', expect: change },
  {
    method: 'POST',
    route: '/invoices/:number/promise',
    path: '/invoices/RE-1001/promise',
    fields: { on: '2026-12-01' },
    expect: change,
  },
  {
    method: 'POST',
    route: '/invoices/:number/payment',
    path: '/invoices/RE-1001/payment',
    fields: { amount: '1.00', method: 'cash' },
    expect: change,
  },
  // Without a file, which is asked for before anybody's role.
  {
    method: 'POST',
    route: '/invoices/:number/original',
    path: '/invoices/RE-1001/original',
    expect: { nobody: 303, viewer: 303, approver: 303, admin: 303 },
  },
  {
    method: 'GET',
    route: '/preview/invoices/:number/original.pdf',
    path: '/preview/invoices/RE-1001/original.pdf',
    // Nobody has handed it in.
    expect: { nobody: 303, viewer: 404, approver: 404, admin: 404 },
  },
  { method: 'GET', route: '/plans', path: '/plans', expect: inside },
  { method: 'GET', route: '/plans/new', path: '/plans/new', expect: inside },
  { method: 'GET', route: '/plans/:id', path: '/plans/1', expect: inside },
  { method: 'GET', route: '/plans/:id/history', path: '/plans/1/history', expect: inside },
  { method: 'POST', route: '/plans/check', path: '/plans/check', fields: { name: 'X' }, expect: inside },
  { method: 'POST', route: '/plans/:id', path: '/plans/1', fields: { do: 'refresh', name: 'X' }, expect: inside },
  { method: 'POST', route: '/plans', path: '/plans', fields: { do: 'refresh', name: 'X' }, expect: inside },
  { method: 'POST', route: '/plans/:id/switch', path: '/plans/1/switch', fields: { to: 'on' }, expect: adminsOnly },
  {
    method: 'POST',
    route: '/plans/:id/remove',
    path: '/plans/1/remove',
    // It is the one for everybody.
    expect: { nobody: 303, viewer: 403, approver: 403, admin: 422 },
  },
  { method: 'POST', route: '/levels/:id/switch', path: '/levels/1/switch', fields: { to: 'on' }, expect: adminsOnly },
  { method: 'POST', route: '/dunning', path: '/dunning', fields: { to: 'off' }, expect: adminsOnly },
  { method: 'POST', route: '/dunning', path: '/dunning', fields: { to: 'on' }, expect: adminsOnly },
  ...LEDGER_ROUTES,
  { method: 'GET', route: '/templates', path: '/templates', expect: inside },
  { method: 'GET', route: '/templates/edit', path: `/templates/edit?${TEXT}`, expect: inside },
  { method: 'POST', route: '/templates/edit', path: '/templates/edit', fields: TEXT_FIELDS, expect: inside },
  { method: 'POST', route: '/templates/check', path: '/templates/check', fields: TEXT_FIELDS, expect: inside },
  { method: 'POST', route: '/preview/templates', path: '/preview/templates', fields: TEXT_FIELDS, expect: inside },
  {
    method: 'POST',
    route: '/preview/templates/letter.pdf',
    path: '/preview/templates/letter.pdf',
    fields: TEXT_FIELDS,
    expect: inside,
  },
  {
    method: 'POST',
    route: '/templates',
    path: '/templates',
    fields: TEXT_FIELDS,
    expect: { nobody: 303, viewer: 403, approver: 403, admin: 303 },
  },
  {
    method: 'POST',
    route: '/templates/test-mail',
    path: '/templates/test-mail',
    fields: TEXT_FIELDS,
    expect: { nobody: 303, viewer: 403, approver: 403, admin: 200 },
  },
  { method: 'GET', route: '/templates/diff', path: `/templates/diff?${TEXT}&from=0&to=1`, expect: inside },
  {
    method: 'POST',
    route: '/templates/restore',
    path: `/templates/restore?${TEXT}`,
    fields: { version: '1' },
    expect: adminsOnly,
  },
  { method: 'GET', route: '/payments', path: '/payments', expect: inside },
  {
    method: 'POST',
    route: '/payments/complete',
    path: '/payments/complete',
    fields: { through: '2026-11-19' },
    expect: change,
  },
  {
    method: 'POST',
    route: '/payments/matches/:id',
    path: '/payments/matches/1',
    fields: { do: 'refuse', version: '1' },
    // There is no such booking.
    expect: { nobody: 303, viewer: 403, approver: 404, admin: 404 },
  },
  // Without a file, which is asked for before anybody's role.
  {
    method: 'POST',
    route: '/imports',
    path: '/imports',
    expect: { nobody: 303, viewer: 303, approver: 303, admin: 303 },
  },
  {
    method: 'GET',
    route: '/imports/files/:id',
    path: '/imports/files/00000000-0000-4000-8000-000000000000',
    // Nobody handed it in.
    expect: { nobody: 303, viewer: 403, approver: 422, admin: 422 },
  },
  { method: 'GET', route: '/imports/mappings', path: '/imports/mappings', expect: inside },
  {
    method: 'GET',
    route: '/imports/files/:id/columns',
    path: '/imports/files/00000000-0000-4000-8000-000000000000/columns',
    expect: { nobody: 303, viewer: 403, approver: 303, admin: 303 },
  },
  {
    method: 'POST',
    route: '/imports/files/:id/columns',
    path: '/imports/files/00000000-0000-4000-8000-000000000000/columns',
    expect: { nobody: 303, viewer: 403, approver: 303, admin: 303 },
  },
  {
    method: 'GET',
    route: '/imports/files/:id/progress',
    path: '/imports/files/00000000-0000-4000-8000-000000000000/progress',
    expect: inside,
  },
  {
    method: 'POST',
    route: '/imports/files/:id',
    path: '/imports/files/00000000-0000-4000-8000-000000000000',
    expect: { nobody: 303, viewer: 403, approver: 404, admin: 404 },
  },
  {
    method: 'POST',
    route: '/imports/:id/undo',
    path: '/imports/1/undo',
    // A run has seen it.
    expect: { nobody: 303, viewer: 403, approver: 422, admin: 422 },
  },
  { method: 'GET', route: '/activity', path: '/activity', expect: inside },
  { method: 'GET', route: '/activity.csv', path: '/activity.csv', expect: inside },
  ...SETTINGS_ROUTES,
  ...INSIGHT_ROUTES,
  ...DELIVERY_ROUTES,
  { method: 'GET', route: '/why', path: '/why?invoice=RE-1001', expect: inside },
  { method: 'POST', route: '/decisions', path: '/decisions', fields: { do: 'skip', seen: '{id}.1' }, expect: change },
  { method: 'POST', route: '/sign-out', path: '/sign-out', expect: everybody(303) },
];

let web: OpenWeb;
let people: Record<Who, Visitor>;
let proposal: number;

beforeAll(async () => {
  const world = await createWorld(await openTestStore());
  proposal = await proposalOf(world, 'RE-1011');
  web = openWeb(world);
  people = {
    nobody: web.visitor(),
    viewer: await web.signIn('viewer'),
    approver: await web.signIn('approver'),
    admin: await web.signIn('admin'),
  };
});

test('the table names every route of the app, and no other', () => {
  // The REST interface has a table of its own in test/api.
  const pages = web.app.routes.filter(({ method, path }) => method !== 'ALL' && !path.startsWith('/api/v1/'));
  const registered = pages.map((one) => `${one.method} ${one.path}`);
  const table = ROUTES.map((one) => `${one.method} ${one.route}`);
  expect(new Set(registered)).toEqual(new Set(table));
});

describe.each(ROUTES)('$method $route', ({ method, path, fields, expect: expected }) => {
  test.each(['nobody', 'viewer', 'approver', 'admin'] as const)('answers %s', async (who) => {
    const filled = JSON.parse(JSON.stringify({ path, fields }).replaceAll('{id}', String(proposal)));
    const answer =
      method === 'GET' ? await people[who].get(filled.path) : await people[who].post(filled.path, filled.fields);
    expect(answer.status).toBe(expected[who]);
    if (who === 'nobody' && expected.nobody === 303) expect(answer.location).toBe('/sign-in');
    else if (answer.status === 303 && path !== '/account/first')
      expect(answer.location).not.toBe(path === '/sign-out' ? '/' : '/sign-in');
  });
});

test('nothing failed unexpectedly on the way', () => expect(web.failures).toEqual([]));
