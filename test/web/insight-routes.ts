// The routes of runs, figures and the forecast for the table of routes.test.ts: who gets in, who is refused.

const inside = { nobody: 303, viewer: 200, approver: 200, admin: 200 };

export const INSIGHT_ROUTES = [
  { method: 'GET' as const, route: '/runs', path: '/runs', expect: inside },
  { method: 'GET' as const, route: '/runs/:id', path: '/runs/1', expect: inside },
  {
    method: 'POST' as const,
    route: '/runs/:id/repeat',
    path: '/runs/1/repeat',
    fields: { facts: 'today' },
    expect: inside,
  },
  { method: 'GET' as const, route: '/figures', path: '/figures', expect: inside },
  { method: 'GET' as const, route: '/figures.csv', path: '/figures.csv', expect: inside },
  { method: 'GET' as const, route: '/forecast', path: '/forecast', expect: inside },
  { method: 'GET' as const, route: '/forecast.csv', path: '/forecast.csv', expect: inside },
];
