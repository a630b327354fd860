// The schemas of what is answered: the types of the use cases' results, as `scripts/answers.ts` wrote them down, in the
// form in which the interface hands them out.

import written from './answers.json' with { type: 'json' };
import type { Route } from './route.ts';
import type { JsonSchema } from './schema.ts';

const { results, definitions } = written as unknown as {
  results: Readonly<Record<string, JsonSchema>>;
  definitions: Readonly<Record<string, JsonSchema>>;
};
const PREFIX = '#/components/schemas/';

/** The named schemas that answers refer to. */
export const ANSWER_SCHEMAS = definitions;

/** What a route answers in JSON. Throws for a use case whose result was never written down. */
export function answerSchemaOf(route: Route): JsonSchema {
  const result = results[route.useCase.name];
  if (result === undefined) throw new Error(`${route.useCase.name} is not in answers.json: npm run answers`);
  const picked = route.picked === undefined ? result : route.picked(resolved(result));
  return route.cursor === undefined ? picked : withCursor(resolved(picked));
}

/** Whether a schema stands for bytes, which no JSON holds. */
export function isBytes(schema: JsonSchema): boolean {
  return schema['x-bytes'] === true;
}

/** Where the next page begins is handed out as one opaque word. */
function withCursor(schema: JsonSchema): JsonSchema {
  const next = { anyOf: [{ type: 'string' }, { type: 'null' }], description: 'Send it back as "cursor".' };
  return { ...schema, properties: { ...schema.properties, next } };
}

function resolved(schema: JsonSchema): JsonSchema {
  const { $ref: name } = schema;
  if (typeof name !== 'string') return schema;
  const definition = definitions[name.slice(PREFIX.length)];
  if (definition === undefined) throw new Error(`${name} is not in answers.json`);
  return resolved(definition);
}
