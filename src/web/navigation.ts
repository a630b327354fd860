// The navigation: what stands in it, in which group, and which addresses belong to an entry. A page is listed once it
// is there.

import type { Words } from './words/index.ts';

export type NavKey = keyof Words['frame']['nav'];
type NavGroup = keyof Words['frame']['groups'];

export interface NavEntry {
  key: NavKey;
  path: string;
  /** Beginnings of other addresses at which one is still there. */
  also?: readonly string[];
}

export const NAVIGATION: readonly { group: NavGroup; entries: readonly NavEntry[] }[] = [
  {
    group: 'daily',
    entries: [
      { key: 'today', path: '/', also: ['/proposals', '/decisions', '/run'] },
      { key: 'overview', path: '/overview' },
      { key: 'delivery', path: '/delivery' },
    ],
  },
  {
    group: 'ledger',
    entries: [
      { key: 'invoices', path: '/invoices', also: ['/why'] },
      { key: 'customers', path: '/customers' },
      { key: 'exclusions', path: '/exclusions' },
      { key: 'payments', path: '/payments', also: ['/imports'] },
    ],
  },
  {
    group: 'insight',
    entries: [
      { key: 'runs', path: '/runs' },
      { key: 'forecast', path: '/forecast' },
      { key: 'figures', path: '/figures' },
    ],
  },
  {
    group: 'setup',
    entries: [
      { key: 'plans', path: '/plans', also: ['/levels', '/dunning'] },
      { key: 'templates', path: '/templates' },
      { key: 'activity', path: '/activity' },
      { key: 'people', path: '/people' },
      { key: 'settings', path: '/settings' },
    ],
  },
];

/** Whether an address belongs to an entry: its own page, or one below. */
export function isAt({ path, also = [] }: NavEntry, address: string): boolean {
  const below = (start: string) => address === start || address.startsWith(`${start}/`);
  return (path === '/' ? address === '/' : below(path)) || also.some(below);
}
