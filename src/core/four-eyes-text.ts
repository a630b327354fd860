// The sentences of the four-eyes rule, in the two languages of the screens: chat, console, API and command line alike.

import { formatMoney } from './format.ts';
import type { FourEyesReason, WithheldReason } from './four-eyes.ts';
import type { ScreenLanguage } from './reason-text.ts';

/** Why two people must approve, e.g. "Two people must approve what is above 5,000.00 €." */
export function fourEyesText(reason: FourEyesReason, language: ScreenLanguage): string {
  const isGerman = language === 'de';
  if (reason.code === 'level') {
    return isGerman
      ? `Ab Mahnstufe ${reason.fromLevel} müssen zwei Personen freigeben.`
      : `From level ${reason.fromLevel} on, two people must approve.`;
  }
  if (reason.limitCents === null) {
    return isGerman
      ? `Für ${reason.currency} ist keine Grenze festgelegt: zwei Personen müssen freigeben.`
      : `No limit is set for ${reason.currency}: two people must approve.`;
  }
  const limit = formatMoney(reason.limitCents, reason.currency, language);
  return isGerman ? `Über ${limit} müssen zwei Personen freigeben.` : `Two people must approve what is above ${limit}.`;
}

const WITHHELD: Record<ScreenLanguage, Record<WithheldReason, string>> = {
  en: {
    approved_by_you: 'You have approved it already; a second person must do so, too.',
    level_chosen_by_you: 'You chose its level; somebody else must give the second approval.',
    not_a_person: 'Two people must approve it, and whoever approves must be on the list of people.',
  },
  de: {
    approved_by_you: 'Von Ihnen schon freigegeben; eine zweite Person muss noch freigeben.',
    level_chosen_by_you: 'Sie haben die Mahnstufe gewählt; die zweite Freigabe muss jemand anders geben.',
    not_a_person: 'Zwei Personen müssen freigeben, und wer freigibt, muss in der Liste der Personen stehen.',
  },
};

/** Why somebody's approval changed nothing. */
export function withheldText(why: WithheldReason, language: ScreenLanguage): string {
  return WITHHELD[language][why];
}
