// The sentences behind advice on a plan, in the two languages of the screens.

import { rulingBehindLimit } from './court-rulings.ts';
import { formatDay, formatMoney } from './format.ts';
import type { PlanAdvice } from './plan-advice.ts';
import type { ScreenLanguage } from './reason-text.ts';

/** One or two sentences, e.g. "The first reminder has a fee. ..." */
export function adviceText(advice: PlanAdvice, language: ScreenLanguage): string {
  return language === 'de' ? german(advice) : english(advice);
}

function english(advice: PlanAdvice): string {
  const money = (cents: number) => formatMoney(cents, 'EUR', 'en');
  switch (advice.code) {
    case 'no_active_level':
      return 'No level is switched on: nothing will be proposed.';
    case 'wait_within_term':
      return `It comes ${advice.waitDays} days after the notice before, whose own term is ${advice.termDays} days: the customer could still pay in time.`;
    case 'fee_on_first':
      return 'The first reminder has a fee. The reminder that puts a customer in default is free of charge in law.';
    case 'fee_above_accepted':
      return `A fee of ${money(advice.feeCents)} is more than courts have accepted (${money(advice.acceptedCents)}${source('en')}).`;
    case 'fee_is_percent':
      return 'A fee that grows with the claim is hard to defend: courts accept the cost of the letter, not a share.';
    case 'fees_add_up':
      return `Earlier fees are carried on: ${money(advice.sumCents)} together. Courts have accepted ${money(advice.acceptedCents)} for one notice${source('en')}.`;
    case 'fee_for_email':
      return 'There is a fee, but the notice goes by e-mail only: there is no paper and no postage to charge for.';
    case 'fee_and_compensation':
      return 'A fee and the compensation for recovery costs stand on one notice: the compensation covers the cost of reminding already.';
    case 'compensation_above_statute':
      return `The compensation of ${money(advice.cents)} is more than the ${money(advice.statuteCents)} of the statute (directive 2011/7/EU, BGB 288 (5)).`;
    case 'swiss_fee_needs_agreement':
      return 'In Switzerland a fee is due only where it was agreed with its amount.';
    case 'level_after_final':
      return 'It comes after a final notice, which should be the last.';
  }
}

function german(advice: PlanAdvice): string {
  const money = (cents: number) => formatMoney(cents, 'EUR', 'de');
  switch (advice.code) {
    case 'no_active_level':
      return 'Keine Stufe ist eingeschaltet: Es wird nichts vorgeschlagen.';
    case 'wait_within_term':
      return `Sie kommt ${advice.waitDays} Tage nach dem vorigen Schreiben, dessen Frist ${advice.termDays} Tage beträgt: Der Kunde könnte noch rechtzeitig zahlen.`;
    case 'fee_on_first':
      return 'Die erste Erinnerung kostet eine Gebühr. Die Mahnung, die den Verzug erst herbeiführt, ist kostenlos.';
    case 'fee_above_accepted':
      return `Eine Gebühr von ${money(advice.feeCents)} ist mehr, als Gerichte anerkannt haben (${money(advice.acceptedCents)}${source('de')}).`;
    case 'fee_is_percent':
      return 'Eine Gebühr, die mit der Forderung wächst, ist kaum zu halten: Gerichte erkennen die Kosten des Schreibens an, keinen Anteil.';
    case 'fees_add_up':
      return `Frühere Gebühren laufen auf: zusammen ${money(advice.sumCents)}. Anerkannt wurden ${money(advice.acceptedCents)} je Schreiben${source('de')}.`;
    case 'fee_for_email':
      return 'Es gibt eine Gebühr, aber das Schreiben geht nur als E-Mail hinaus: Papier und Porto fallen nicht an.';
    case 'fee_and_compensation':
      return 'Gebühr und Verzugspauschale stehen auf einem Schreiben: Die Pauschale deckt die Kosten der Mahnung bereits ab.';
    case 'compensation_above_statute':
      return `Die Verzugspauschale von ${money(advice.cents)} ist mehr als die ${money(advice.statuteCents)} des Gesetzes (§ 288 Abs. 5 BGB, Richtlinie 2011/7/EU).`;
    case 'swiss_fee_needs_agreement':
      return 'In der Schweiz ist eine Gebühr nur geschuldet, wenn sie mit ihrem Betrag vereinbart wurde.';
    case 'level_after_final':
      return 'Sie folgt auf eine letzte Mahnung, die auch die letzte sein sollte.';
  }
}

/** ', AG Brandenburg, 31 C 190/06, 25 January 2007' */
function source(language: ScreenLanguage): string {
  const ruling = rulingBehindLimit();
  if (ruling === undefined) return '';
  const on = ruling.decidedOn === null ? '' : `, ${formatDay(ruling.decidedOn, language)}`;
  return `, ${ruling.by}${on}`;
}
