// What the letters of some proposals would cost, before anything is issued: an estimate, a sheet each. At the prices of
// the provider; of letters that people post themselves, at the postage of the settings. Where no price is known nothing
// is said.

import { parseAmount } from '../../core/money.ts';
import type { LetterPrice, TransportPort } from '../../core/transport.ts';
import { readOrganisation } from '../../db/organisation.ts';
import { type Context, transportFor } from '../context.ts';

/** A person waits for the answer. */
const ANSWER_WITHIN_MS = 1_000;
const KEPT_MS = 3_600_000;
const COUNTRIES_AT_MOST = 5;

type Kept = Map<string, { price: LetterPrice; at: string }>;
const known = new WeakMap<TransportPort, Kept>();

/** The sum for letters to these countries (ISO 3166), one entry a letter; null when a price is not known. */
export async function estimatePostage(ctx: Context, countries: readonly string[]): Promise<LetterPrice | null> {
  if (transportFor(ctx.ports, 'letter').price === undefined) return postedByHand(ctx, countries);
  const counts = Map.groupBy(countries, (country) => country);
  if (counts.size === 0 || counts.size > COUNTRIES_AT_MOST) return null;
  const prices = await Promise.all(
    [...counts].map(async ([country, letters]) => ({ letters: letters.length, price: await priceTo(ctx, country) })),
  );
  const currency = prices[0]?.price?.currency;
  let cents = 0;
  for (const { letters, price } of prices) {
    if (price === null || price.currency !== currency) return null;
    cents += letters * price.cents;
  }
  return currency === undefined ? null : { cents, currency };
}

/** Null when a letter goes where the settings name no postage. */
async function postedByHand(ctx: Context, countries: readonly string[]): Promise<LetterPrice | null> {
  const organisation = await readOrganisation(ctx.store.db);
  if (organisation === null || countries.length === 0) return null;
  const { currency, address, postageHome, postageAbroad } = organisation;
  let cents = 0;
  for (const country of countries) {
    const price = parseAmount((country === address.country ? postageHome : postageAbroad) ?? '', currency);
    if (price === null) return null;
    cents += price;
  }
  return { cents, currency };
}

async function priceTo(ctx: Context, country: string): Promise<LetterPrice | null> {
  const transport = transportFor(ctx.ports, 'letter');
  if (transport.price === undefined) return null;
  const prices: Kept = known.get(transport) ?? new Map();
  known.set(transport, prices);
  const kept = prices.get(country);
  if (kept !== undefined && ctx.clock.elapsedMs(kept.at, ctx.clock.now()) < KEPT_MS) return kept.price;
  const price = await transport.price({ pages: 1, country }, ctx.clock.deadline(ANSWER_WITHIN_MS)).catch(() => null);
  if (price !== null) prices.set(country, { price, at: ctx.clock.now() });
  return price;
}
