// From a request to the input of a use case: path, query and body come together; texts become what the schema says.

import type { Context as HonoContext } from 'hono';
import { wrongField } from '../../app/errors.ts';
import { readCursor } from './cursor.ts';
import { fieldOf, paramsOf, type Route } from './route.ts';
import { type JsonSchema, propertiesOf, schemaOf } from './schema.ts';

/** Throws `invalid_input` for what is no JSON and for texts that are no numbers; the use case judges the rest. */
export async function inputOf(c: HonoContext, route: Route): Promise<Record<string, unknown>> {
  const fields = propertiesOf(schemaOf(route.useCase));
  const input: Record<string, unknown> = { ...route.fixed };
  for (const param of paramsOf(route.path)) {
    const field = fieldOf(route, param);
    input[field] = typed(c.req.param(param) ?? '', fields[field], param);
  }
  if (route.method === 'GET' || route.upload !== undefined) Object.assign(input, queryOf(c, route, fields));
  if (route.upload !== undefined) input[route.upload] = new Uint8Array(await c.req.arrayBuffer());
  else if (route.method !== 'GET') Object.assign(input, await bodyOf(c, route));
  const match = c.req.header('if-match');
  if (route.ifMatch !== undefined && match !== undefined && match.trim() !== '*') {
    input[route.ifMatch] = typed(versionIn(match), fields[route.ifMatch], 'If-Match');
  }
  return input;
}

function queryOf(c: HonoContext, route: Route, fields: Readonly<Record<string, JsonSchema>>): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, values] of Object.entries(c.req.queries())) {
    if (name === 'cursor' && route.cursor !== undefined) {
      input[route.cursor] = readCursor(values[0] ?? '');
      continue;
    }
    const schema = fields[name];
    const isList = schema?.type === 'array';
    input[name] = isList
      ? values.flatMap((value) => value.split(',')).map((value) => typed(value, schema.items, name))
      : typed(values[0] ?? '', schema, name);
  }
  return input;
}

async function bodyOf(c: HonoContext, route: Route): Promise<Record<string, unknown>> {
  const text = await c.req.text();
  if (text === '') return route.bodyAs === undefined ? {} : { [route.bodyAs]: {} };
  const body = parsed(text);
  if (route.bodyAs !== undefined) return { [route.bodyAs]: body };
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw wrongField('body', '', 'json_object');
  for (const param of paramsOf(route.path)) {
    const field = fieldOf(route, param);
    if (Object.hasOwn(body, field)) throw wrongField('body', field, 'in_address');
  }
  return body as Record<string, unknown>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw wrongField('body', '', 'json', { expected: error instanceof Error ? error.message : 'unreadable' });
  }
}

/** A text as the schema wants it; what does not fit stays a text, and the schema says why it is wrong. */
function typed(text: string, schema: JsonSchema | undefined, name: string): unknown {
  const kinds = kindsOf(schema);
  if (kinds.has('integer') || kinds.has('number')) {
    if (/^-?\d{1,15}$/.test(text)) return Number(text);
    if (!kinds.has('string')) throw wrongField('address', name, 'whole_number');
  }
  if (kinds.has('boolean')) {
    if (text === 'true' || text === 'false') return text === 'true';
    throw wrongField('address', name, 'boolean');
  }
  return text;
}

function kindsOf(schema: JsonSchema | undefined): Set<string> {
  const own = [schema?.type ?? []].flat();
  return new Set([...own, ...(schema?.anyOf ?? []).flatMap((one) => [...kindsOf(one)])]);
}

/** The version in an entity tag: `"7"`, also `W/"7"`. */
function versionIn(tag: string): string {
  return /^(?:W\/)?"([^"]*)"$/.exec(tag.trim())?.[1] ?? tag.trim();
}
