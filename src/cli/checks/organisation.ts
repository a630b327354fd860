// The organisation: set up, complete for letters and mails, with a plan and a schedule that can run.

import type { Context } from '../../app/context.ts';
import { readIban } from '../../app/ingest/iban.ts';
import { isSchedule } from '../../app/settings/run-schedule.ts';
import { isTimeZone } from '../../core/time-zone.ts';
import type { Organisation } from '../../db/organisation.ts';
import { readPlans } from '../../db/plans.ts';
import type { Voice } from '../voice.ts';
import { type Check, failed, ok, warning } from './check.ts';

export async function organisationCheck(voice: Voice, ctx: Context, organisation: Organisation | null): Promise<Check> {
  const { say } = voice;
  if (organisation === null) {
    return warning(
      'organisation',
      say('No organisation is set up yet.', 'Noch ist keine Organisation eingerichtet.'),
      say('duly setup organisation.json', 'duly setup organisation.json'),
    );
  }
  const plans = await readPlans(ctx.store.db);
  const missing = missingFor(voice, organisation);
  if (!plans.some((plan) => plan.kind === 'recap' || plan.levels.some((level) => level.active))) {
    missing.push(say('no dunning plan with an active level', 'kein Mahnplan mit einer aktiven Stufe'));
  }
  const { name } = organisation;
  if (missing.length > 0) {
    const says = `${name}: ${missing.join('; ')}.`;
    return failed('organisation', says, say('Complete the organisation.', 'Die Angaben vervollständigen.'));
  }
  const complete = say(`${name} is complete for letters and mails.`, `${name} ist vollständig für Briefe und Mails.`);
  if (organisation.iban !== null) return ok('organisation', complete);
  return warning(
    'organisation',
    say(`${name} has no IBAN.`, `${name} hat keine IBAN.`),
    say(
      'Letters then have no bank details and no payment code.',
      'Briefe tragen dann weder Bankverbindung noch Zahlcode.',
    ),
  );
}

function missingFor({ say }: Voice, { address, iban, senderEmail, email, accountHolder }: Organisation): string[] {
  const { street, postalCode, city } = address;
  const incomplete = [street, postalCode, city].some((part) => part.trim() === '');
  return [
    ...(incomplete ? [say('the address lacks street, postal code or city', 'in der Anschrift fehlt etwas')] : []),
    ...(iban !== null && readIban(iban) === null ? [say('the IBAN is wrong', 'die IBAN ist falsch')] : []),
    ...(accountHolder.trim() === '' ? [say('no account holder', 'kein Kontoinhaber')] : []),
    ...(senderEmail === null && email === null ? [say('no sender address for mails', 'keine Absenderadresse')] : []),
  ];
}

export function scheduleCheck({ say }: Voice, { runSchedule, timeZone }: Organisation): Check {
  const shown = `"${runSchedule}" (${timeZone})`;
  if (isTimeZone(timeZone) && isSchedule(runSchedule, timeZone)) {
    return ok('schedule', say(`The daily run is due at ${shown}.`, `Der Mahnlauf ist fällig nach ${shown}.`));
  }
  return failed(
    'schedule',
    say(`${shown} is no schedule that ever comes due.`, `${shown} ist kein Zeitplan, der je fällig wird.`),
    say(
      'Correct it: minute, hour, day, month, weekday, e.g. 0 8 * * 1-5.',
      'Berichtigen: Minute, Stunde, Tag, Monat, Wochentag, z. B. 0 8 * * 1-5.',
    ),
  );
}
