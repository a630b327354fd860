// Data that grows old: the rate table and the holidays.

import { CALENDARS_CHECKED_UNTIL, isCalendar } from '../../core/calendar.ts';
import { addDays, type Day, yearOf } from '../../core/day.ts';
import { RATES_KNOWN_UNTIL } from '../../core/rate.ts';
import type { Voice } from '../voice.ts';
import { type Check, failed, ok, warning } from './check.ts';

/** Base rates are published in the last days of June and December: from then on a newer version may know them. */
const WARNED_BEFORE_DAYS = 30;

export function rateCheck({ say, day }: Voice, today: Day): Check {
  const until = day(RATES_KNOWN_UNTIL);
  const known = say(`Statutory rates are known until ${until}.`, `Gesetzliche Zinssätze sind bis ${until} bekannt.`);
  const todo = say(
    'Install a newer version of Duly. Days without a known rate bear no statutory interest.',
    'Eine neuere Version von Duly installieren. Tage ohne bekannten Satz tragen keine gesetzlichen Zinsen.',
  );
  if (today > RATES_KNOWN_UNTIL) return failed('rates', known, todo);
  return today >= addDays(RATES_KNOWN_UNTIL, -WARNED_BEFORE_DAYS) ? warning('rates', known, todo) : ok('rates', known);
}

export function calendarCheck({ say }: Voice, calendar: string, today: Day): Check {
  if (!isCalendar(calendar)) {
    return failed(
      'calendar',
      say(`There is no calendar ${calendar}.`, `Einen Kalender ${calendar} gibt es nicht.`),
      say('Choose one like DE-BY, AT, CH-ZH or none.', 'Einen wie DE-BY, AT, CH-ZH oder none wählen.'),
    );
  }
  const checked = say(
    `Calendar ${calendar}, holidays checked through ${CALENDARS_CHECKED_UNTIL}.`,
    `Kalender ${calendar}, Feiertage geprüft bis ${CALENDARS_CHECKED_UNTIL}.`,
  );
  // From the first day of the last checked year on, deadlines begin to reach beyond it.
  if (calendar === 'none' || yearOf(today) < CALENDARS_CHECKED_UNTIL) return ok('calendar', checked);
  return warning(
    'calendar',
    checked,
    say(
      'Later holidays follow from the rules alone; install a newer version of Duly.',
      'Spätere Feiertage folgen nur aus den Regeln; eine neuere Version von Duly installieren.',
    ),
  );
}
