// What no field of a scenario can tell by itself: names that refer to nothing, doubles, days and amounts that do not
// fit.

import { boundsCross } from '../core/fee.ts';
import { parseAmount } from '../core/money.ts';
import type { Scenario } from './scenario.ts';

/** How an amount is written. */
export const AMOUNT = /^\d{1,11}(\.\d{1,4})?$/;

type Referring = Pick<Scenario, 'from' | 'to' | 'organisation' | 'plans' | 'customers' | 'invoices' | 'events'>;
export type ReferenceProblem = { path: (string | number)[]; message: string };

export function referenceProblems(scenario: Referring): ReferenceProblem[] {
  const { from, to, plans } = scenario;
  const problems = [
    ...planProblems(plans),
    ...planAmountProblems(scenario),
    ...partyProblems(scenario),
    ...eventProblems(scenario),
  ];
  if (to < from) problems.unshift({ path: ['to'], message: `expected a day that is not before from (${from})` });
  return problems;
}

function planProblems(plans: Referring['plans']): ReferenceProblem[] {
  const problems = doubles('plans', 'name', plans);
  const defaults = plans.flatMap((plan, index) => (plan.default ? [index] : []));
  if (defaults[1] !== undefined) {
    problems.push({ path: ['plans', defaults[1], 'default'], message: 'expected one default plan only' });
  }
  plans.forEach((plan, p) => {
    problems.push(...doubles(['plans', p, 'levels'], 'name', plan.levels));
    plan.levels.forEach(({ days }, l) => {
      const path = ['plans', p, 'levels', l, 'days'];
      if (l > 0 && days < 0) {
        problems.push({ path, message: 'expected 0 or more: only the first level may come before the due date' });
      }
      if (days > 3650 || days < -365) problems.push({ path, message: 'expected -365 to 3650 days' });
    });
  });
  return problems;
}

/** Amounts of a plan are of any currency: each must be one in EUR, or in a currency of the file with more decimals. */
function planAmountProblems({ plans, invoices, organisation }: Referring): ReferenceProblem[] {
  const currencies = [...new Set(['EUR', organisation.currency, ...invoices.flatMap((one) => one.currency ?? [])])];
  const problems: ReferenceProblem[] = [];
  const isOne = (text: string) => currencies.some((currency) => parseAmount(text, currency) !== null);
  const check = (path: (string | number)[], text: string | undefined) => {
    // What is no amount at all has been said already.
    if (text === undefined || !AMOUNT.test(text) || isOne(text)) return;
    problems.push({ path, message: `expected an amount with the decimals of ${currencies.join(' or ')}` });
  };
  plans.forEach((plan, p) => {
    check(['plans', p, 'minimumAmount'], plan.minimumAmount);
    plan.levels.forEach(({ fee, compensation, minimumAmount }, l) => {
      const level = ['plans', p, 'levels', l];
      check([...level, 'compensation'], compensation);
      check([...level, 'minimumAmount'], minimumAmount);
      if (typeof fee === 'string') {
        check([...level, 'fee'], fee);
        return;
      }
      const { min, max } = fee;
      check([...level, 'fee', 'min'], min);
      check([...level, 'fee', 'max'], max);
      if (min === undefined || max === undefined || !AMOUNT.test(min) || !AMOUNT.test(max)) return;
      if (currencies.some((currency) => boundsCross({ '*': min }, { '*': max }, currency))) {
        problems.push({ path: [...level, 'fee', 'min'], message: `expected an amount that is not above max (${max})` });
      }
    });
  });
  return problems;
}

function partyProblems({ plans, customers, invoices, organisation }: Referring): ReferenceProblem[] {
  const problems = [...doubles('customers', 'number', customers), ...doubles('invoices', 'number', invoices)];
  const planNames = new Set(plans.map((plan) => plan.name));
  const numbers = new Set(customers.map((customer) => customer.number));
  customers.forEach(({ plan }, c) => {
    if (plan !== undefined && !planNames.has(plan))
      problems.push(unknown(['customers', c, 'plan'], 'name of a plan', plan));
  });
  invoices.forEach((invoice, i) => {
    const { customer, issued, due, gross } = invoice;
    if (!numbers.has(customer)) problems.push(unknown(['invoices', i, 'customer'], 'number of a customer', customer));
    if (issued !== undefined && issued > due) {
      problems.push({ path: ['invoices', i, 'issued'], message: `expected a day that is not after due (${due})` });
    }
    const currency = invoice.currency ?? organisation.currency;
    const cents = parseAmount(gross, currency);
    if (cents === null || cents === 0) {
      problems.push({ path: ['invoices', i, 'gross'], message: `expected an amount above 0 in ${currency}` });
    }
  });
  return problems;
}

function eventProblems({ plans, customers, invoices, events, organisation }: Referring): ReferenceProblem[] {
  const problems: ReferenceProblem[] = [];
  const currencies = new Map(invoices.map((invoice) => [invoice.number, invoice.currency ?? organisation.currency]));
  const numbers = new Set(customers.map((customer) => customer.number));
  const planNames = new Set(plans.map((plan) => plan.name));
  const levelNames = new Set(plans.flatMap((plan) => plan.levels.map((level) => level.name)));
  events.forEach((event, e) => {
    const check = (field: string, known: boolean, what: string, value: string) => {
      if (!known) problems.push(unknown(['events', e, field], what, value));
    };
    if ('invoice' in event) check('invoice', currencies.has(event.invoice), 'number of an invoice', event.invoice);
    if ('customer' in event) check('customer', numbers.has(event.customer), 'number of a customer', event.customer);
    if ('level' in event) check('level', levelNames.has(event.level), 'name of a level', event.level);
    if ('plan' in event && event.plan !== undefined)
      check('plan', planNames.has(event.plan), 'name of a plan', event.plan);
    if (event.do === 'payment') {
      const cents = parseAmount(event.amount, currencies.get(event.invoice) ?? organisation.currency);
      if (cents === null || cents === 0) {
        problems.push({
          path: ['events', e, 'amount'],
          message: 'expected an amount that is not 0, in the currency of the invoice',
        });
      }
    }
  });
  return problems;
}

function unknown(path: (string | number)[], what: string, value: string): ReferenceProblem {
  return { path, message: `expected the ${what}; there is no ${value}` };
}

/** Items that repeat the name or number of an earlier one. */
function doubles<K extends string>(
  list: string | (string | number)[],
  field: K,
  items: readonly Record<K, string>[],
): ReferenceProblem[] {
  const at = typeof list === 'string' ? [list] : list;
  const names = items.map((item) => item[field]);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ path: [...at, index, field], message: `expected another ${field}: ${name} is there already` }],
  );
}
