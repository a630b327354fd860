// What machines ask of the console's server: whether it lives, whether it is ready, its figures, and the webhooks of
// the providers. No session, no language, no form: these routes stand in front of everything that is for people.

import { timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import type { WebDeps, WebEnv } from './web.ts';

export interface Machines {
  /** Whether requests are welcome: the database answers, and nobody has asked the process to stop. */
  ready(): Promise<boolean>;
  /** The figures in Prometheus' text format. */
  figures(): Promise<string>;
  /** Whoever sends it may read the figures from another machine; null = nobody. */
  figuresToken: string | null;
  /** One report of a provider: taken (also when it is of no interest), refused (the signature), or no such provider. */
  report(provider: string, request: ProviderRequest): Promise<'taken' | 'refused' | 'unknown'>;
}

export interface ProviderRequest {
  header(name: string): string | undefined;
  body: string;
}

const REPORT_BYTES_AT_MOST = 256 * 1024;
const FIGURES_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export function machineRoutes(machines: Machines, log: WebDeps['log']): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  // A provider tries again after a 500, so a database that is away loses no report.
  app.onError((error, c) => {
    if (error instanceof HTTPException) return c.json({ error: 'refused' }, error.status);
    log.failure('a request of a machine failed', error, { route: c.req.path.split('/')[1] ?? '' });
    return c.json({ error: 'failed' }, 500);
  });
  app.use(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  app.get('/healthz', (c) => c.text('alive\n'));
  app.get('/readyz', async (c) => ((await machines.ready()) ? c.text('ready\n') : c.text('not ready\n', 503)));
  app.get('/metrics', async (c) => {
    if (!mayReadFigures(c, machines.figuresToken)) return c.text('forbidden\n', 403);
    return c.body(await machines.figures(), 200, { 'Content-Type': FIGURES_TYPE });
  });
  app.post('/webhooks/:provider', bodyLimit({ maxSize: REPORT_BYTES_AT_MOST }), async (c) => {
    const request = { header: (name: string) => c.req.header(name), body: await c.req.text() };
    switch (await machines.report(c.req.param('provider'), request)) {
      case 'taken':
        return c.json({ taken: true });
      case 'refused':
        return c.json({ error: 'the signature does not fit' }, 401);
      case 'unknown':
        return c.json({ error: 'no such provider' }, 404);
    }
  });
  return app;
}

/** This machine itself, not through a proxy; or whoever has the token. */
function mayReadFigures(c: Context<WebEnv>, token: string | null): boolean {
  const given = c.req.header('authorization')?.replace(/^Bearer /, '');
  if (token !== null && given !== undefined) return isSame(given, token);
  const from = c.env?.incoming?.socket.remoteAddress ?? '';
  const isForwarded = c.req.header('x-forwarded-for') !== undefined || c.req.header('forwarded') !== undefined;
  return !isForwarded && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(from);
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
