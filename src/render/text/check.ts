// Checks a template before it is saved: Liquid that does not parse, unknown placeholders, blocks in the wrong place,
// words a demand should not use. Errors forbid saving; a warning is confirmed by a person.

import type { Template, Variable } from 'liquidjs';
import { analyzeSync } from 'liquidjs';
import type { TemplateText } from '../../core/notice.ts';
import { findDelicateWords } from './delicate-words.ts';
import { parseLiquid, renderLiquid } from './engine.ts';
import { findPlaceholder, nearestPlaceholder } from './lookup.ts';
import { WIDGETS } from './markdown.ts';
import { SAMPLE_NOTICES } from './samples.ts';
import { scopeOf } from './scope.ts';
import { TokenStore } from './tokens.ts';

export interface TemplateProblem {
  severity: 'error' | 'warning';
  message: string;
  /** Which part of the template; lines count within it, from 1. */
  field: 'subject' | 'body';
  line: number;
  column: number;
}

type Found = Omit<TemplateProblem, 'field'>;

/** Everything wrong with a template, in order of place; [] = it may be saved. */
export function checkTemplate(text: TemplateText): TemplateProblem[] {
  return [...checkSubject(text.subject), ...checkPart(text.body, 'body'), ...checkWidgets(text.body)].sort(byPlace);
}

function byPlace(left: TemplateProblem, right: TemplateProblem): number {
  const fields = right.field.localeCompare(left.field);
  return fields || left.line - right.line || left.column - right.column;
}

function checkSubject(subject: string): TemplateProblem[] {
  const error = (message: string, line: number): TemplateProblem => ({
    severity: 'error',
    message,
    field: 'subject',
    line,
    column: 1,
  });
  if (subject.trim() === '') return [error('The subject is empty.', 1)];
  if (/[\r\n]/.test(subject)) return [error('The subject must be one line.', 2)];
  const used = WIDGETS.find((widget) => new RegExp(`{{-?\\s*${widget}\\b`).test(subject));
  if (used) return [error(`"${used}" is a block and cannot stand in the subject.`, 1)];
  return checkPart(subject, 'subject');
}

function checkPart(source: string, field: 'subject' | 'body'): TemplateProblem[] {
  const found = checkLiquid(source);
  return [...found, ...findDelicateWords(source)].map((problem) => ({ ...problem, field }));
}

function checkLiquid(source: string): Found[] {
  let templates: Template[];
  try {
    templates = parseLiquid(source);
  } catch (error) {
    return [problemOf(error)];
  }
  const unknown = unknownPlaceholders(templates);
  return unknown.length > 0 ? unknown : trialProblems(source);
}

/** A run against sample notices finds what reading alone does not: wrong filter arguments, endless loops. */
function trialProblems(source: string): Found[] {
  for (const notice of SAMPLE_NOTICES) {
    try {
      renderLiquid(source, scopeOf(notice), new TokenStore());
    } catch (error) {
      return [problemOf(error)];
    }
  }
  return [];
}

function problemOf(error: unknown): Found {
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  const place = /, line:(\d+), col:(\d+)$/.exec(message);
  return {
    severity: 'error',
    message: place ? message.slice(0, place.index) : message,
    line: Number(place?.[1] ?? 1),
    column: Number(place?.[2] ?? 1),
  };
}

function unknownPlaceholders(templates: Template[]): Found[] {
  const { variables, locals } = analyzeSync(templates, { partials: false });
  const loops = new Map<string, string[]>();
  collectLoops(templates, loops);
  const found: Found[] = [];
  for (const variable of Object.values(variables).flat()) {
    const root = String(variable.segments[0]);
    if (root === 'forloop') continue;
    const lists = loops.get(root) ?? [null];
    // Names made by assign or capture, and loops over those or over a range, are the template's own: the trial judges.
    if (root in locals || lists.some((list) => list !== null && !isPlaceholderList(list))) continue;
    const paths = lists.map((list) => pathOf(variable, list));
    if (paths.some((path) => findPlaceholder(path) !== null)) continue;
    const { row, col } = variable.location;
    found.push({ severity: 'error', message: unknownMessage(variable, paths[0] ?? root), line: row, column: col });
  }
  return found;
}

function isPlaceholderList(list: string): boolean {
  return findPlaceholder(list)?.kind === 'list';
}

function unknownMessage(variable: Variable, path: string): string {
  const nearest = nearestPlaceholder(path);
  const hint = nearest === null ? '' : ` Did you mean "${nearest}"?`;
  return `Unknown placeholder "${String(variable)}".${hint}`;
}

/** A variable as a placeholder's name: indexes, `first` and `last` of a list become []. */
function pathOf(variable: Variable, list: string | null): string {
  const [root, ...rest] = variable.segments;
  let path = list === null ? String(root) : `${list}[]`;
  for (const segment of rest) {
    const isElement = typeof segment !== 'string' || segment === 'first' || segment === 'last';
    path += isElement ? '[]' : `.${segment}`;
  }
  return path;
}

/** A for tag as liquidjs parses it. */
interface Loop {
  variable: string;
  collection: { getText(): string };
}

function isLoop(template: object): template is Loop {
  return 'variable' in template && 'collection' in template;
}

/** Loop variables and the lists they go through; a name used in several loops has several. */
function collectLoops(templates: readonly Template[], loops: Map<string, string[]>): void {
  for (const template of templates) {
    if (isLoop(template)) {
      const lists = loops.get(template.variable) ?? [];
      loops.set(template.variable, [...lists, template.collection.getText().trim()]);
    }
    const children = template.children?.(false, true);
    if (children) collectLoops(drain(children), loops);
  }
}

function drain(children: Generator<unknown, Template[]>): Template[] {
  let step = children.next();
  while (!step.done) step = children.next(step.value);
  return step.value;
}

function checkWidgets(body: string): TemplateProblem[] {
  const lines = body.split('\n');
  const isFree = (line: string | undefined): boolean => /^\s*(?:{%[^%]*%}\s*)*$/.test(line ?? '');
  return lines.flatMap((line, index) => {
    const found = new RegExp(`{{-?\\s*(${WIDGETS.join('|')})\\b`).exec(line);
    const isAlone = /^\s*(?:{%[^%]*%})?\s*{{[^}]*}}\s*(?:{%[^%]*%})?\s*$/.test(line);
    if (!found || (isAlone && isFree(lines[index - 1]) && isFree(lines[index + 1]))) return [];
    const message = `"${found[1]}" must stand alone, with an empty line above and below.`;
    return [{ severity: 'error', message, field: 'body', line: index + 1, column: found.index + 1 } as const];
  });
}
