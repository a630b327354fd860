// What a level charges as its fee.

import { type AmountByCurrency, amountIn, shareOf } from './money.ts';
import type { Fee } from './plan.ts';

/**
 * The fee of a notice in minor units of its currency: fixed, or a share of the open principal within its bounds,
 * rounded half-up. A fixed fee that names no amount for the currency charges nothing: missing data never becomes a
 * guess.
 *
 * @example feeOf({ kind: 'percent', basisPoints: 1500, min: null, max: null }, 10_000, 'EUR') // 1500
 */
export function feeOf(fee: Fee, principalCents: number, currency: string): number {
  switch (fee.kind) {
    case 'none':
      return 0;
    case 'fixed':
      return amountIn(fee.amount, currency) ?? 0;
    case 'percent': {
      const share = shareOf(principalCents, fee.basisPoints);
      const min = amountIn(fee.min, currency) ?? 0;
      const max = amountIn(fee.max, currency);
      const atLeast = Math.max(share, min);
      return max === null ? atLeast : Math.min(atLeast, max);
    }
  }
}

/** Whether a percent fee would be at least more than it may be at most, in this currency. */
export function boundsCross(min: AmountByCurrency | null, max: AmountByCurrency | null, currency: string): boolean {
  const [least, most] = [amountIn(min, currency), amountIn(max, currency)];
  return least !== null && most !== null && least > most;
}
