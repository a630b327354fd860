// From what was typed into the editor of a plan to what the use case takes, and its complaints back to their fields.

import type { z } from 'zod';
import { UseCaseError } from '../app/errors.ts';
import type { PLAN_INPUT } from '../app/settings/plan-input.ts';
import { JURISDICTIONS } from '../core/rate.ts';
import type { ScreenLanguage } from '../core/reason-text.ts';
import { complaint, type Problems, typedDay } from './forms.ts';
import type { LevelDraft, PlanDraft } from './plan-draft.ts';
import { typedAmounts, typedPercent, typedTime, typedWhole } from './typed-rules.ts';
import type { Request } from './web.ts';
import type { Words } from './words/index.ts';

type PlanInput = z.input<typeof PLAN_INPUT>;
type LevelInput = NonNullable<PlanInput['levels']>[number];

/** Collects what is wrong beside what was understood. */
interface Reader {
  problems: Record<string, string>;
  language: ScreenLanguage;
  wrong: Words['plans']['wrong'];
  words: Words;
}

/** The input a draft asks for; or what is wrong, by the name of the field. */
export function readPlanDraft(
  draft: PlanDraft,
  planId: number | null,
  language: ScreenLanguage,
  words: Words,
): { input: PlanInput } | { problems: Problems } {
  const reader: Reader = { problems: {}, language, wrong: words.plans.wrong, words };
  const { fields } = draft;
  const version = typedWhole(fields.seen ?? '');
  const input = {
    ...(planId === null ? {} : { id: planId }),
    ...(planId === null || version === undefined ? {} : { seen: version }),
    name: fields.name ?? '',
    isDefault: fields.isDefault === 'on',
    kind: fields.kind,
    grouping: fields.grouping,
    countFrom: fields.countFrom,
    feePolicy: fields.feePolicy,
    alsoOverdue: fields.alsoOverdue === 'on',
    minimumAmount: amounts(reader, fields.minimumAmount, 'minimumAmount') ?? { '*': '0' },
    paused: fields.paused === 'on',
    recap: fields.kind === 'recap' ? readRecap(reader, draft) : null,
    sendFrom: time(reader, fields.sendFrom, 'sendFrom'),
    levels: fields.kind === 'recap' ? [] : draft.levels.map((level) => readLevel(reader, level)),
  } as PlanInput;
  return Object.keys(reader.problems).length > 0 ? { problems: reader.problems } : { input };
}

/** What a use case found wrong, by the field of the draft; null when the error is of another kind. */
export function planProblems(error: unknown, draft: PlanDraft, c: Request): Problems | null {
  if (!(error instanceof UseCaseError) || error.code !== 'invalid_input') return null;
  const named = error.problems.map((problem): [string, string] => {
    // A check of the preview wraps the plan; its path then begins one step later.
    const [first = '', index = '', field = ''] = problem.path.replace(/^plan\./, '').split('.');
    const text = complaint(problem, c);
    if (first === 'recap') return ['recapFirstOn', c.get('words').plans.wrong.recap];
    if (first !== 'levels') return [first, text];
    return [`${field === '' ? 'name' : field}.${draft.levels[Number(index)]?.key ?? ''}`, text];
  });
  return Object.fromEntries(named);
}

function readRecap(reader: Reader, { fields }: PlanDraft) {
  const firstOn = typedDay(fields.recapFirstOn ?? '');
  if (firstOn === undefined || firstOn === null) {
    reader.problems.recapFirstOn = firstOn === null ? reader.wrong.recap : reader.words.errors.day;
    return null;
  }
  return { firstOn, periodicity: fields.recapPeriodicity };
}

function readLevel(reader: Reader, { key, fields }: LevelDraft): LevelInput {
  const at = (field: string) => `${field}.${key}`;
  const id = typedWhole(fields.id ?? '');
  return {
    ...(id === undefined ? {} : { id }),
    name: fields.name ?? '',
    kind: fields.kind,
    active: fields.active === 'on',
    afterDays: whole(reader, fields.afterDays, at('afterDays')),
    paymentTermDays: whole(reader, fields.paymentTermDays, at('paymentTermDays')),
    fee: readFee(reader, fields, at),
    interest: readInterest(reader, fields, at),
    compensation: amounts(reader, fields.compensation, at('compensation')),
    minimumAmount: amounts(reader, fields.minimumAmount, at('minimumAmount')),
    automation: fields.automation,
    graceDays: whole(reader, fields.graceDays, at('graceDays')),
    actAt: time(reader, fields.actAt, at('actAt')),
    channels: (fields.channels ?? '').split(','),
    attachInvoice: fields.attachInvoice === 'on',
    appendInvoice: fields.appendInvoice === 'on',
  } as LevelInput;
}

type At = (field: string) => string;

function readFee(reader: Reader, fields: LevelDraft['fields'], at: At): LevelInput['fee'] {
  switch (fields.feeKind) {
    case 'fixed': {
      const amount = amounts(reader, fields.fee, at('fee'));
      if (amount === null) reader.problems[at('fee')] ??= reader.wrong.amounts;
      return { kind: 'fixed', amount: amount ?? {} };
    }
    case 'percent': {
      const basisPoints = percent(reader, fields.feePercent, at('feePercent'));
      const min = amounts(reader, fields.feeMin, at('feeMin'));
      return { kind: 'percent', basisPoints, min, max: amounts(reader, fields.feeMax, at('feeMax')) };
    }
    default:
      return { kind: 'none' };
  }
}

function readInterest(reader: Reader, fields: LevelDraft['fields'], at: At): LevelInput['interest'] {
  const jurisdiction = JURISDICTIONS.find((one) => one === fields.interest);
  if (jurisdiction !== undefined) return { kind: 'statutory', jurisdiction };
  if (fields.interest !== 'fixed') return { kind: 'none' };
  return { kind: 'fixed', basisPoints: percent(reader, fields.interestPercent, at('interestPercent')) };
}

function whole(reader: Reader, text: string | undefined, field: string): number {
  const value = typedWhole(text ?? '');
  if (value === undefined) reader.problems[field] = reader.wrong.whole;
  return value ?? 0;
}

function percent(reader: Reader, text: string | undefined, field: string): number {
  const value = typedPercent(text ?? '', reader.language);
  if (value === undefined) reader.problems[field] = reader.wrong.percent;
  return value ?? 0;
}

function time(reader: Reader, text: string | undefined, field: string): string {
  const value = typedTime(text ?? '');
  if (value === undefined) reader.problems[field] = reader.wrong.time;
  return value ?? '00:00';
}

function amounts(reader: Reader, text: string | undefined, field: string) {
  const value = typedAmounts(text ?? '', reader.language);
  if (value === undefined) reader.problems[field] = reader.wrong.amounts;
  return value ?? null;
}
