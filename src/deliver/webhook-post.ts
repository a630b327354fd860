// Posting to other programs. Their addresses are whatever an admin typed, so hosts that lie inside this network are
// refused unless the environment allows them - by the address itself, and by what its name turns out to be when the
// connection is made, so that a name cannot change its meaning in between. Redirects are not followed.

import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Agent } from 'undici';

const TIMEOUT_MS = 10_000;

type AddressProblem = 'webhook_not_https' | 'webhook_private';

const PROBLEMS: Readonly<Record<AddressProblem, string>> = {
  webhook_not_https: 'The address must begin with https:// .',
  webhook_private: 'The address lies inside this network; DULY_WEBHOOKS_PRIVATE=1 would allow that.',
};

export interface WebhookPoster {
  /** Why an address may not be told anything; null = it may. Looks at the address alone. */
  problemWith(url: string): AddressProblem | null;
  post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<number>;
  close(): Promise<void>;
}

/** `allowPrivate`: for receivers on the same machine or network, and for http without encryption. */
export function createWebhookPoster(options: { allowPrivate: boolean }): WebhookPoster {
  let made: Promise<Agent> | null = null;
  const makeAgent = async () => {
    const undici = await import('undici');
    const lookup = options.allowPrivate ? lookupAny : lookupPublic;
    return new undici.Agent({ connect: { timeout: TIMEOUT_MS, lookup } });
  };
  const problemWith = (url: string) => (options.allowPrivate ? null : problemOf(url));
  return {
    problemWith,
    async post(url, headers, body) {
      const problem = problemWith(url);
      if (problem !== null) throw new Error(PROBLEMS[problem]);
      const { request } = await import('undici');
      made ??= makeAgent();
      const dispatcher = await made;
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const answer = await request(url, { method: 'POST', headers: { ...headers }, body, dispatcher, signal });
      await answer.body.dump();
      return answer.statusCode;
    },
    close: async () => (await made)?.close(),
  };
}

function problemOf(url: string): AddressProblem | null {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:') return 'webhook_not_https';
  const host = hostname.replace(/^\[|\]$/g, '');
  const isOwn = host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.local');
  if (!isOwn && !(isIP(host) !== 0 && isPrivate(host))) return null;
  return 'webhook_private';
}

const PRIVATE = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(net, bits, 'ipv6');
}

/** Whether an address is no public one; IPv4 inside IPv6 counts as what it is. */
export function isPrivate(address: string): boolean {
  const inner = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (inner !== undefined) return isPrivate(inner);
  return PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

const lookupAny: LookupFunction = (host, options, done) => resolve(host, options, done);

/** Resolves a name, and refuses it when any of its addresses is a private one. */
const lookupPublic: LookupFunction = (host, options, done) => {
  resolve(host, { ...options, all: true }, (error, found) => {
    const addresses = error === null ? found : [];
    const bad = addresses.some(({ address }) => isPrivate(address));
    const [first] = addresses;
    if (error !== null || first === undefined) return done(error ?? new Error(`${host} has no address`), '', 0);
    if (bad) return done(new Error('the name leads inside this network'), '', 0);
    if (options.all) return done(null, addresses);
    return done(null, first.address, first.family);
  });
};
