// What the daily business rests on: fresh bank data, and a way out for notices.

import { type Context, transportFor } from '../../app/context.ts';
import type { Day } from '../../core/day.ts';
import { gateOf } from '../../core/gate.ts';
import { gateText } from '../../core/reason-text.ts';
import { bankingCalendarOf, type Organisation } from '../../db/organisation.ts';
import { lastPostedOn } from '../../db/runs.ts';
import type { Db } from '../../db/store.ts';
import type { Voice } from '../voice.ts';
import { type Check, failed, ok, warning } from './check.ts';

/** Whether the next scheduled run would be stopped by old payment data; see core/gate.ts. */
export async function bankCheck(voice: Voice, db: Db, organisation: Organisation, today: Day): Promise<Check> {
  const { say, language, day } = voice;
  const posted = await lastPostedOn(db, today);
  const { staleAfterDays } = organisation;
  const bankingCalendar = bankingCalendarOf(organisation);
  const gate = gateOf({ today, staleAfterDays, lastPostedOn: posted, bankingCalendar, planPaused: false });
  if (gate !== null) {
    return warning(
      'bank',
      gateText(gate, language),
      say(
        '"duly import" a file of payments, or "duly bank-imported" when there were none.',
        'Zahlungen einlesen („duly import“), oder „duly bank-imported“, wenn es keine gab.',
      ),
    );
  }
  if (staleAfterDays === null) {
    return ok('bank', say('The guard against old payment data is off.', 'Der Schutz vor alten Zahlungsdaten ist aus.'));
  }
  const last = posted === null ? '' : day(posted);
  return ok('bank', say(`The last bank posting is of ${last}.`, `Letzte Bankbuchung: ${last}.`));
}

const CHECK_WITHIN_MS = 15_000;

/** How mails and letters leave; a provider is asked whether it is there and takes our key, without sending anything. */
export async function transportCheck(voice: Voice, ctx: Context, outboxDir: string): Promise<Check> {
  const { say } = voice;
  const { transport } = ctx.ports;
  const letters = transportFor(ctx.ports, 'letter');
  for (const { name, check } of new Set([transport, letters])) {
    const wrong = check === undefined ? null : await answerOf(() => check(ctx.clock.deadline(CHECK_WITHIN_MS)));
    if (wrong !== null) {
      return failed(
        'transport',
        say(`${name} does not let us in: ${wrong}.`, `${name} lässt uns nicht ein: ${wrong}.`),
        say('Check address and secrets in the environment.', 'Adresse und Zugangsdaten in der Umgebung prüfen.'),
      );
    }
  }
  if (transport.leavesMachine) {
    const by = transport.name === letters.name ? transport.name : `${transport.name}, ${letters.name}`;
    return ok('transport', say(`Mails and letters leave by ${by}.`, `Mails und Briefe gehen hinaus über ${by}.`));
  }
  return warning(
    'transport',
    say(
      `Nothing leaves this machine: mails and letters are written to ${outboxDir}`,
      `Nichts verlässt diesen Rechner: Mails und Briefe liegen in ${outboxDir}`,
    ),
    say('Send the files yourself.', 'Die Dateien selbst versenden.'),
  );
}

async function answerOf(ask: () => Promise<string | null>): Promise<string | null> {
  try {
    return await ask();
  } catch (error) {
    return error instanceof Error ? error.message : 'no answer';
  }
}
