// The English words of runs and the forecast.

export const insight = {
  runs: {
    title: 'Runs',
    lead: 'What each run looked at, proposed and held back.',
    when: 'Run',
    plan: 'Plan',
    candidates: 'Looked at',
    proposed: 'Proposed',
    held: 'Held back',
    why: 'Why (not) on that day?',
  },
  forecast: {
    computing: 'It is being computed for the first time today. This page asks again by itself.',
    asOf: (at: string) => `As of ${at}. What was recorded since is being computed; the next look shows it.`,
    title: 'Forecast',
    lead: (days: number) => `The next ${days} days, if everything is approved and nobody pays.`,
    chart: 'Notices by day',
    day: 'Day',
    none: 'Nothing will be due in these days.',
  },
};

export type InsightWords = typeof insight;
