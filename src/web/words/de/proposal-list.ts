// The German words of the list of proposals: its filters, its order, the look inside, what goes on meanwhile.

import { counted } from '../count.ts';
import type { ProposalListWords } from '../en/proposal-list.ts';

const n = counted('de-DE');
const proposals = (count: number) => n(count, 'Vorschlag', 'Vorschläge');

export const proposalList: ProposalListWords = {
  filters: 'Vorschläge filtern',
  any: 'Alle',
  customer: 'Kunde',
  text: 'Rechnung oder Bemerkung',
  warning: 'Hinweis',
  warnings: {
    any: 'Irgendein Hinweis',
    unreachable: 'Keine Adresse',
    reopened: 'Wieder vorgelegt',
    second_needed: 'Vier Augen nötig',
    unmatched: 'Nicht zugeordnetes Geld',
    by_hand: 'Von Hand vorgeschlagen',
  },
  state: 'Zustand',
  states: { proposed: 'Noch von niemandem freigegeben', approved_once: 'Einmal freigegeben' },
  sort: 'Reihenfolge',
  sorts: {
    level: 'Höchste Mahnstufe zuerst',
    customer: 'Nach Kunde',
    overdue: 'Am längsten überfällig zuerst',
    amount: 'Größter Betrag zuerst',
    warning: 'Hinweise zuerst',
  },
  reset: 'Ohne Filter',
  found: (count) => `${proposals(count)} gefunden`,
  none: 'Kein Vorschlag passt zu diesem Filter.',
  left: (count, limit) =>
    `Eine Entscheidung umfasst höchstens ${limit.toLocaleString('de-DE')}. Dahinter ` +
    `${count === 1 ? 'wartet' : 'warten'} ${count === 1 ? 'noch 1 weiterer Vorschlag' : `noch ${proposals(count)}`} auf die nächste.`,
  warningsFirst: 'Hinweise zuerst',
  full: 'Auf eigener Seite öffnen',
  changed: 'Die Liste hat sich inzwischen geändert.',
  show: 'Anzeigen',
};
