// From any error to what the caller is told: exit code, code, one message. Never a stack, never the parameters of a
// statement.

import { CommanderError } from 'commander';
import { UseCaseError } from '../app/errors.ts';
import { ImportRefused } from '../app/ingest/refused.ts';
import { ConfigError } from '../config.ts';
import type { ScreenLanguage } from '../core/reason-text.ts';
import {
  CommitUnknown,
  DatabaseUnavailable,
  describeDbError,
  FolderInUse,
  isConnectionLoss,
  MigrationsRefused,
} from '../db/errors.ts';
import { EXIT, type Exit } from './desk.ts';

export interface Failure {
  exit: Exit;
  code: string;
  message: string;
  problems: readonly { path: string; message: string }[];
  /** Where an unexpected error came from; only when more was asked for. */
  trail: readonly string[];
}

/** In the caller's language as far as there are words; `debug` adds the trail of an error that nobody expected. */
export function explain(error: unknown, debug: boolean, language: ScreenLanguage): Failure {
  if (error instanceof CommanderError) return usage(error);
  if (error instanceof UseCaseError) {
    const exit = error.code === 'unavailable' ? EXIT.configuration : EXIT.refused;
    const problems = error.problems.map(({ path, texts }) => ({ path, message: texts[language] }));
    return { exit, code: error.code, message: error.in(language), problems, trail: [] };
  }
  if (error instanceof ImportRefused) return plain(EXIT.refused, 'invalid_input', error);
  if (error instanceof ConfigError) return plain(EXIT.configuration, 'configuration', error);
  if (error instanceof MigrationsRefused) return plain(EXIT.configuration, 'migrations_refused', error);
  if (error instanceof FolderInUse) return plain(EXIT.unavailable, 'folder_in_use', error);
  if (error instanceof DatabaseUnavailable) return plain(EXIT.unavailable, 'database_unavailable', error);
  if (error instanceof CommitUnknown) return plain(EXIT.unavailable, 'commit_unknown', error);
  const { message, code } = describeDbError(error);
  if (code !== undefined && /^(08|57P|E(CONN|HOST|NET|PIPE))/.test(code) && isConnectionLoss(error)) {
    return plain(EXIT.unavailable, 'database_unavailable', {
      message: `The database connection was lost: ${message}.`,
    });
  }
  return unexpected(error, message, debug);
}

function plain(exit: Exit, code: string, { message }: { message: string }): Failure {
  return { exit, code, message, problems: [], trail: [] };
}

function usage(error: CommanderError): Failure {
  const message = error.message.replace(/^error: /, '').replaceAll('\n', ' ');
  const text = error.code === 'commander.help' ? 'A command is missing; "duly --help" lists them.' : message;
  return { exit: EXIT.refused, code: 'invalid_input', message: text, problems: [], trail: [] };
}

function unexpected(error: unknown, description: string, debug: boolean): Failure {
  const first = description.split('\n')[0]?.slice(0, 300) ?? '';
  const more = debug ? '' : ' Set DULY_LOG_LEVEL=debug to see where it came from.';
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  const message = `This should not have happened: ${first.replace(/\.$/, '')}.${more}`;
  return { exit: EXIT.failed, code: 'unexpected', message, problems: [], trail: debug ? frames : [] };
}
