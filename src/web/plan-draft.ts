// A plan as it stands in the editor's form: texts as typed, levels in their order. The order of the fields named
// `order` is the order of the levels, so that moving a level means moving its part of the form and nothing else.

import { HTTPException } from 'hono/http-exception';
import type { LevelState, PlanState } from '../core/plan-changes.ts';
import type { ScreenLanguage } from '../core/reason-text.ts';
import { amountsText, percentText } from './typed-rules.ts';
import type { Request } from './web.ts';

export const PLAN_FIELDS = [
  'name',
  'isDefault',
  'kind',
  'grouping',
  'countFrom',
  'feePolicy',
  'alsoOverdue',
  'minimumAmount',
  'paused',
  'recapFirstOn',
  'recapPeriodicity',
  'sendFrom',
  'seen',
  'example',
] as const;
export type PlanFieldName = (typeof PLAN_FIELDS)[number];

export const LEVEL_FIELDS = [
  'id',
  'name',
  'kind',
  'active',
  'afterDays',
  'paymentTermDays',
  'feeKind',
  'fee',
  'feePercent',
  'feeMin',
  'feeMax',
  'interest',
  'interestPercent',
  'compensation',
  'minimumAmount',
  'automation',
  'graceDays',
  'actAt',
  'channels',
  'attachInvoice',
  'appendInvoice',
] as const;
export type LevelFieldName = (typeof LEVEL_FIELDS)[number];

/** Boxes: present = on. */
const BOXES: readonly string[] = ['isDefault', 'alsoOverdue', 'paused', 'active', 'attachInvoice', 'appendInvoice'];

export interface LevelDraft {
  /** Tells the fields of one level from those of another; means nothing else. */
  key: string;
  fields: Readonly<Partial<Record<LevelFieldName, string>>>;
}

export interface PlanDraft {
  fields: Readonly<Partial<Record<PlanFieldName, string>>>;
  levels: readonly LevelDraft[];
}

/** What a form asks for: a button's name, and the level it stands at. */
export interface PlanRequest {
  draft: PlanDraft;
  act: 'save' | 'preview' | 'refresh' | 'add' | 'up' | 'down' | 'remove';
  key: string;
}

const LEVELS_AT_MOST = 100;
const KEY = /^[a-z0-9]{1,12}$/;
const ACT = /^(save|preview|refresh|add|up|down|remove)(?:\.([a-z0-9]{1,12}))?$/;
const TEXT_AT_MOST = 500;

/** The form of a request; a field that no form of ours has refuses the whole (400). */
export async function readPlanForm(c: Request): Promise<PlanRequest> {
  const sent = new URLSearchParams(await c.req.text());
  const keys = sent.getAll('order');
  const isList = keys.length <= LEVELS_AT_MOST && new Set(keys).size === keys.length;
  if (!isList || !keys.every((key) => KEY.test(key))) throw new HTTPException(400);
  const fields: Record<string, string> = {};
  const levels = new Map(keys.map((key) => [key, {} as Record<string, string>]));
  for (const [name, value] of sent) {
    if (name === 'order' || name === 'do') continue;
    const [field = '', key] = name.split('.');
    const target = key === undefined ? fields : levels.get(key);
    const known: readonly string[] = key === undefined ? PLAN_FIELDS : LEVEL_FIELDS;
    const isOurs = target !== undefined && known.includes(field) && !Object.hasOwn(target, field);
    if (!isOurs || value.length > TEXT_AT_MOST) throw new HTTPException(400);
    target[field] = value;
  }
  const [, act, key = ''] = ACT.exec(sent.get('do') ?? 'save') ?? [];
  if (act === undefined) throw new HTTPException(400);
  const draft = { fields, levels: keys.map((one) => ({ key: one, fields: levels.get(one) ?? {} })) };
  return { draft, act: act as PlanRequest['act'], key };
}

/** The draft after a button that moves, adds or removes a level; others leave it as it is. */
export function rearranged({ draft, act, key }: PlanRequest, fresh: (key: string) => LevelDraft): PlanDraft {
  const levels = [...draft.levels];
  const at = levels.findIndex((level) => level.key === key);
  const level = levels[at];
  if (act === 'add' && levels.length < LEVELS_AT_MOST) levels.push(fresh(newKey(levels)));
  if (level !== undefined && (act === 'up' || act === 'down')) {
    levels.splice(at, 1);
    levels.splice(Math.max(0, act === 'up' ? at - 1 : at + 1), 0, level);
  }
  if (level !== undefined && act === 'remove') levels.splice(at, 1);
  return { ...draft, levels };
}

function newKey(levels: readonly LevelDraft[]): string {
  let number = levels.length + 1;
  while (levels.some((level) => level.key === `n${number}`)) number += 1;
  return `n${number}`;
}

/** A plan as the editor shows it first. */
export function draftOf(state: PlanState, version: number | null, language: ScreenLanguage): PlanDraft {
  const fields: Record<PlanFieldName, string> = {
    name: state.name,
    isDefault: box(state.isDefault),
    kind: state.kind,
    grouping: state.grouping,
    countFrom: state.countFrom,
    feePolicy: state.feePolicy,
    alsoOverdue: box(state.alsoOverdue),
    minimumAmount: amountsText(state.minimumAmount, language),
    paused: box(state.paused),
    recapFirstOn: state.recap?.firstOn ?? '',
    recapPeriodicity: state.recap?.periodicity ?? 'monthly',
    sendFrom: state.sendFrom,
    seen: version === null ? '' : String(version),
    example: '',
  };
  return {
    fields: withoutEmptyBoxes(fields),
    levels: state.levels.map((level, index) => ({
      key: `l${level.id ?? `x${index}`}`,
      fields: levelFields(level, language),
    })),
  };
}

/** A level's fields as texts. */
export function levelFields(level: LevelState, language: ScreenLanguage): LevelDraft['fields'] {
  const { fee, interest } = level;
  const amounts = (table: Parameters<typeof amountsText>[0]) => amountsText(table, language);
  const fields: Record<LevelFieldName, string> = {
    id: level.id === null ? '' : String(level.id),
    name: level.name,
    kind: level.kind,
    active: box(level.active),
    afterDays: String(level.afterDays),
    paymentTermDays: String(level.paymentTermDays),
    feeKind: fee.kind,
    fee: fee.kind === 'fixed' ? amounts(fee.amount) : '',
    feePercent: fee.kind === 'percent' ? percentText(fee.basisPoints, language) : '',
    feeMin: fee.kind === 'percent' ? amounts(fee.min) : '',
    feeMax: fee.kind === 'percent' ? amounts(fee.max) : '',
    interest: interest.kind === 'statutory' ? interest.jurisdiction : interest.kind,
    interestPercent: interest.kind === 'fixed' ? percentText(interest.basisPoints, language) : '',
    compensation: amounts(level.compensation),
    minimumAmount: amounts(level.minimumAmount),
    automation: level.automation,
    graceDays: String(level.graceDays),
    actAt: level.actAt,
    channels: level.channels.join(','),
    attachInvoice: box(level.attachInvoice),
    appendInvoice: box(level.appendInvoice),
  };
  return withoutEmptyBoxes(fields);
}

function box(isOn: boolean): string {
  return isOn ? 'on' : '';
}

/** As a browser would send them: a box that is off is not there. */
function withoutEmptyBoxes<F extends string>(fields: Record<F, string>): Partial<Record<F, string>> {
  const entries = Object.entries(fields) as [F, string][];
  return Object.fromEntries(entries.filter(([name, value]) => value !== '' || !BOXES.includes(name))) as Partial<
    Record<F, string>
  >;
}
