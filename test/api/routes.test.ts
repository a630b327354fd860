// Every address, driven through HTTP with requests that fit the document: what it answers to an admin's, a viewer's and
// nobody's token. A route without a line in the table fails.

import { Ajv2020 } from 'ajv/dist/2020.js';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { mayAct } from '../../src/core/actor.ts';
import { bodySchemaOf, openApiDocument, operationOf } from '../../src/web/api/openapi.ts';
import type { Route } from '../../src/web/api/route.ts';
import { ROUTES } from '../../src/web/api/routes/index.ts';
import { openTestStore } from '../support/databases.ts';
import { ADMIN, createWorld, proposalOf, realRenderer, type World } from '../support/world.ts';
import { openWeb } from '../web/visitor.ts';
import { type Called, type Caller, callerWith, tokenFor } from './caller.ts';
import { SAMPLES } from './samples.ts';

const ajv = new Ajv2020({ strict: false, validateFormats: false });
let world: World;
let admin: Caller;
let viewer: Caller;
let nobody: Caller;
let known: Record<string, string>;

beforeAll(async () => {
  world = await createWorld(await openTestStore(), { renderer: await realRenderer() });
  const web = openWeb(world);
  admin = callerWith(web, (await tokenFor(world.as(ADMIN), 'admin')).token);
  viewer = callerWith(web, (await tokenFor(world.as(ADMIN), 'viewer')).token);
  // Who has no token is slowed down soon: each time somebody else.
  let strangers = 0;
  nobody = (address, body) => {
    strangers += 1;
    return callerWith(web, null, `192.0.2.${strangers}`)(address, body);
  };
  const rows = async (query: ReturnType<typeof sql>) =>
    ((await world.store.db.execute(query)) as unknown as { rows: Record<string, unknown>[] }).rows;
  const [level] = await rows(sql`select id, plan_id from levels order by id limit 1`);
  const [delivery] = await rows(sql`select id from deliveries order by created_at limit 1`);
  known = {
    proposal: String(await proposalOf(world, 'RE-1003')),
    plan: String(level?.plan_id),
    levelId: String(level?.id),
    delivery: String(delivery?.id),
  };
});

/** A sample with the ids of this world in it. */
const filled = <T>(value: T): T =>
  JSON.parse(
    JSON.stringify(value).replaceAll(/"?\{(\w+)\}"?/g, (all, name: string) => {
      const found = known[name];
      if (found === undefined) return all;
      return all.startsWith('"') && all.endsWith('"')
        ? /^\d+$/.test(found)
          ? found
          : `"${found}"`
        : all.replace(/\{\w+\}/, found);
    }),
  );

/** The document as it is served, without room for fields that it does not name. */
const closed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, closed(part)]));
  return inner.type === 'object' && 'properties' in inner ? { additionalProperties: false, ...inner } : inner;
};
const { components } = closed(openApiDocument(ROUTES)) as { components: object };

/** What of a real answer is not as the document says; without a route: of a refusal. */
function misfits(route: Route | null, { json }: Called): unknown {
  const [schema] =
    route === null
      ? [{ $ref: '#/components/schemas/ApiProblem' }]
      : Object.values(operationOf(route).responses).flatMap((one) =>
          'content' in one && 'application/json' in one.content ? [one.content['application/json'].schema] : [],
        );
  const fits = ajv.compile({ ...(closed(schema) as object), components });
  return fits(json) ? [] : fits.errors;
}

const nameOf = (route: (typeof ROUTES)[number]) => `${route.method} ${route.path}`;

test('the table has a line for every route, and no other', () => {
  expect(Object.keys(SAMPLES).toSorted()).toEqual(ROUTES.map(nameOf).toSorted());
});

describe.each(ROUTES.map((route) => ({ name: nameOf(route), route })))('$name', ({ name, route }) => {
  test('answers as the document says', async () => {
    const sample = SAMPLES[name]!;
    const path = filled({ path: sample.path ?? route.path }).path;
    const address = `${route.method} ${path.replaceAll(/\{(\w+)\}/g, (_, key: string) => known[key] ?? key)}`;
    const body = sample.file === undefined ? filled({ body: sample.body }).body : new TextEncoder().encode(sample.file);
    if (route.upload === undefined && route.method !== 'GET') {
      const fits = ajv.compile(bodySchemaOf(route));
      expect(fits(body ?? {}) ? [] : fits.errors).toEqual([]);
    }
    expect((await nobody(address, body)).status).toBe(401);
    if (!mayAct('viewer', route.useCase.role)) {
      const refused = await viewer(address, body);
      expect([refused.status, refused.json.code]).toEqual([403, 'forbidden']);
    }
    const answer = await admin(address, body);
    const said = `${answer.status} ${answer.json.code ?? ''} ${answer.json.detail ?? ''}`;
    expect([answer.status, answer.json.code], said).toEqual([sample.status ?? 200, sample.code]);
    if (answer.status >= 400) {
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(misfits(null, answer)).toEqual([]);
      return;
    }
    expect(answer.headers.get('content-type')).toBe(route.document ?? 'application/json');
    if (route.document === undefined) expect(misfits(route, answer)).toEqual([]);
    expect(answer.headers.get('cache-control')).toMatch(/no-store|no-cache/);
    if (sample.has !== undefined) expect(answer.json).toMatchObject(sample.has);
  });
});
