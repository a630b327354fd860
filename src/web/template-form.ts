// The form of the text editor: which text it is about, what was typed, and where in it something is wrong.

import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import type { TextProblem } from '../app/renderer-port.ts';
import { LANGUAGES, type TemplateText } from '../core/notice.ts';
import { CHANNELS } from '../core/plan.ts';
import { readForm } from './forms.ts';
import type { Request } from './web.ts';

export const TEXT_KINDS = ['reminder', 'notice', 'final', 'recap'] as const;

const ID = /^[1-9]\d{0,8}$/;
const OF = {
  kind: z.enum(TEXT_KINDS),
  language: z.enum(LANGUAGES),
  channel: z.enum(CHANNELS),
  level: z.union([z.literal(''), z.string().regex(ID)]).default(''),
};

/** Which text. `levelId` null = that of all levels of the kind. */
export interface TextOf {
  kind: (typeof TEXT_KINDS)[number];
  language: (typeof LANGUAGES)[number];
  channel: (typeof CHANNELS)[number];
  levelId: number | null;
}

const FORM = z.strictObject({
  ...OF,
  seen: z.string().regex(/^\d{1,9}$/),
  subject: z.string().max(2_000).default(''),
  body: z.string().max(100_000).default(''),
  invoice: z.string().max(200).default(''),
  to: z.string().max(300).default(''),
});

export interface TextForm extends TemplateText {
  of: TextOf;
  /** The newest version when the page was opened. */
  seen: number;
  invoice: string;
  to: string;
}

export async function readTextForm(c: Request): Promise<TextForm> {
  const { kind, language, channel, level, seen, subject, body, invoice, to } = await readForm(c, FORM);
  const of = { kind, language, channel, levelId: level === '' ? null : Number(level) };
  // Browsers send lines of a text ended by two characters; places are counted in lines that end in one.
  const text = { subject, body: body.replaceAll('\r\n', '\n') };
  return { of, ...text, seen: Number(seen), invoice: invoice.trim(), to: to.trim() };
}

const ADDRESS = z.object(OF);

/** The text that an address names; another address does not exist. */
export function textOfAddress(c: Request): TextOf {
  const parsed = ADDRESS.safeParse(Object.fromEntries(new URL(c.req.url).searchParams));
  if (!parsed.success) throw new HTTPException(404);
  const { level, ...of } = parsed.data;
  return { ...of, levelId: level === '' ? null : Number(level) };
}

/** The address of an editor page. */
export function textPath(
  { kind, language, channel, levelId }: TextOf,
  page = 'edit',
  more: Record<string, string> = {},
) {
  const level = levelId === null ? {} : { level: String(levelId) };
  return `/templates/${page}?${new URLSearchParams({ kind, language, channel, ...level, ...more }).toString()}`;
}

/** The line a problem stands in, split around the word it is about. */
export function placeOf(text: TemplateText, { field, line, column }: TextProblem) {
  const whole = text[field].split('\n')[line - 1] ?? '';
  const start = Math.max(0, column - 1);
  const length = /^(?:\{[{%]-?\s*)?[^\s{}|%]+/.exec(whole.slice(start))?.[0].length ?? whole.length - start;
  return {
    before: whole.slice(0, start),
    marked: whole.slice(start, start + length),
    after: whole.slice(start + length),
  };
}
