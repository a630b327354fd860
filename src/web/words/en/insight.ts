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
    title: 'Forecast',
    lead: (days: number) => `The next ${days} days, if everything is approved and nobody pays.`,
    chart: 'Notices by day',
    day: 'Day',
    none: 'Nothing will be due in these days.',
  },
};

export type InsightWords = typeof insight;
