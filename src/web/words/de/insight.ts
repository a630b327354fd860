// The German words of runs and the forecast.

import type { InsightWords } from '../en/insight.ts';

export const insight: InsightWords = {
  runs: {
    title: 'Mahnläufe',
    lead: 'Was jeder Mahnlauf ansah, vorschlug und zurückhielt.',
    when: 'Mahnlauf',
    plan: 'Mahnplan',
    candidates: 'Angesehen',
    proposed: 'Vorgeschlagen',
    held: 'Zurückgehalten',
    why: 'Warum (nicht) an diesem Tag?',
  },
  forecast: {
    computing: 'Sie wird heute zum ersten Mal berechnet. Diese Seite fragt von selbst wieder nach.',
    asOf: (at) => `Stand ${at}. Was seither eingetragen wurde, wird gerade berechnet; der nächste Aufruf zeigt es.`,
    title: 'Vorschau',
    lead: (days) => `Die nächsten ${days} Tage, wenn alles freigegeben wird und niemand zahlt.`,
    chart: 'Schreiben je Tag',
    day: 'Tag',
    none: 'In diesen Tagen ist nichts an der Reihe.',
  },
};
