// Liquid with limits: no files, no dates, no raw output, unknown names are errors. Every output becomes a value token.

import { Drop, Liquid, type Template } from 'liquidjs';
import { TemplateAmount } from './amount.ts';
import type { Widget } from './markdown.ts';
import type { TokenStore } from './tokens.ts';

const ALLOWED_TAGS = new Set([
  'assign',
  'capture',
  'if',
  'unless',
  'elsif',
  'else',
  'case',
  'when',
  'for',
  'break',
  'continue',
  'comment',
  '#',
  'echo',
  'liquid',
]);
// `raw` would bypass the value tokens; the date filters read the clock and the machine's time zone.
const FORBIDDEN_FILTERS = [
  'raw',
  'date',
  'date_to_xmlschema',
  'date_to_rfc822',
  'date_to_string',
  'date_to_long_string',
];

const PARSE_LIMIT_CHARACTERS = 100_000;
const RENDER_LIMIT_MS = 2_000;
const MEMORY_LIMIT = 10_000_000;
const PARSED_LIMIT = 200;

/** Set while a template renders: rendering is synchronous, so there is never more than one. */
let activeTokens: TokenStore | null = null;

/** Placeholder of a block that the renderer draws; its name is printed as a mark, never as text. */
export class TemplateWidget extends Drop {
  readonly widget: Widget;

  constructor(widget: Widget) {
    super();
    this.widget = widget;
  }
}

function escapeOutput(value: unknown): string {
  if (value instanceof TemplateWidget) return activeTokens ? activeTokens.protectWidget(value.widget) : '';
  const text = printed(value);
  return activeTokens ? activeTokens.protect(text) : text;
}

function printed(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(printed).join(', ');
  if (value instanceof TemplateAmount) return value.toString();
  if (typeof value === 'object') return '';
  return String(value);
}

function createEngine(): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    lenientIf: false,
    parseLimit: PARSE_LIMIT_CHARACTERS,
    renderLimit: RENDER_LIMIT_MS,
    memoryLimit: MEMORY_LIMIT,
    templates: {},
    outputEscape: escapeOutput,
  });
  for (const name of Object.keys(engine.tags)) {
    if (!ALLOWED_TAGS.has(name)) delete engine.tags[name];
  }
  for (const name of FORBIDDEN_FILTERS) delete engine.filters[name];
  return engine;
}

const engine = createEngine();
const parsedTemplates = new Map<string, Template[]>();

/** A template's syntax tree, remembered by its text. Throws liquidjs' errors, which carry line and column. */
export function parseLiquid(source: string): Template[] {
  let templates = parsedTemplates.get(source);
  if (!templates) {
    if (parsedTemplates.size >= PARSED_LIMIT) parsedTemplates.clear();
    templates = engine.parse(source);
    parsedTemplates.set(source, templates);
  }
  return templates;
}

/** The text with every output as a value token of `tokens`. Throws on unknown names and on exceeded limits. */
export function renderLiquid(source: string, scope: object, tokens: TokenStore): string {
  const templates = parseLiquid(source);
  activeTokens = tokens;
  try {
    const text: unknown = engine.renderSync(templates, scope);
    return String(text);
  } finally {
    activeTokens = null;
  }
}
