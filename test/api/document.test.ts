// The OpenAPI document: valid by the word of a validator nobody here wrote, complete, and nothing in it that is not
// served.
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { USE_CASES } from '../../src/app/index.ts';
import { openApiDocument } from '../../src/web/api/openapi.ts';
import { NOT_ROUTED, ROUTES } from '../../src/web/api/routes/index.ts';

const document = openApiDocument(ROUTES);

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  const result = await validator.validate(JSON.parse(JSON.stringify(document)));
  expect(result.errors ?? []).toEqual([]);
  expect([result.valid, validator.version]).toEqual([true, '3.1']);
});

test('every use case has an address, or a reason why it has none', () => {
  const routed = new Set(ROUTES.map((route) => route.useCase.name));
  const names = USE_CASES.map((useCase) => useCase.name);
  expect(names.filter((name) => !routed.has(name) && NOT_ROUTED[name] === undefined)).toEqual([]);
  expect(Object.keys(NOT_ROUTED).filter((name) => routed.has(name) || !names.includes(name as never))).toEqual([]);
  expect([...routed].filter((name) => !names.includes(name as never))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

describe('an operation', () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path)) as {
    operationId: string;
    parameters: { name: string; in: string }[];
  }[];

  test('has a name of its own, and no parameter twice', () => {
    const names = operations.map((operation) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { operationId, parameters } of operations) {
      const keys = parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
      expect(new Set(keys).size, operationId).toBe(keys.length);
    }
  });

  test('changes nothing by GET', () => {
    expect(ROUTES.filter((route) => route.method === 'GET' && route.useCase.kind === 'command')).toEqual([]);
  });

  test('shows days and amounts as they are checked', () => {
    const pause = JSON.stringify(document.paths['/invoices/{invoice}/pause']);
    expect(pause).toContain('"format":"date"');
    expect(JSON.stringify(document)).not.toContain('$schema');
  });
});
