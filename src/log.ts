// Structured log lines (JSON) without personal data: messages are fixed sentences, fields are ids, counts and codes.
// Errors of the database are described without statement and parameters, see db/errors.ts.

import { pino } from 'pino';
import { describeDbError } from './db/errors.ts';

export type Fields = Readonly<Record<string, string | number | boolean>>;

export interface Log {
  (level: 'info' | 'warn' | 'error', message: string, fields?: Fields): void;
  /** An error that nobody expected: its description, never its parameters. */
  failure(message: string, error: unknown, fields?: Fields): void;
}

/** Lines go to standard error, so that a command's output stays its own. */
export function createLog(level: string): Log {
  const logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
  const log = (at: 'info' | 'warn' | 'error', message: string, fields: Fields = {}) => logger[at](fields, message);
  const failure = (message: string, error: unknown, fields: Fields = {}) => {
    const { message: cause, code } = describeDbError(error);
    logger.error({ ...fields, cause, ...(code === undefined ? {} : { code }) }, message);
  };
  return Object.assign(log, { failure });
}
