// What of customers stands in messages, by the settings: everything, their initials, or numbers alone. What people and
// providers wrote may hold names and addresses, so it goes with the names. Modals show everything: Slack keeps none.

import type { DigestView } from '../../app/chat/digest.ts';
import type { ChatSettings } from '../../app/chat/messages.ts';

export type Shown = Pick<ChatSettings, 'showDetails' | 'initials'>;

const INITIALS_AT_MOST = 4;

/** How a customer is called in messages. */
export function shownName(name: string, number: string, { showDetails, initials }: Shown): string {
  if (!showDetails) return number;
  return initials ? initialsOf(name, number) : name;
}

/** 'Müller & Söhne GmbH' is 'M. S. G.'; a name without letters is its number. */
export function initialsOf(name: string, number: string): string {
  const words = name.match(/\p{L}[\p{L}\p{M}\p{N}'’-]*/gu) ?? [];
  const letters = words.slice(0, INITIALS_AT_MOST).map((word) => `${[...word][0]?.toLocaleUpperCase('de')}.`);
  return letters.length === 0 ? number : letters.join(' ');
}

/** A digest as its messages may show it. */
export function shownView(view: DigestView, shown: Shown): DigestView {
  if (shown.showDetails && !shown.initials) return view;
  return {
    ...view,
    items: view.items.map((item) => ({
      ...item,
      customerName: shownName(item.customerName, item.customerNumber, shown),
      remark: null,
      withdrawn:
        item.withdrawn !== null && 'reason' in item.withdrawn ? { ...item.withdrawn, reason: '' } : item.withdrawn,
    })),
    troubles: view.troubles.map((one) => ({
      ...one,
      customerName: shownName(one.customerName, one.customerNumber, shown),
      reason: null,
    })),
  };
}
