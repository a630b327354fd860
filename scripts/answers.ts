// Writes what use cases answer, as JSON Schema, from their TypeScript types: src/web/api/answers.json, from which the
// OpenAPI document takes the schemas of answers. `--check` only says whether the file is as the types are.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { API, type Checker, type Symbol as Named, SymbolFlags, type Type, TypeFlags } from 'typescript/unstable/sync';
import { USE_CASES } from '../src/app/index.ts';

type Schema = Record<string, unknown>;

const ROOT = join(import.meta.dirname, '..');
const TARGET = join(ROOT, 'src/web/api/answers.json');
const LITERAL = TypeFlags.StringLiteral | TypeFlags.NumberLiteral | TypeFlags.BooleanLiteral;

/** Turns types into schemas; those that have a name become definitions of that name. */
class Schemas {
  readonly definitions: Record<string, Schema> = {};
  readonly #checker: Checker;
  readonly #names = new Map<number, string>();

  constructor(checker: Checker) {
    this.#checker = checker;
  }

  of(type: Type): Schema {
    const { flags } = type;
    if (flags & (TypeFlags.Any | TypeFlags.Unknown)) return {};
    if (flags & (TypeFlags.Undefined | TypeFlags.Void | TypeFlags.Null)) return { type: 'null' };
    if (type.getAliasSymbol()?.name === 'Day') return { type: 'string', format: 'date' };
    if (flags & TypeFlags.Boolean) return { type: 'boolean' };
    if (flags & LITERAL) return { const: literalOf(type) };
    if (flags & (TypeFlags.String | TypeFlags.TemplateLiteral | TypeFlags.StringMapping)) return { type: 'string' };
    if (flags & TypeFlags.Number) return { type: 'number' };
    return this.#named(type) ?? this.#unnamed(type);
  }

  /** A reference to the definition of a type that has a name of its own. */
  #named(type: Type): Schema | null {
    const known = this.#names.get(type.id);
    if (known !== undefined) return { $ref: `#/components/schemas/${known}` };
    const symbol = type.getAliasSymbol() ?? (type.isUnionType() ? undefined : type.getSymbol());
    const hasArguments = type.getAliasTypeArguments().length > 0 || this.#isGeneric(type);
    if (symbol === undefined || hasArguments || !/^[A-Z]\w*$/.test(symbol.name)) return null;
    const name = this.#freeName(symbol.name);
    this.#names.set(type.id, name);
    this.definitions[name] = {};
    this.definitions[name] = this.#unnamed(type);
    return { $ref: `#/components/schemas/${name}` };
  }

  #isGeneric(type: Type): boolean {
    return type.isTypeReference() && this.#checker.getTypeArguments(type).length > 0;
  }

  /** Two types of one name (`Row`) are told apart by a number. */
  #freeName(name: string): string {
    for (let count = 1; ; count += 1) {
      const candidate = count === 1 ? name : `${name}${count}`;
      if (!Object.hasOwn(this.definitions, candidate)) return candidate;
    }
  }

  #unnamed(type: Type): Schema {
    if (type.isUnionType()) return this.#union(type.getTypes());
    if (type.getSymbol()?.name === 'Uint8Array') return { 'x-bytes': true };
    if (this.#checker.isTupleType(type)) {
      const items = this.#checker.getTypeArguments(type as never).map((one) => this.of(one));
      return { type: 'array', prefixItems: items, items: false, minItems: items.length };
    }
    if (this.#checker.isArrayType(type)) {
      const [item] = this.#checker.getTypeArguments(type as never);
      return { type: 'array', items: item === undefined ? {} : this.of(item) };
    }
    return this.#object(type);
  }

  #union(types: readonly Type[]): Schema {
    const present = types.filter((one) => !(one.flags & (TypeFlags.Undefined | TypeFlags.Void)));
    const literals = present.filter((one) => one.flags & LITERAL);
    const isBoolean = literals.filter((one) => one.flags & TypeFlags.BooleanLiteral).length === 2;
    const words = literals.filter((one) => !(isBoolean && one.flags & TypeFlags.BooleanLiteral)).map(literalOf);
    const others = present.filter((one) => !literals.includes(one)).map((one) => this.of(one));
    const parts: Schema[] = [
      ...(words.length === 0 ? [] : [words.length === 1 ? { const: words[0] } : { enum: words.toSorted() }]),
      ...(isBoolean ? [{ type: 'boolean' }] : []),
      ...others,
    ];
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { anyOf: parts };
  }

  #object(type: Type): Schema {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const property of this.#checker.getPropertiesOfType(type)) {
      const own = this.#checker.getTypeOfSymbol(property);
      if (own === undefined || own.flags & TypeFlags.Undefined) continue;
      const schema = this.of(own);
      const isMoney = property.name.endsWith('Cents') && schema.type === 'number';
      properties[property.name] = isMoney ? { type: 'integer' } : schema;
      if (!isOptional(property, own)) required.push(property.name);
    }
    const [index] = this.#checker.getIndexInfosOfType(type);
    return {
      type: 'object',
      ...(Object.keys(properties).length === 0 ? {} : { properties }),
      ...(required.length === 0 ? {} : { required }),
      ...(index === undefined ? {} : { additionalProperties: this.of(index.valueType) }),
    };
  }
}

function literalOf(type: Type): unknown {
  return type.isLiteralType() ? type.value : null;
}

function isOptional(property: Named, type: Type): boolean {
  const mayBeAbsent = type.isUnionType() && type.getTypes().some((one) => one.flags & TypeFlags.Undefined);
  return (property.flags & SymbolFlags.Optional) !== 0 || mayBeAbsent;
}

function answers(): string {
  const api = new API({ cwd: ROOT });
  try {
    const config = join(ROOT, 'tsconfig.json');
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
    const file = project?.program.getSourceFile(join(ROOT, 'src/app/index.ts'));
    if (project === undefined || file === undefined) throw new Error('src/app/index.ts is not in tsconfig.json');
    const { checker } = project;
    const module = checker.getSymbolAtLocation(file);
    const list = module && checker.getExportsOfModule(module).find(({ name }) => name === 'USE_CASES');
    const tuple = list && checker.getTypeOfSymbol(list);
    if (tuple === undefined) throw new Error('src/app/index.ts exports no USE_CASES');
    const types = checker.getTypeArguments(tuple as never);
    const schemas = new Schemas(checker);
    const results: Record<string, Schema> = {};
    for (const [index, useCase] of USE_CASES.entries()) {
      const [, result] = checker.getTypeArguments(types[index] as never);
      if (result === undefined) throw new Error(`${useCase.name} has no type of its result`);
      results[useCase.name] = schemas.of(result);
    }
    return `${JSON.stringify({ results, definitions: schemas.definitions }, null, 1)}\n`;
  } finally {
    api.close();
  }
}

const text = answers();
const isFresh = (() => {
  try {
    return readFileSync(TARGET, 'utf8') === text;
  } catch {
    return false;
  }
})();
if (process.argv.includes('--check')) {
  if (!isFresh) {
    process.stderr.write('src/web/api/answers.json is not as the types are: npm run answers\n');
    process.exitCode = 1;
  }
} else if (!isFresh) writeFileSync(TARGET, text);
