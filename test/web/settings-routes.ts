// The routes of settings and people for the table of routes.test.ts: who gets in, who is refused.

const inside = { nobody: 303, viewer: 200, approver: 200, admin: 200 };
const adminsOnly = { nobody: 303, viewer: 403, approver: 403, admin: 303 };

export const SETTINGS_ROUTES = [
  { method: 'GET' as const, route: '/settings', path: '/settings', expect: inside },
  { method: 'GET' as const, route: '/settings/chat', path: '/settings/chat', expect: inside },
  {
    method: 'POST' as const,
    route: '/settings/chat',
    path: '/settings/chat',
    fields: { channelId: 'C0123456789', nudgeAt: '12:00', closeAt: '17:00', undoMinutes: '15' },
    expect: adminsOnly,
  },
  { method: 'GET' as const, route: '/settings/:section', path: '/settings/company', expect: inside },
  {
    method: 'POST' as const,
    route: '/settings/:section',
    path: '/settings/approvals',
    fields: { seen: '1', above: '', fromLevel: '' },
    expect: adminsOnly,
  },
  {
    method: 'GET' as const,
    route: '/settings/company/logo.png',
    path: '/settings/company/logo.png',
    expect: { nobody: 303, viewer: 404, approver: 404, admin: 404 },
  },
  // Without a file, which is asked for before anybody's role.
  {
    method: 'POST' as const,
    route: '/settings/company/logo',
    path: '/settings/company/logo',
    expect: { nobody: 303, viewer: 303, approver: 303, admin: 303 },
  },
  {
    method: 'POST' as const,
    route: '/settings/company/logo/remove',
    path: '/settings/company/logo/remove',
    expect: adminsOnly,
  },
  { method: 'GET' as const, route: '/people', path: '/people', expect: inside },
  {
    method: 'POST' as const,
    route: '/people',
    path: '/people',
    fields: { name: 'Dora', role: 'viewer' },
    expect: adminsOnly,
  },
  { method: 'POST' as const, route: '/people/:id', path: '/people/1', fields: { active: 'on' }, expect: adminsOnly },
  {
    method: 'POST' as const,
    route: '/people/:id/invite',
    path: '/people/1/invite',
    expect: { nobody: 303, viewer: 403, approver: 403, admin: 200 },
  },
  {
    method: 'POST' as const,
    route: '/people/:id/password',
    path: '/people/1/password',
    fields: { password: 'vier grüne Teekannen' },
    expect: adminsOnly,
  },
  { method: 'GET' as const, route: '/settings/tokens', path: '/settings/tokens', expect: inside },
  {
    method: 'POST' as const,
    route: '/settings/tokens',
    path: '/settings/tokens',
    fields: { name: 'ERP', role: 'viewer', scopes: 'invoices', days: '30' },
    expect: { nobody: 303, viewer: 403, approver: 403, admin: 200 },
  },
  {
    method: 'POST' as const,
    route: '/settings/tokens/:id/revoke',
    path: '/settings/tokens/1/revoke',
    expect: adminsOnly,
  },
  {
    method: 'GET' as const,
    route: '/settings/chat/manifest.json',
    path: '/settings/chat/manifest.json?mode=http',
    expect: inside,
  },
  {
    method: 'POST' as const,
    route: '/settings/chat/test',
    path: '/settings/chat/test',
    // No chat is configured.
    expect: { nobody: 303, viewer: 403, approver: 403, admin: 422 },
  },
  { method: 'GET' as const, route: '/settings/mail', path: '/settings/mail', expect: inside },
  {
    method: 'POST' as const,
    route: '/settings/mail/test',
    path: '/settings/mail/test',
    fields: { to: 'anna@example.com' },
    expect: adminsOnly,
  },
];
