// States as they stand inside a sentence of a refusal.

import type { Role } from '../../core/actor.ts';
import type { BankEntryState } from '../../core/bank-entry.ts';
import type { DeliveryState } from '../../core/delivery.ts';
import type { ProblemAction } from '../../core/delivery-problem.ts';
import type { ScreenLanguage } from '../../core/reason-text.ts';

type PerLanguage<W extends string> = Readonly<Record<ScreenLanguage, Readonly<Record<W, string>>>>;

export const BOOKING: PerLanguage<BankEntryState> = {
  en: { booked: 'booked', asked: 'asked', unmatched: 'unmatched', set_aside: 'set aside', replaced: 'replaced' },
  de: {
    booked: 'gebucht',
    asked: 'offen',
    unmatched: 'ohne Treffer',
    set_aside: 'beiseitegelegt',
    replaced: 'ersetzt',
  },
};

export const DELIVERY: PerLanguage<DeliveryState> = {
  en: {
    approved: 'waiting',
    claimed: 'being sent',
    attempted: 'being sent',
    sent: 'sent',
    unknown: 'in doubt',
    failed: 'failed',
    cancelled: 'cancelled',
    needs_review: 'to be reviewed',
    delivered: 'delivered',
    bounced: 'bounced',
    complained: 'complained about',
  },
  de: {
    approved: 'wartet',
    claimed: 'wird gesendet',
    attempted: 'wird gesendet',
    sent: 'gesendet',
    unknown: 'unklar',
    failed: 'fehlgeschlagen',
    cancelled: 'storniert',
    needs_review: 'zu prüfen',
    delivered: 'zugestellt',
    bounced: 'zurückgekommen',
    complained: 'als Spam gemeldet',
  },
};

export const ACTION: PerLanguage<ProblemAction> = {
  en: {
    correct_address: 'correct address',
    correct_letter: 'correct postal address',
    send_as_letter: 'send as letter',
    send_again: 'send again',
    review: 'review',
    accept: 'accept',
  },
  de: {
    correct_address: 'Adresse berichtigen',
    correct_letter: 'Anschrift berichtigen',
    send_as_letter: 'als Brief senden',
    send_again: 'erneut senden',
    review: 'prüfen',
    accept: 'hinnehmen',
  },
};

export const ROLE: PerLanguage<Role> = {
  en: { viewer: 'viewer', approver: 'approver', admin: 'admin' },
  de: { viewer: 'nur lesen', approver: 'Freigabe', admin: 'Verwaltung' },
};
