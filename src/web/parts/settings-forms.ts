// The forms of the settings: one for each section, made of its list of fields.

import { html } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import { CALENDARS } from '../../core/calendar.ts';
import { LANGUAGES, WINDOW_PROFILES } from '../../core/notice.ts';
import type { Problems } from '../forms.ts';
import { type Fields, SECTION_FIELDS, type Section, type SettingName } from '../settings-form.ts';
import type { Html, Request } from '../web.ts';
import { checkField, linesField, selectField, textField } from './fields.ts';

const BOXES: readonly string[] = ['moveDeadline', 'dunAllCustomers'];
const LINES: readonly string[] = ['extra', 'legalLines', 'extraClosedDays'];
const TEXT_AT_MOST = 5_000;

/** The fields of a form by name, each once; one that the form has not refuses the whole (400). */
export async function readTexts<N extends string>(
  c: Request,
  names: readonly N[],
): Promise<Partial<Record<N, string>>> {
  const sent = new URLSearchParams(await c.req.text());
  const known: readonly string[] = names;
  const isOurs = [...sent].every(([name, value]) => known.includes(name) && value.length <= TEXT_AT_MOST);
  if (!isOurs || new Set(sent.keys()).size !== [...sent.keys()].length) throw new HTTPException(400);
  return Object.fromEntries(sent) as Partial<Record<N, string>>;
}

export interface SectionParts {
  section: Section;
  fields: Fields;
  /** The version that was looked at. */
  seen: number;
  problems: Problems;
  mayEdit: boolean;
  /** What somebody else saved meanwhile; shown beside each field that differs. */
  theirs: Fields | null;
}

export function sectionForm(c: Request, parts: SectionParts): Html {
  const { settings: words } = c.get('words');
  const { section, seen, mayEdit } = parts;
  return html`<section class="card"><form method="post" action="/settings/${section}" novalidate>
<input type="hidden" name="seen" value="${seen}"><fieldset class="plan-fields" ${mayEdit ? '' : 'disabled'}>
<legend class="unseen">${words.sections[section]}</legend>${SECTION_FIELDS[section].map((name) => fieldFor(c, name, parts))}</fieldset>
${mayEdit ? html`<button class="primary">${words.save}</button>` : ''}</form></section>`;
}

function fieldFor(c: Request, name: SettingName, { fields, problems, theirs }: SectionParts): Html {
  const { settings: words } = c.get('words');
  const value = fields[name] ?? '';
  const other = theirs === null || (theirs[name] ?? '') === value ? undefined : `≠ ${theirs[name] ?? '–'}`;
  const hint = other ?? words.hints[name];
  const field = { name, label: words.fields[name], value, problems, ...(hint === undefined ? {} : { hint }) };
  if (BOXES.includes(name)) return checkField({ name, label: field.label, checked: value === 'on' });
  if (LINES.includes(name)) return linesField(field, name === 'extra' ? 2 : 4);
  const choices = choicesOf(c, name);
  return choices === null ? textField(field) : selectField(field, choices);
}

function choicesOf(c: Request, name: SettingName): { value: string; label: string }[] | null {
  const { settings: words, templates } = c.get('words');
  switch (name) {
    case 'language':
      return LANGUAGES.map((value) => ({ value, label: templates.languages[value] }));
    case 'calendar':
      return CALENDARS.map((value) => ({ value, label: value }));
    case 'windowProfile':
      return WINDOW_PROFILES.map((value) => ({ value, label: words.windows[value] }));
    default:
      return null;
  }
}
