// Values of a plan in words: for its history, for differences, for the lists.

import { html } from 'hono/html';
import type { PlanEvent } from '../../app/settings/read-plan.ts';
import type { AmountByCurrency } from '../../core/money.ts';
import type { Fee, PlanKind } from '../../core/plan.ts';
import type { LevelField, PlanChange, PlanField } from '../../core/plan-changes.ts';
import type { InterestRule } from '../../core/rate.ts';
import { amountsText, percentText } from '../typed-rules.ts';
import type { Html, Request } from '../web.ts';

/** A list of changes, one line each. */
export function changeList(c: Request, changes: readonly PlanChange[]): Html {
  return html`<ul class="changes">${changes.map((change) => html`<li>${changeText(c, change)}</li>`)}</ul>`;
}

function changeText(c: Request, change: PlanChange): string {
  const { plans: words } = c.get('words');
  switch (change.what) {
    case 'level_added':
      return words.added(change.name, change.position);
    case 'level_removed':
      return words.removed(change.name);
    case 'level': {
      const { name, field, from, to } = change;
      const value = (one: unknown) => valueText(c, field, one);
      return words.changedField(`${name} – `, words.levelFields[field], value(from), value(to));
    }
    case 'plan': {
      const { field, from, to } = change;
      const value = (one: unknown) => valueText(c, field, one);
      return words.changedField('', words.fields[field], value(from), value(to));
    }
  }
}

/** What happened to a plan, in a few words. */
export function eventText(c: Request, { what, level }: PlanEvent): string {
  const { events } = c.get('words').plans;
  if (what === 'level_on' || what === 'level_off') return events[what](level ?? '');
  return events[what];
}

/** A stored value as people read it; what an older version stored in another way is shown as it is. */
function valueText(c: Request, field: PlanField | LevelField, value: unknown): string {
  const { plans: words } = c.get('words');
  const language = c.get('language');
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  switch (field) {
    case 'fee':
      return feeText(c, value as Fee);
    case 'interest':
      return interestText(c, value as InterestRule);
    case 'minimumAmount':
    case 'compensation':
      return amountsText(value as AmountByCurrency, language);
    case 'channels':
      return words.channelsOf[(value as string[]).join(',')] ?? String(value);
    case 'recap': {
      const { firstOn, periodicity } = value as { firstOn: `${number}-${number}-${number}`; periodicity: 'weekly' };
      return `${c.get('format').day(firstOn)}, ${words.statements[periodicity]}`;
    }
    case 'kind':
      return words.kinds[value as PlanKind] ?? words.levelKinds[value as 'notice'] ?? String(value);
    default:
      return choiceText(c, String(value));
  }
}

function choiceText(c: Request, value: string): string {
  const { groupings, countFroms, feePolicies, automations } = c.get('words').plans;
  const all: Record<string, string> = { ...groupings, ...countFroms, ...feePolicies, ...automations };
  return all[value] ?? value;
}

export function feeText(c: Request, fee: Fee): string {
  const { plans: words } = c.get('words');
  const language = c.get('language');
  switch (fee.kind) {
    case 'none':
      return words.fees.none;
    case 'fixed':
      return amountsText(fee.amount, language);
    case 'percent':
      return `${percentText(fee.basisPoints, language)} %`;
  }
}

export function interestText(c: Request, interest: InterestRule): string {
  const { plans: words } = c.get('words');
  switch (interest.kind) {
    case 'none':
      return words.interests.none;
    case 'fixed':
      return `${percentText(interest.basisPoints, c.get('language'))} %`;
    case 'statutory':
      return words.interests.statutory(words.jurisdictions[interest.jurisdiction]);
  }
}
