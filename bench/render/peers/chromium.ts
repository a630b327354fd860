// The letter through Chromium's page.pdf, tagged; the browser is warm, its work is done in processes of its own.
import { readFileSync } from 'node:fs';
import { escapeHtml } from '../../../src/render/email/element.ts';
import { ACCENT, type Content, contentOf, type Peer, REGULAR, SEMIBOLD, TINT } from './content.ts';

/** Starts the Chromium of the tests. */
export async function startChromium(): Promise<Peer> {
  const { chromium } = await import('playwright-core');
  const { default: binary } = await import('@sparticuz/chromium');
  const browser = await chromium.launch({ executablePath: await binary.executablePath(), args: binary.args });
  const page = await browser.newPage();
  const style = styleSheet();
  return {
    name: 'Chromium page.pdf',
    clock: 'wallMs',
    render: async (notice) => {
      await page.setContent(`<style>${style}</style>${html(contentOf(notice))}`);
      await page.evaluate('document.fonts.ready');
      return (await page.pdf({ format: 'A4', tagged: true, margin: { top: '15mm', bottom: '30mm' } })).length;
    },
    close: () => browser.close(),
  };
}

function styleSheet(): string {
  const font = (path: string, weight: number) => {
    const data = readFileSync(path).toString('base64');
    return `@font-face{font-family:Plex;font-weight:${weight};src:url(data:font/ttf;base64,${data})}`;
  };
  return `${font(REGULAR, 400)}${font(SEMIBOLD, 600)}
    body{font:9.5pt/1.3 Plex;margin:0 20mm 0 25mm} h1{font-size:17pt;color:${ACCENT}} h2{font-size:12pt;color:${ACCENT}}
    table{width:100%;border-collapse:collapse;font-size:8.5pt}
    th{background:${TINT};color:${ACCENT};text-align:left}
    td{border-bottom:.5pt solid #dde2e9} tr{break-inside:avoid} td:nth-child(n+4){text-align:right}
    .box{display:flex;background:#f2f5f9;padding:8pt;break-inside:avoid}
    .top{display:flex;justify-content:space-between}
    .foot{display:flex;justify-content:space-between;font-size:6.8pt}`;
}

function html(content: Content): string {
  const cells = (name: string, list: readonly string[]) =>
    list.map((cell) => `<${name}>${escapeHtml(cell)}</${name}>`).join('');
  const rows = (list: readonly (readonly string[])[]) => list.map((row) => `<tr>${cells('td', row)}</tr>`).join('');
  const lines = (list: readonly string[]) => list.map(escapeHtml).join('<br>');
  return [
    `<h1>${escapeHtml(content.sender)}</h1><small>${escapeHtml(content.returnLine)}</small>`,
    `<div class="top"><div>${lines(content.address)}</div>`,
    `<table style="width:60mm">${rows(content.facts)}</table></div>`,
    `<h2>${escapeHtml(content.subject)}</h2>${cells('p', content.before)}`,
    `<table><thead><tr>${cells('th', content.head)}</tr></thead><tbody>${rows(content.rows)}</tbody></table>`,
    `<table style="width:90mm;margin-left:auto">${rows(content.totals)}</table>${cells('p', content.after)}`,
    `<div class="box"><table>${rows(content.payment)}</table><img width="90" src="${content.code}"></div>`,
    `<div class="foot">${content.foot.map((column) => `<div>${lines(column)}</div>`).join('')}</div>`,
  ].join('');
}
