// The routes of delivery for the table of routes.test.ts: who gets in, who is refused.

const inside = { nobody: 303, viewer: 200, approver: 200, admin: 200 };

export const DELIVERY_ROUTES = [
  { method: 'GET' as const, route: '/delivery', path: '/delivery', expect: inside },
  {
    method: 'POST' as const,
    route: '/delivery/problems',
    path: '/delivery/problems',
    fields: { do: 'send_as_letter', delivery: '00000000-0000-4000-8000-000000000000', notice: 'M-00001' },
    // There is no such problem.
    expect: { nobody: 303, viewer: 403, approver: 422, admin: 422 },
  },
  {
    method: 'POST' as const,
    route: '/delivery/print',
    path: '/delivery/print',
    // Nothing waits to be printed.
    expect: { nobody: 303, viewer: 403, approver: 422, admin: 422 },
  },
  {
    method: 'POST' as const,
    route: '/delivery/batches/:id/posted',
    path: '/delivery/batches/1/posted',
    expect: { nobody: 303, viewer: 403, approver: 422, admin: 422 },
  },
  {
    method: 'GET' as const,
    route: '/preview/batches/:id/letters.pdf',
    path: '/preview/batches/1/letters.pdf',
    expect: { nobody: 303, viewer: 404, approver: 404, admin: 404 },
  },
  {
    method: 'GET' as const,
    route: '/delivery/outbox',
    path: '/delivery/outbox?group=handed_over&text=M-1',
    expect: inside,
  },
  {
    method: 'POST' as const,
    route: '/delivery/recall',
    path: '/delivery/recall',
    fields: { delivery: '00000000-0000-4000-8000-000000000000', reason: 'wrong text' },
    // There is no such letter.
    expect: { nobody: 303, viewer: 403, approver: 404, admin: 404 },
  },
  {
    method: 'POST' as const,
    route: '/delivery/price',
    path: '/delivery/price',
    fields: { notice: '1' },
    expect: inside,
  },
  {
    method: 'GET' as const,
    route: '/delivery/letters/:delivery',
    path: '/delivery/letters/00000000-0000-4000-8000-000000000000',
    // There is no such letter.
    expect: { nobody: 303, viewer: 404, approver: 404, admin: 404 },
  },
  {
    method: 'POST' as const,
    route: '/delivery/letters/:delivery',
    path: '/delivery/letters/00000000-0000-4000-8000-000000000000',
    fields: { street: 'Neue Gasse', city: 'Hamburg', postalCode: '20095', country: 'DE' },
    expect: { nobody: 303, viewer: 403, approver: 404, admin: 404 },
  },
  {
    method: 'GET' as const,
    route: '/preview/notices/:number/letters/:version',
    path: '/preview/notices/1/letters/2',
    expect: { nobody: 303, viewer: 404, approver: 404, admin: 404 },
  },
  {
    method: 'POST' as const,
    route: '/delivery/sending',
    path: '/delivery/sending',
    fields: { do: 'resume', reason: 'it was looked at' },
    // Nothing is on hold.
    expect: { nobody: 303, viewer: 403, approver: 403, admin: 422 },
  },
];
