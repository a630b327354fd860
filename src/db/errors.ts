// The errors of the database room, and the only way a database error may be described to a log or a person.
// drizzle's own message holds the statement and every parameter (names, addresses, amounts): it is never shown.

/** The database cannot be reached or used: wrong address, server down past the deadline, folder that does not open. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** The data folder of the embedded database belongs to another process, which the message names. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

/** The migrations of the program and those of the database do not belong together; the message names the first one. */
export class MigrationsRefused extends Error {
  override readonly name = 'MigrationsRefused';
}

/**
 * The connection was lost while `commit` was under way: the work may or may not stand, read again by the unique key.
 */
export class CommitUnknown extends Error {
  override readonly name = 'CommitUnknown';
}

/** What may be told of a database error: no statement, no parameter, no value of a row. */
export type DbErrorDescription = {
  readonly message: string;
  /** SQLSTATE (`23505`) or the system's word (`ECONNREFUSED`). */
  readonly code: string | undefined;
  /** Name of the violated constraint, if it was one. */
  readonly constraint: string | undefined;
};

/**
 * Describes any error for a log or a person, without statement and parameters.
 *
 * Unwraps drizzle's `DrizzleQueryError` (`cause` is the server's error) and the list of refused addresses Node gives
 * for `localhost`. PostgreSQL quotes the offending value in its class 22 messages (`invalid input syntax for type
 * bigint: "jane@example.org"`): there the quoted parts are blanked. `detail` is never read, it holds row values.
 */
export function describeDbError(error: unknown): DbErrorDescription {
  const root = rootOf(error);
  const code = textField(root, 'code');
  const message = root instanceof Error ? root.message || code || root.name : 'unknown error';
  return {
    message: code?.startsWith('22') ? message.replace(/"[^"]*("|$)/gs, '"…"') : message,
    code,
    constraint: textField(root, 'constraint'),
  };
}

/** True when the error says that the connection, not the statement, failed: the outcome on the server is not known. */
export function isConnectionLoss(error: unknown): boolean {
  const { code } = describeDbError(error);
  if (code === undefined) return true;
  const sqlState = /^[0-9A-Z]{5}$/.test(code);
  return !sqlState || code.startsWith('08') || code.startsWith('57P');
}

function rootOf(error: unknown): unknown {
  let current = error;
  while (current instanceof Error) {
    const next = current instanceof AggregateError ? current.errors[0] : isWrapper(current) ? current.cause : undefined;
    if (!(next instanceof Error)) break;
    current = next;
  }
  return current;
}

/** drizzle's wrapper is known by its fields, so that a second copy of the package changes nothing. */
function isWrapper(error: Error): boolean {
  return 'query' in error && 'params' in error;
}

function textField(value: unknown, field: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found = (value as Record<string, unknown>)[field];
  return typeof found === 'string' ? found : undefined;
}
