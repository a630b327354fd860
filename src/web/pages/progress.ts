// What goes on while a page is open: runs, decisions of others, issuing and sending, told by server-sent events. The
// figures come from the database, whichever process does the work.

import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { type DeliverySummary, deliverySummary } from '../../app/insight/today.ts';
import { doorContext } from '../auth/door.ts';
import { shareLook } from '../common-look.ts';
import { issuedRows, progressLine, underWay } from '../parts/issued.ts';
import type { Request, Tools, Web, WebEnv } from '../web.ts';

const BUSY_PAUSE_MS = 1_000;
const CALM_PAUSE_MS = 3_000;
/** Proxies close what is silent. */
const HEARTBEAT_MS = 15_000;
/** Then the browser asks again, and is judged again: a session that ended sees nothing more. */
const HEARTBEATS = 20;

export function progressPages({ deps, door }: Tools): Web {
  const app = new Hono<WebEnv>();
  const shared = shareLook({
    look: () => deliverySummary(doorContext(deps), {}),
    pauseMs: (seen) => (underWay(seen) > 0 ? BUSY_PAUSE_MS : CALM_PAUSE_MS),
    failed: (error) => deps.log.failure('looking at the progress failed', error),
  });

  app.get('/progress', door, (c) => {
    c.header('X-Accel-Buffering', 'no');
    return streamSSE(c, async (stream) => {
      const gone = new AbortController();
      stream.onAbort(() => gone.abort());
      const stopWatching = shared.watch((seen) => {
        void stream.writeSSE({ event: 'progress', data: JSON.stringify(progressOf(c, seen)) });
      });
      try {
        for (let beat = 0; beat < HEARTBEATS && !gone.signal.aborted; beat += 1) {
          await sleep(HEARTBEAT_MS, undefined, { signal: gone.signal });
          await stream.write(':\n\n');
        }
      } catch (error) {
        if (!gone.signal.aborted) throw error;
      } finally {
        stopWatching();
      }
    });
  });

  return app;
}

/** What the script puts in place; `list` changes when the list of the day is no longer the one that is shown. */
function progressOf(c: Request, summary: DeliverySummary) {
  return {
    heading: c.get('words').today.waiting(summary.undecided),
    list: listMark(summary),
    ...progressLine(c, summary),
    rows: String(issuedRows(c, summary)),
  };
}

export function listMark({ undecided, latestRun }: Pick<DeliverySummary, 'undecided' | 'latestRun'>): string {
  return `${undecided}.${latestRun ?? 0}`;
}
