// Notices by day as bars; drawn as SVG by attributes alone, the numbers stand in the table below.

import { html } from 'hono/html';
import type { ForecastRow } from '../../app/insight/forecast.ts';
import type { Html, Request } from '../web.ts';

const HEIGHT = 120;
const STEP = 28;
const BAR = 20;

export function forecastChart(c: Request, rows: readonly ForecastRow[]): Html {
  const { forecast: words } = c.get('words');
  const days = [...Map.groupBy(rows, (row) => row.on)].map(([on, own]) => ({
    on,
    notices: own.reduce((sum, row) => sum + row.notices, 0),
  }));
  const most = Math.max(1, ...days.map((day) => day.notices));
  const bars = days.map(({ on, notices }, index) => {
    const height = Math.max(2, Math.round((notices / most) * HEIGHT));
    const x = index * STEP + 4;
    return html`<g><title>${c.get('format').day(on)}: ${notices}</title>
<rect class="bar" x="${x}" y="${HEIGHT - height + 16}" width="${BAR}" height="${height}"></rect>
<text x="${x + BAR / 2}" y="${HEIGHT - height + 12}" text-anchor="middle">${notices}</text>
<text x="${x + BAR / 2}" y="${HEIGHT + 30}" text-anchor="middle">${on.slice(8)}.</text></g>`;
  });
  return html`<section class="card"><h2>${words.chart}</h2><div class="chart"><svg viewBox="0 0 ${days.length * STEP + 8} ${HEIGHT + 36}"
 width="${days.length * STEP + 8}" height="${HEIGHT + 36}" role="img" aria-label="${words.chart}">${bars}</svg></div></section>`;
}
