// The OpenAPI 3.1 document, made of the table of routes and the schemas of the use cases: it cannot say anything else
// than what is checked.

import manifest from '../../../package.json' with { type: 'json' };
import { SCOPES } from '../../core/scope.ts';
import { ANSWER_SCHEMAS, answerSchemaOf } from './answers.ts';
import { fieldOf, PREFIX, paramsOf, type Route, UPLOAD_TYPE } from './route.ts';
import { type JsonSchema, propertiesOf, schemaOf, without } from './schema.ts';

const DESCRIPTION = `Every change and every question of Duly, by the same rules as the console, the chat and the command line.

Amounts in answers end in "Cents" and are integer minor units of the currency beside them; amounts in requests are
decimal strings such as "119.00". Days are YYYY-MM-DD, instants are UTC. Lists give "next": send it back as "cursor".
Changes take an "Idempotency-Key": the same key within 24 hours gives the same answer and changes nothing twice.
Where an answer has an ETag that is no weak one, the change beside it takes it as "If-Match" and answers 412 when
somebody else was faster. Every refusal is an application/problem+json with a code and the paths of wrong fields.`;

const PROBLEM: JsonSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    reason: { type: 'string', description: 'What exactly; does not change with the sentence.' },
    params: { type: 'object', description: 'What the sentence names.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'pointer', 'code', 'message'],
        properties: {
          path: { type: 'string' },
          pointer: { type: 'string' },
          code: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
  },
};

export function openApiDocument(routes: readonly Route[]) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    Object.assign(paths[route.path] ?? {}, { [route.method.toLowerCase()]: operationOf(route) });
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Duly',
      version: manifest.version,
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: PREFIX }],
    security: [{ token: [] }],
    tags: SCOPES.map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A token made by "duly token create".' },
      },
      schemas: { ...ANSWER_SCHEMAS, ApiProblem: PROBLEM },
      responses: {
        Problem: {
          description: 'Refused: the code says why, errors name the fields.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ApiProblem' } } },
        },
      },
    },
  };
}

/** Unique, and readable in generated clients: `put_invoices_invoice_pause`. */
function operationId({ method, path }: Route): string {
  return `${method.toLowerCase()}${path.replaceAll(/[{}]/g, '').replaceAll(/[/-]/g, '_')}`;
}

export function operationOf(route: Route) {
  const { useCase } = route;
  const body = bodyOf(route);
  const status = route.method === 'POST' && /\.(add|create)$/.test(useCase.name) ? '201' : '200';
  const content =
    route.document === undefined
      ? { 'application/json': { schema: answerSchemaOf(route) } }
      : { [route.document]: { schema: { type: 'string', format: 'binary' } } };
  return {
    operationId: operationId(route),
    tags: [route.scope],
    summary: useCase.summary,
    description: `Needs the role ${useCase.role} and the scope ${route.scope}. Use case: ${useCase.name}.`,
    parameters: parametersOf(route),
    ...(body === null ? {} : { requestBody: body }),
    responses: { [status]: { description: 'Done.', content }, default: { $ref: '#/components/responses/Problem' } },
  };
}

function parametersOf(route: Route): unknown[] {
  const fields = propertiesOf(schemaOf(route.useCase));
  const inPath = paramsOf(route.path).map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: schemaIn(fields[fieldOf(route, name)]),
  }));
  const headers =
    route.method === 'GET' ? [] : [headerOf('Idempotency-Key'), ...(route.ifMatch ? [headerOf('If-Match')] : [])];
  return [...inPath, ...queryOf(route, fields), ...headers];
}

function queryOf(route: Route, fields: Readonly<Record<string, JsonSchema>>): unknown[] {
  if (route.method !== 'GET' && route.upload === undefined) return [];
  const required = schemaOf(route.useCase).required ?? [];
  const elsewhere = new Set([...elsewhereOf(route), route.upload ?? '']);
  const named = Object.entries(fields).filter(([name]) => !elsewhere.has(name));
  return [
    ...named.map(([name, schema]) => ({
      name,
      in: 'query',
      required: required.includes(name),
      schema: schemaIn(schema),
      ...(schema.type === 'array' ? { explode: false } : {}),
    })),
    ...(route.cursor === undefined ? [] : [{ name: 'cursor', in: 'query', schema: { type: 'string' } }]),
  ];
}

/** Fields that neither query nor body names. */
function elsewhereOf(route: Route): string[] {
  return [
    ...paramsOf(route.path).map((param) => fieldOf(route, param)),
    ...Object.keys(route.fixed ?? {}),
    ...[route.cursor, route.ifMatch].filter((field) => field !== undefined),
  ];
}

function bodyOf(route: Route): unknown {
  if (route.upload !== undefined) {
    return { required: true, content: { [UPLOAD_TYPE]: { schema: { type: 'string', format: 'binary' } } } };
  }
  if (route.method === 'GET') return null;
  const schema = bodySchemaOf(route);
  const isEmpty = schema.anyOf === undefined && Object.keys(schema.properties ?? {}).length === 0;
  return isEmpty ? null : { required: (schema.required ?? []).length > 0, content: { 'application/json': { schema } } };
}

/** What the body of a change may be. */
export function bodySchemaOf(route: Route): JsonSchema {
  const schema = schemaOf(route.useCase);
  if (route.bodyAs !== undefined) return schemaIn(propertiesOf(schema)[route.bodyAs]);
  // A version may stand in the body, too; the address and what it stands for may not.
  const fields = elsewhereOf(route).filter((field) => field !== route.ifMatch);
  return without(schema, fields);
}

function schemaIn(schema: JsonSchema | undefined): JsonSchema {
  return schema ?? {};
}

function headerOf(name: string): unknown {
  return { name, in: 'header', schema: { type: 'string' } };
}
