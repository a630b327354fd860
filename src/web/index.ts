// The door of this room: what the composition root needs.

export { createWeb } from './app.ts';
export { createSignInLink } from './auth/sign-in-link.ts';
export type { Machines } from './machines.ts';
export { type ServedWeb, serveWeb } from './serve.ts';
export type { Web, WebDeps } from './web.ts';
