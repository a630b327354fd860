// The routes of the ledger's pages for the table of routes.test.ts: who gets in, who is refused.

const inside = { nobody: 303, viewer: 200, approver: 200, admin: 200 };
const change = { nobody: 303, viewer: 403, approver: 303, admin: 303 };

export const LEDGER_ROUTES = [
  { method: 'GET' as const, route: '/overview', path: '/overview', expect: inside },
  {
    method: 'POST' as const,
    route: '/overview/check',
    path: '/overview/check',
    fields: { invoice: 'RE-1003' },
    expect: { nobody: 303, viewer: 200, approver: 200, admin: 200 },
  },
  {
    method: 'POST' as const,
    route: '/overview/notices',
    path: '/overview/notices',
    fields: { invoice: 'RE-1002' },
    // The second is told that a proposal about it waits already.
    expect: { nobody: 303, viewer: 403, approver: 303, admin: 422 },
  },
  { method: 'GET' as const, route: '/invoices', path: '/invoices', expect: inside },
  { method: 'GET' as const, route: '/invoices.csv', path: '/invoices.csv', expect: inside },
  { method: 'GET' as const, route: '/customers', path: '/customers', expect: inside },
  { method: 'GET' as const, route: '/customers.csv', path: '/customers.csv', expect: inside },
  { method: 'GET' as const, route: '/customers/:number', path: '/customers/K-300', expect: inside },
  { method: 'POST' as const, route: '/customers/:number/exclude', path: '/customers/K-300/exclude', expect: change },
  { method: 'POST' as const, route: '/customers/:number/include', path: '/customers/K-300/include', expect: change },
  {
    method: 'POST' as const,
    route: '/customers/:number/change',
    path: '/customers/K-300/change',
    fields: { seen: '1', name: 'Alpenrose', language: '', preferredChannel: '', party: 'business', planId: '' },
    // The second to save is told that somebody was faster.
    expect: { nobody: 303, viewer: 403, approver: 303, admin: 409 },
  },
  {
    method: 'GET' as const,
    route: '/preview/customers/:number/statement.pdf',
    path: '/preview/customers/K-300/statement.pdf?currency=CHF',
    expect: inside,
  },
  { method: 'GET' as const, route: '/exclusions', path: '/exclusions', expect: inside },
  { method: 'GET' as const, route: '/exclusions.csv', path: '/exclusions.csv', expect: inside },
  {
    method: 'POST' as const,
    route: '/exclusions',
    path: '/exclusions',
    fields: { scope: 'invoice', number: '2026/1007' },
    expect: change,
  },
  {
    method: 'POST' as const,
    route: '/exclusions/end',
    path: '/exclusions/end',
    fields: { kind: 'invoice', number: '2026/1007' },
    expect: change,
  },
];
