// The aging chart: overdue amounts by days overdue, one bar per bucket, numbers at the bars.

import type { Day } from '../../core/day.ts';
import { formatDay } from '../../core/format.ts';
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

export interface AgingBucket {
  /** Days overdue, both inclusive; `toDays` null = no end. */
  fromDays: number;
  toDays: number | null;
  cents: number;
  invoiceCount: number;
}

export interface AgingChart extends ChartLocale {
  asOf: Day;
  customerCount: number;
  /** In order of age; usually four. */
  buckets: readonly AgingBucket[];
}

const COLOURS = ['#f3c14d', '#f39c4d', '#e76f51', '#b23a48'];
const BAR_SHARE = 0.62;

/** Percentages of a whole that add up to 100: the largest remainders are rounded up. */
export function percentages(values: readonly number[]): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  if (total <= 0) return values.map(() => 0);
  const exact = values.map((value) => (value * 100) / total);
  const floors = exact.map(Math.floor);
  const missing = 100 - floors.reduce((sum, value) => sum + value, 0);
  const order = exact.map((value, index) => ({ index, rest: value - Math.floor(value) }));
  order.sort((left, right) => right.rest - left.rest || left.index - right.index);
  for (const { index } of order.slice(0, missing)) floors[index] = (floors[index] ?? 0) + 1;
  return floors;
}

/** The chart as PNG with its numbers as alt text. */
export function agingChart(fonts: FontLibrary, chart: AgingChart): Promise<ChartPicture> {
  const words = CHART_WORDS[chart.language];
  const total = chart.buckets.reduce((sum, bucket) => sum + bucket.cents, 0);
  const count = chart.buckets.reduce((sum, bucket) => sum + bucket.invoiceCount, 0);
  const day = formatDay(chart.asOf, chart.language, chart.country);
  const facts = [words.asOf(day), words.invoices(count), words.customers(chart.customerCount)];
  const right = box(
    { flexDirection: 'column', alignItems: 'flex-end' },
    label(wholeMoney(total, chart), { fontSize: 22, fontWeight: 600, color: INK }),
    label(words.overdueTotal, { fontSize: 14, color: MUTED, marginTop: 12 }),
  );
  const title = titleRow(words.agingTitle, facts.join(' · '), right);
  const scale = scaleFor(Math.max(0, ...chart.buckets.map((bucket) => bucket.cents)));
  const children = [title, ...grid(scale, chart), ...bars(chart, scale.y)];
  if (total === 0) {
    children.push(centred(words.nothingOverdue, (PLOT.left + PLOT.right) / 2, 220, { fontSize: 18, color: MUTED }));
  }
  return chartPicture(fonts, children, altText(chart, total));
}

function bars(chart: AgingChart, y: (cents: number) => number): Element[] {
  const words = CHART_WORDS[chart.language];
  const share = percentages(chart.buckets.map((bucket) => bucket.cents));
  const pitch = (PLOT.right - PLOT.left) / Math.max(1, chart.buckets.length);
  return chart.buckets.flatMap((bucket, index) => {
    const middle = PLOT.left + pitch * (index + 0.5);
    const width = pitch * BAR_SHARE;
    const top = y(bucket.cents);
    const colour = COLOURS[Math.min(index, COLOURS.length - 1)] ?? MUTED;
    const amount = { fontSize: 14, fontWeight: 600, color: INK, backgroundColor: '#ffffff', padding: '2px 5px' };
    const facts = `${words.invoices(bucket.invoiceCount)} · ${share[index] ?? 0}\u00a0%`;
    const bar = bucket.cents > 0 ? [placed(middle - width / 2, top, width, PLOT.bottom - top, colour, 4)] : [];
    return [
      ...bar,
      centred(wholeMoney(bucket.cents, chart), middle, top - 23, amount),
      centred(words.days(bucket.fromDays, bucket.toDays), middle, PLOT.bottom + 12, {
        fontSize: 14,
        fontWeight: 600,
        color: INK,
      }),
      centred(facts, middle, PLOT.bottom + 33, { fontSize: 12, color: MUTED }),
    ];
  });
}

function altText(chart: AgingChart, total: number): string {
  const words = CHART_WORDS[chart.language];
  const parts = chart.buckets.map((bucket) => {
    const name = words.days(bucket.fromDays, bucket.toDays);
    return `${name} ${wholeMoney(bucket.cents, chart)} (${words.invoices(bucket.invoiceCount)})`;
  });
  const day = formatDay(chart.asOf, chart.language, chart.country);
  const sum = `${words.overdueTotal} ${wholeMoney(total, chart)}`;
  return `${words.agingTitle}, ${words.asOf(day)}: ${[...parts, sum].join('; ')}.`.replaceAll('\u00a0', ' ');
}
