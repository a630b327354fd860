// All tables, for drizzle-kit and for the queries of this room.

export * from './api.ts';
export * from './bank.ts';
export * from './chat.ts';
export * from './customers.ts';
export * from './holds.ts';
export * from './import-jobs.ts';
export * from './invoices.ts';
export * from './notices.ts';
export * from './organisation.ts';
export * from './plans.ts';
export * from './proposals.ts';
export * from './record.ts';
export * from './sending.ts';
