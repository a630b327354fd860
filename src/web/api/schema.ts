// The input schemas of use cases as JSON Schema 2020-12, the dialect of OpenAPI 3.1.

import { z } from 'zod';
import type { AnyUseCase } from './route.ts';

export interface JsonSchema {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  default?: unknown;
  enum?: unknown[];
  [keyword: string]: unknown;
}

const made = new WeakMap<AnyUseCase, JsonSchema>();

/** What a caller may send; made once for each use case. */
export function schemaOf(useCase: AnyUseCase): JsonSchema {
  const known = made.get(useCase);
  if (known !== undefined) return known;
  const { $schema: _dialect, ...schema } = z.toJSONSchema(useCase.input, {
    io: 'input',
    // Days are checked by a function; their form is known all the same (see `dayInput`).
    unrepresentable: 'any',
  }) as JsonSchema;
  made.set(useCase, schema);
  return schema;
}

/** All fields that any variant of an input has. */
export function propertiesOf(schema: JsonSchema): Record<string, JsonSchema> {
  const variants = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return Object.assign({}, ...variants.map(propertiesOf), schema.properties);
}

/** The schema without some fields; variants that need none of those asked for elsewhere fall away. */
export function without(schema: JsonSchema, fields: readonly string[]): JsonSchema {
  if (schema.anyOf !== undefined) {
    const fitting = schema.anyOf.filter((one) => fields.every((field) => one.properties?.[field] !== undefined));
    const left = (fitting.length > 0 ? fitting : schema.anyOf).map((one) => without(one, fields));
    return left.length === 1 && left[0] !== undefined ? left[0] : { ...schema, anyOf: left };
  }
  const properties = Object.fromEntries(
    Object.entries(schema.properties ?? {}).filter(([name]) => !fields.includes(name)),
  );
  const required = (schema.required ?? []).filter((name) => !fields.includes(name));
  const { required: _all, ...rest } = schema;
  return { ...rest, properties, ...(required.length === 0 ? {} : { required }) };
}
