// The recovery chart: per run the amount dunned and how much of it has been paid since.

import type { FontLibrary } from '../fonts/library.ts';
import {
  type ChartPicture,
  centred,
  chartPicture,
  grid,
  INK,
  MUTED,
  PLOT,
  placed,
  scaleFor,
  titleRow,
} from './frame.ts';
import { box, type Element, label } from './h.ts';
import { type ChartLocale, wholeMoney } from './scale.ts';
import { CHART_WORDS } from './words.ts';

export interface RecoveryRun {
  /** Short name on the axis, e.g. "KW 38" or "21.11.". */
  label: string;
  dunnedCents: number;
  paidCents: number;
}

export interface RecoveryChart extends ChartLocale {
  /** Oldest first; the last twelve are drawn. */
  runs: readonly RecoveryRun[];
}

const MOST_RUNS = 12;
const DUNNED = '#c3cad5';
const PAID = '#1f7a5a';

/** The chart as PNG with its numbers as alt text. */
export function recoveryChart(fonts: FontLibrary, chart: RecoveryChart): Promise<ChartPicture> {
  const words = CHART_WORDS[chart.language];
  const runs = chart.runs.slice(-MOST_RUNS);
  const legend = box({ paddingTop: 4 }, legendEntry(words.dunned, DUNNED), legendEntry(words.paid, PAID));
  const title = titleRow(words.recoveryTitle, words.recoverySubtitle, legend);
  const scale = scaleFor(Math.max(0, ...runs.map((run) => Math.max(run.dunnedCents, run.paidCents))));
  const children = [title, ...grid(scale, chart), ...bars(runs, scale.y)];
  if (runs.length === 0) {
    children.push(centred(words.nothingDunned, (PLOT.left + PLOT.right) / 2, 220, { fontSize: 18, color: MUTED }));
  }
  return chartPicture(fonts, children, altText(chart, runs));
}

function legendEntry(text: string, colour: string): Element {
  const patch = box({ width: 12, height: 12, borderRadius: 3, backgroundColor: colour, marginRight: 7 });
  return box({ alignItems: 'center', marginLeft: 22 }, patch, label(text, { fontSize: 14, color: INK }));
}

function sharePercent(run: RecoveryRun): number {
  return run.dunnedCents <= 0 ? 0 : Math.round((run.paidCents * 100) / run.dunnedCents);
}

function bars(runs: readonly RecoveryRun[], y: (cents: number) => number): Element[] {
  const pitch = (PLOT.right - PLOT.left) / Math.max(1, runs.length);
  const width = Math.min(46, pitch * 0.32);
  const gap = Math.max(2, width * 0.12);
  return runs.flatMap((run, index) => {
    const middle = PLOT.left + pitch * (index + 0.5);
    const bar = (cents: number, left: number, colour: string): Element[] =>
      cents > 0 ? [placed(left, y(cents), width, PLOT.bottom - y(cents), colour, 3)] : [];
    return [
      ...bar(run.dunnedCents, middle - width - gap / 2, DUNNED),
      ...bar(run.paidCents, middle + gap / 2, PAID),
      centred(run.label, middle, PLOT.bottom + 12, { fontSize: 13, color: INK }),
      centred(`${sharePercent(run)}\u00a0%`, middle, PLOT.bottom + 31, { fontSize: 13, fontWeight: 600, color: PAID }),
    ];
  });
}

function altText(chart: RecoveryChart, runs: readonly RecoveryRun[]): string {
  const words = CHART_WORDS[chart.language];
  if (runs.length === 0) return `${words.recoveryTitle}: ${words.nothingDunned}.`;
  const parts = runs.map((run) => {
    const paid = `${words.paid} ${wholeMoney(run.paidCents, chart)}`;
    return `${run.label} ${paid} ${words.of} ${wholeMoney(run.dunnedCents, chart)} (${sharePercent(run)} %)`;
  });
  return `${words.recoveryTitle}: ${parts.join('; ')}.`.replaceAll('\u00a0', ' ');
}
