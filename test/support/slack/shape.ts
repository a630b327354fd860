// Small checks from which the description of Block Kit is put together. Each adds what is wrong to the scene, with a
// JSON pointer, in the words Slack uses.
import { codePoints } from './limits.ts';

export type Surface = 'message' | 'modal' | 'home';
export type Json = Record<string, unknown>;

export interface Scene {
  surface: Surface;
  problems: { message: string; pointer: string }[];
  /** Texts met so far, in characters: Slack bounds their sum per message. */
  textSum: number;
  markdownSum: number;
  tables: number;
  inputs: number;
  focused: number;
  blockIds: Set<string>;
  /** Whether a file of the workspace can be shown. */
  fileReady(id: string): boolean;
}

export type Check = (value: unknown, at: string, scene: Scene) => void;

export function problem(scene: Scene, at: string, message: string): void {
  scene.problems.push({ message, pointer: at });
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string of 1 to `max` characters (`min` 0 allows an empty one). */
export function str(max: number, { min = 1, pattern }: { min?: number; pattern?: RegExp } = {}): Check {
  return (value, at, scene) => {
    if (typeof value !== 'string') return problem(scene, at, 'must be a string');
    const length = codePoints(value);
    if (length > max) problem(scene, at, `must be less than ${max + 1} characters`);
    if (length < min) problem(scene, at, `must be more than ${min - 1} characters`);
    if (!value.isWellFormed()) problem(scene, at, 'must be valid text: it holds half a character');
    if (pattern !== undefined && !pattern.test(value))
      problem(scene, at, `must match the regular expression ${pattern}`);
  };
}

export const bool: Check = (value, at, scene) => {
  if (typeof value !== 'boolean') problem(scene, at, 'must be a boolean');
};

export function int(min: number, max: number): Check {
  return (value, at, scene) => {
    if (!Number.isInteger(value)) return problem(scene, at, 'must be an integer');
    const number = value as number;
    if (number < min || number > max) problem(scene, at, `must be between ${min} and ${max}`);
  };
}

export function among(...words: string[]): Check {
  return (value, at, scene) => {
    if (!words.includes(String(value))) problem(scene, at, `must be a valid enum value (${words.join(', ')})`);
  };
}

export function list(check: Check, min: number, max: number): Check {
  return (value, at, scene) => {
    if (!Array.isArray(value)) return problem(scene, at, 'must be an array');
    if (value.length < min) problem(scene, at, `no less than ${min} items allowed`);
    if (value.length > max) problem(scene, at, `no more than ${max} items allowed`);
    for (const [index, item] of value.entries()) check(item, `${at}/${index}`, scene);
  };
}

/** An object with exactly these fields; Slack refuses unknown ones. `type` is checked by whoever chose this shape. */
export function shape(required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  return (value, at, scene) => {
    if (!isObject(value)) return problem(scene, at, 'must be an object');
    for (const name of Object.keys(required)) {
      if (value[name] === undefined) problem(scene, at, `missing required field: ${name}`);
    }
    for (const [name, held] of Object.entries(value)) {
      if (name === 'type' || held === undefined) continue;
      const check = required[name] ?? optional[name];
      if (check === undefined) problem(scene, at, `invalid additional property: ${name}`);
      else check(held, `${at}/${name}`, scene);
    }
  };
}

/** An object whose `type` says which of these shapes it has. */
export function typed(kinds: Record<string, Check>): Check {
  return (value, at, scene) => {
    if (!isObject(value)) return problem(scene, at, 'must be an object');
    const check = typeof value.type === 'string' && Object.hasOwn(kinds, value.type) ? kinds[value.type] : undefined;
    if (check === undefined) return problem(scene, `${at}/type`, `unsupported type: ${String(value.type)}`);
    check(value, at, scene);
  };
}

/** Several checks of the same value. */
export function all(...checks: Check[]): Check {
  return (value, at, scene) => {
    for (const check of checks) check(value, at, scene);
  };
}

/** A text object; plain text takes `emoji`, mrkdwn takes `verbatim`, never the other way round. */
export function text(max: number, kind: 'plain_text' | 'mrkdwn' | 'either' = 'either'): Check {
  const content = all(str(max), (value, _at, scene) => {
    if (typeof value === 'string') scene.textSum += codePoints(value);
  });
  const kinds: Record<string, Check> = {
    plain_text: shape({ text: content }, { emoji: bool }),
    mrkdwn: shape({ text: content }, { verbatim: bool }),
  };
  return typed(kind === 'either' ? kinds : { [kind]: kinds[kind] as Check });
}

/** No two of a list have the same value of a field. */
export function unique(field: string, what: string): Check {
  return (value, at, scene) => {
    if (!Array.isArray(value)) return;
    const seen = new Set<unknown>();
    value.forEach((item, index) => {
      const held = isObject(item) ? item[field] : undefined;
      if (held === undefined) return;
      if (seen.has(held)) problem(scene, `${at}/${index}/${field}`, `${what} \`${held}\` already exists`);
      seen.add(held);
    });
  };
}
