// The database: reachable, migrated, ours to open.

import { ROOT } from '../../compose.ts';
import type { Config } from '../../config.ts';
import { DatabaseUnavailable, describeDbError, FolderInUse, MigrationsRefused } from '../../db/errors.ts';
import { readJournal } from '../../db/migrate.ts';
import { addressOf } from '../../db/server-start.ts';
import type { Voice } from '../voice.ts';
import { type Check, failed, ok, warning } from './check.ts';

export function databaseCheck({ say }: Voice, { database }: Readonly<Config>): Check {
  const count = readJournal(`${ROOT}/src/db/migrations`).length;
  const place =
    database.kind === 'embedded'
      ? say(`Embedded database in ${database.dir}`, `Eingebettete Datenbank in ${database.dir}`)
      : `PostgreSQL ${addressOf(database.url)}`;
  return ok(
    'database',
    say(`${place}, all ${count} migrations applied.`, `${place}, alle ${count} Migrationen angewandt.`),
  );
}

/** Before the set-up; the doctor makes no database. */
export function missingDatabaseCheck({ say }: Voice, { database }: Readonly<Config>): Check {
  const place = database.kind === 'embedded' ? database.dir : '';
  return warning(
    'database',
    say(`There is no database in ${place} yet.`, `In ${place} gibt es noch keine Datenbank.`),
    say('"duly setup organisation.json" makes it.', '„duly setup organisation.json“ legt sie an.'),
  );
}

export function noDatabaseCheck({ say }: Voice, error: unknown): Check {
  if (error instanceof FolderInUse) {
    return warning(
      'database',
      error.message,
      say(
        'While the service runs this is as it should be; stop it to have everything checked.',
        'Solange der Dienst läuft, ist das richtig so; für die ganze Prüfung anhalten.',
      ),
    );
  }
  if (error instanceof MigrationsRefused) {
    return failed('database', error.message, say('See the message.', 'Siehe Meldung.'));
  }
  const message = error instanceof DatabaseUnavailable ? error.message : describeDbError(error).message;
  return failed(
    'database',
    message,
    say(
      'Start the server, or correct DATABASE_URL or DULY_DATA_DIR.',
      'Server starten oder DATABASE_URL oder DULY_DATA_DIR berichtigen.',
    ),
  );
}
