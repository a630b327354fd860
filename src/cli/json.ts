// What --json prints: amounts as decimal strings beside their currency, never as minor units.

import { formatAmount } from '../core/money.ts';
import type { GateReason, ReopenReason, WithdrawalReason } from '../core/reason.ts';
import { gateText, reasonText, reopenText } from '../core/reason-text.ts';

/**
 * A copy of a result in which every `...Cents` is a decimal string under the name without "Cents".
 *
 * The currency is that of the nearest object around it, else the one given. Throws when an amount has none.
 */
export function withDecimals(value: unknown, currency: string | null = null): unknown {
  if (Array.isArray(value)) return value.map((item) => withDecimals(item, currency));
  if (typeof value !== 'object' || value === null) return value;
  const own = 'currency' in value && typeof value.currency === 'string' ? value.currency : currency;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (!key.endsWith('Cents')) return [key, withDecimals(inner, own)];
      const name = key.slice(0, -'Cents'.length);
      if (typeof inner !== 'number') return [name, inner];
      if (own === null) throw new Error(`${key} has no currency`);
      return [name, formatAmount(inner, own)];
    }),
  );
}

/** Reasons with their English sentence, so that a script need not know the codes. */
export function reasonJson(reason: WithdrawalReason) {
  return { ...reason, text: reasonText(reason, 'en') };
}

export function reopenJson(reason: ReopenReason) {
  return { ...reason, text: reopenText(reason, 'en') };
}

export function gateJson(gate: GateReason) {
  return { ...gate, text: gateText(gate, 'en') };
}
