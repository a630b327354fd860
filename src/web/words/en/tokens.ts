// The English words of access for programs.

import type { Scope } from '../../../core/scope.ts';

export const tokens = {
  tokens: {
    title: 'API tokens',
    lead: 'Access for programs. A token acts in the name of whoever makes it, and is shown once.',
    none: 'No program has access yet.',
    name: 'Token',
    may: 'May',
    made_: 'Made by',
    used: 'Last used',
    unused: 'never',
    ends: 'Ends',
    never: 'when it is revoked',
    expired: 'expired',
    revoke: 'Revoke',
    revoked: (at: string) => `revoked ${at}`,
    revokedNow: 'The token is revoked.',
    everything: 'everything',
    create: 'Make a token',
    nameLabel: 'Name',
    nameHint: 'What it is for, e.g. “ERP export”.',
    role: 'Role',
    roleHint: 'Never more than your own.',
    scope: 'Scope',
    scopeHint: 'What it may reach, as far as its role may.',
    scopeNeeded: 'Tick what the token may reach.',
    days: 'Days until it ends',
    daysHint: 'Empty: until it is revoked.',
    createButton: 'Make it',
    made: (name: string) => `The token “${name}” is made`,
    once: 'Copy it now: it is shown this once and stored nowhere.',
    scopes: {
      customers: 'Customers',
      invoices: 'Invoices and imports',
      payments: 'Payments and bank',
      plans: 'Plans',
      templates: 'Texts',
      blocks: 'Pauses and exclusions',
      runs: 'Runs',
      proposals: 'Proposals and decisions',
      notices: 'Notices',
      deliveries: 'Deliveries and printing',
      insight: 'Figures and reports',
      settings: 'Settings',
      people: 'People',
      webhooks: 'Webhooks',
    } satisfies Record<Scope, string>,
  },
};

export type TokensWords = typeof tokens;
