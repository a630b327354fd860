// The fields of a decision: which ones each kind has, and how what was typed becomes what the use case takes.

import { html } from 'hono/html';
import { z } from 'zod';
import type { DECISION_INPUT } from '../app/proposals/decide.ts';
import { DECISION_KINDS, type DecisionKind } from './flash.ts';
import { type Problems, typedDay } from './forms.ts';
import { checkField, dayField, selectField, textField } from './parts/fields.ts';
import { askQuery, readAsk } from './proposal-address.ts';
import type { Html, Request } from './web.ts';
import type { Words } from './words/index.ts';

const typed = z.string().max(2_000).default('');

/** A proposal with the version that was looked at, `id.version`. */
const TICK = /^([1-9]\d{0,14})\.(\d{1,9})$/;
const ticked = z.string().regex(TICK);

const listQuery = z.string().max(1_000);

/** Asks what a decision would mean: on ticked rows, or on everything that a list's filter finds. */
export const CHECK_FORM = z.strictObject({
  do: z.enum(DECISION_KINDS),
  proposal: z.array(ticked).max(500).default([]),
  /** The query of a list: everything it finds. */
  all: listQuery.refine((query) => askQuery(readAsk(query)) === query).optional(),
  /** The query of the list to come back to. */
  list: listQuery.default(''),
});

/**
 * Decides. `seen` is the whole selection, `id.version` joined by `-`: exactly what was shown is decided, nothing newer.
 */
export const DECIDE_FORM = z.strictObject({
  do: z.enum(DECISION_KINDS),
  seen: z.string().max(200_000),
  list: listQuery.default(''),
  until: typed,
  remark: typed,
  waiveFee: z.literal('on').optional(),
  levelId: z
    .string()
    .regex(/^\d{0,9}$/)
    .default(''),
});
export type DecideFields = z.output<typeof DECIDE_FORM>;

export interface Seen {
  id: number;
  version: number;
}

/** Ticks as ids and versions; null when they are no such list. */
export function readSeen(ticks: readonly string[]): Seen[] | null {
  const seen = ticks.map((tick) => TICK.exec(tick));
  if (seen.some((found) => found === null)) return null;
  return seen.map((found) => ({ id: Number(found?.[1]), version: Number(found?.[2]) }));
}

export const NO_FIELDS = { until: '', remark: '', levelId: '' } as const;

type Decision = z.input<typeof DECISION_INPUT>;

/** The decision that was typed, or what is wrong with it. */
export function readDecision(fields: DecideFields, words: Words): { decision: Decision } | { problems: Problems } {
  const until = typedDay(fields.until);
  if (until === undefined) return { problems: { until: words.errors.day } };
  const remark = fields.remark.trim() === '' ? {} : { remark: fields.remark };
  switch (fields.do) {
    case 'approve': {
      const level = fields.levelId === '' ? {} : { levelId: Number(fields.levelId) };
      const isHigher = fields.levelId !== '';
      if (isHigher && fields.remark.trim() === '') return { problems: { remark: words.proposal.remarkNeeded } };
      const waived = fields.waiveFee === undefined ? {} : { waiveFee: true };
      return { decision: { kind: 'approve', ...waived, ...level, ...remark } };
    }
    case 'skip':
    case 'skip_level':
      return { decision: { kind: fields.do, ...remark } };
    case 'snooze':
      if (until === null) return { problems: { until: words.errors.dayNeeded } };
      return { decision: { kind: 'snooze', until, ...remark } };
    case 'pause':
    case 'exclude':
      return { decision: { kind: fields.do, until, ...remark } };
  }
}

export interface DecisionFieldParts {
  kind: DecisionKind;
  fields: Pick<DecideFields, 'until' | 'remark' | 'levelId' | 'waiveFee'>;
  problems: Problems;
  /** Higher levels to choose from, on a single proposal. */
  levels: readonly { id: number; name: string }[];
  /** Name of the proposed level. */
  proposedLevel: string;
  /** Whether there is a fee that could be left out. */
  hasFee: boolean;
}

/** The fields that a kind of decision has. */
export function decisionFields(c: Request, parts: DecisionFieldParts): Html {
  const { kind, fields, problems } = parts;
  const { decisions } = c.get('words');
  const until = { name: 'until', value: fields.until, problems };
  const remark = { name: 'remark', value: fields.remark, problems };
  const optionalRemark = `${decisions.remark} ${decisions.optional}`;
  switch (kind) {
    case 'approve':
      return html`${levelField(c, parts)}
${textField({ ...remark, label: optionalRemark, hint: decisions.printed })}
${parts.hasFee ? checkField({ name: 'waiveFee', label: decisions.waiveFee, checked: fields.waiveFee !== undefined }) : ''}`;
    case 'skip':
    case 'skip_level':
      return textField({ ...remark, label: optionalRemark, hint: decisions.kept });
    case 'snooze':
      return html`${dayField({ ...until, label: decisions.snoozeUntil })}
${textField({ ...remark, label: optionalRemark, hint: decisions.kept })}`;
    case 'pause':
    case 'exclude':
      return html`${dayField({ ...until, label: `${decisions.until} ${decisions.optional}`, hint: decisions.openEnd })}
${textField({ ...remark, label: `${decisions.reason} ${decisions.optional}`, hint: decisions.kept })}`;
  }
}

function levelField(c: Request, { levels, proposedLevel, fields, problems }: DecisionFieldParts): Html | string {
  if (levels.length === 0) return '';
  const { proposal } = c.get('words');
  const choices = [
    { value: '', label: proposal.asProposed(proposedLevel) },
    ...levels.map(({ id, name }) => ({ value: String(id), label: name })),
  ];
  const field = { name: 'levelId', label: proposal.level, hint: proposal.levelHint, value: fields.levelId, problems };
  return selectField(field, choices);
}
