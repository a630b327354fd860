// Parts of the REST interface that a program's token may be limited to.

/** Groups of addresses; what a token's scopes are made of. */
export const SCOPES = [
  'customers',
  'invoices',
  'payments',
  'plans',
  'templates',
  'blocks',
  'runs',
  'proposals',
  'notices',
  'deliveries',
  'insight',
  'settings',
  'people',
  'webhooks',
] as const;
export type Scope = (typeof SCOPES)[number];
