// Slack over HTTP: a receiver for Bolt that is a function from Request to Response, so that the console's server can
// mount it. Reads the exact bytes before anything parses them; answers within Slack's three seconds.

import { type App, AuthorizationError, type Receiver, ReceiverMultipleAckError } from '@slack/bolt';
import { createDrain } from './drain.ts';
import { signatureProblem } from './signature.ts';

/** Slack gives up after 3 s. */
const ANSWER_WITHIN_MS = 2_900;
const BODY_BYTES_AT_MOST = 1024 * 1024;
const DRAIN_MS = 5_000;

export interface HttpReceiverDeps {
  /** The present signing secret and, while it is being replaced, the one before. */
  secrets: readonly string[];
  /** Milliseconds since 1970. */
  nowMs(): number;
  failed(message: string, error?: unknown): void;
}

type Body = Record<string, unknown>;
type Parsed = { status: 400 | 415 } | { status: 200; body: Body };

export interface HttpReceiver extends Receiver {
  handle(request: Request): Promise<Response>;
}

export function createHttpReceiver(deps: HttpReceiverDeps): HttpReceiver {
  if (deps.secrets.length === 0 || deps.secrets.some((secret) => secret === '')) {
    throw new Error('a signing secret is empty');
  }
  let app: App | null = null;
  let closing = false;
  const drain = createDrain();

  const process = (body: Body, request: Request): Promise<Response> =>
    new Promise((resolve) => {
      let acked = false;
      const timer = setTimeout(() => {
        if (!acked) deps.failed('a request of Slack was not answered in time');
        resolve(new Response(null, { status: 404 }));
      }, ANSWER_WITHIN_MS);
      const answer = (response: Response) => {
        clearTimeout(timer);
        resolve(response);
      };
      const ack = async (payload?: unknown): Promise<void> => {
        if (acked) throw new ReceiverMultipleAckError();
        acked = true;
        answer(ackResponse(payload));
      };
      const work = app?.processEvent({ body, ack, ...retryOf(request) }) ?? Promise.reject(new Error('not started'));
      const ended = work.catch((error: unknown) => {
        deps.failed('a request of Slack failed', error);
        if (!acked) answer(new Response(null, { status: error instanceof AuthorizationError ? 401 : 500 }));
      });
      void drain.add(ended);
    });

  return {
    init(made) {
      app = made;
    },
    start: async () => {
      closing = false;
    },
    async stop() {
      closing = true;
      await drain.wait(DRAIN_MS);
    },
    async handle(request) {
      if (closing) return new Response(null, { status: 503, headers: { 'retry-after': '1' } });
      const body = await readBytes(request, BODY_BYTES_AT_MOST);
      if (body === null) return new Response(null, { status: 413 });
      const timestamp = request.headers.get('x-slack-request-timestamp');
      const signature = request.headers.get('x-slack-signature');
      const problem = signatureProblem({ timestamp, signature, body }, deps.secrets, deps.nowMs());
      if (problem !== null) return new Response(null, { status: 401 });
      const parsed = parseBody(request.headers.get('content-type'), body);
      if (parsed.status !== 200) return new Response(null, { status: parsed.status });
      if (parsed.body.type === 'url_verification') return Response.json({ challenge: parsed.body.challenge });
      if (parsed.body.ssl_check !== undefined) return new Response(null, { status: 200 });
      return process(parsed.body, request);
    },
  };
}

/** The whole body, or null when it is larger than allowed; never holds more than that in memory. */
async function readBytes(request: Request, max: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > max) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Interactions and commands come as a form, events as JSON; nothing else is read. */
function parseBody(contentType: string | null, bytes: Uint8Array): Parsed {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json' && type !== 'application/x-www-form-urlencoded') return { status: 415 };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (type === 'application/json') return objectOr400(JSON.parse(text));
    const form = new URLSearchParams(text);
    const payload = form.get('payload');
    return payload === null ? { status: 200, body: Object.fromEntries(form) } : objectOr400(JSON.parse(payload));
  } catch {
    return { status: 400 };
  }
}

function objectOr400(value: unknown): Parsed {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { status: 200, body: value as Body } : { status: 400 };
}

function ackResponse(payload: unknown): Response {
  if (payload === undefined || payload === null || payload === '') return new Response(null, { status: 200 });
  if (typeof payload === 'string') {
    return new Response(payload, { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' } });
  }
  return Response.json(payload);
}

function retryOf(request: Request): { retryNum?: number; retryReason?: string } {
  const count = request.headers.get('x-slack-retry-num');
  const reason = request.headers.get('x-slack-retry-reason');
  return {
    ...(count === null || !/^\d{1,3}$/.test(count) ? {} : { retryNum: Number(count) }),
    ...(reason === null ? {} : { retryReason: reason }),
  };
}
