// How far a file in the background has come, told by server-sent events until it has settled.

import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { fileProgress, isUnderWay } from '../../app/imports/in-background.ts';
import { importProgress } from '../parts/import-job.ts';
import { type Tools, visitOf, type Web, type WebEnv } from '../web.ts';

const LOOK_EVERY_MS = 500;
/** Then the browser asks again, and is judged again. */
const LOOKS = 600;

export function importProgressPages({ door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/imports/files/:id/progress', door, async (c) => {
    const { ctx } = visitOf(c);
    const look = () => fileProgress(ctx, { file: c.req.param('id') });
    // An address that names no file is refused before anything is said.
    let job = await look();
    c.header('X-Accel-Buffering', 'no');
    return streamSSE(c, async (stream) => {
      const gone = new AbortController();
      stream.onAbort(() => gone.abort());
      let said = '';
      for (let looks = 0; looks < LOOKS && !gone.signal.aborted; looks += 1) {
        if (job === null || !isUnderWay(job)) {
          await stream.writeSSE({ event: 'settled', data: '{}' });
          return;
        }
        const data = JSON.stringify(importProgress(c, job));
        if (data !== said) await stream.writeSSE({ event: 'progress', data });
        said = data;
        await sleep(LOOK_EVERY_MS, undefined, { signal: gone.signal }).catch(() => undefined);
        job = await look();
      }
    });
  });

  return app;
}
