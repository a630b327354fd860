// Two clients of Slack's Web API: one for what a person waits for, one for the background. A shared one would let a
// single 429 hold back answers to people until their trigger has expired. Neither retries by itself: a post that was
// tried again after a lost answer would stand there twice.

import { WebAPIPlatformError, WebAPIRateLimitedError, WebClient, type WebClientOptions } from '@slack/web-api';

export type { WebClient };

export interface Clients {
  /** Gives up after 2.5 s: the person's trigger would be dead. */
  interactive: WebClient;
  background: WebClient;
}

const INTERACTIVE_TIMEOUT_MS = 2_500;
const BACKGROUND_TIMEOUT_MS = 15_000;

export function createClients(
  token: string,
  options: { apiUrl: string | undefined; logger: NonNullable<WebClientOptions['logger']> },
): Clients {
  const make = (timeout: number) =>
    new WebClient(token, {
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout,
      logger: options.logger,
      ...(options.apiUrl === undefined ? {} : { slackApiUrl: options.apiUrl }),
    });
  return { interactive: make(INTERACTIVE_TIMEOUT_MS), background: make(BACKGROUND_TIMEOUT_MS) };
}

/** What became of a call that failed. `unknown`: no answer came, so that Slack may have done it all the same. */
export type CallFailure =
  | { kind: 'refused'; code: string; detail: readonly string[] }
  | { kind: 'rate_limited'; retryAfterMs: number }
  | { kind: 'unknown'; detail: string };

export function failureOf(error: unknown): CallFailure {
  if (error instanceof WebAPIRateLimitedError) return { kind: 'rate_limited', retryAfterMs: error.retryAfter * 1_000 };
  if (error instanceof WebAPIPlatformError) {
    return { kind: 'refused', code: error.data.error, detail: error.data.response_metadata?.messages ?? [] };
  }
  return { kind: 'unknown', detail: error instanceof Error ? error.name : 'no answer' };
}

/** The code of a refusal, or null when it was none. */
export function refusalOf(error: unknown): string | null {
  const failure = failureOf(error);
  return failure.kind === 'refused' ? failure.code : null;
}
