// The frame of every HTML mail: one centred column of tables, light and dark, narrow enough for a phone. No remote
// content, no script; the preheader is what mail lists show beside the subject.

import type { Notice } from '../../core/notice.ts';
import { cleanText } from '../fonts/printable.ts';
import { placeLines } from '../letter/address.ts';
import { WORDS } from '../text/words/index.ts';
import { element, escapeHtml, fragment, type Html, lines, tableElement } from './element.ts';

const FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

const CARD = [
  'background:#ffffff;border-radius:10px;padding:36px 40px;',
  `font-family:${FONT};font-size:16px;line-height:24px;color:#1b2230;text-align:left;`,
].join('');
const FOOT = [
  'border-top:1px solid #dde2e9;margin:28px 0 0;padding:16px 0 0;',
  'font-size:12px;line-height:18px;color:#5b6577;',
].join('');

const STYLE = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (max-width: 620px) {
    .card { padding: 24px 18px !important; border-radius: 0 !important; }
    .outer { padding: 0 !important; }
    .wide { display: none !important; }
    .full { width: 100% !important; }
    .line { display: block !important; padding: 0 !important; }
    .stack { display: block !important; width: auto !important; padding: 16px !important; text-align: left !important; }
  }
  @media (prefers-color-scheme: dark) {
    body, .outer { background: #12161d !important; }
    .card { background: #1b222c !important; color: #e6eaf0 !important; }
    .panel { background: #242d3a !important; }
    .ink { color: #9cc4f0 !important; border-color: #9cc4f0 !important; }
    .muted { color: #a5b0c0 !important; }
    td, .foot { border-color: #36404e !important; }
  }`;

/** The document around a finished body. `preheader` is shown in lists of mails only; empty = the mail's first words. */
export function mailShell(notice: Notice, subject: string, preheader: string, body: Html): string {
  const name = cleanText(notice.organisation.name);
  const nameStyle = 'font-size:20px;font-weight:bold;color:#12375d;margin:0 0 22px;';
  const card = element(
    'td',
    { class: 'card', style: CARD },
    element('div', { class: 'ink', style: nameStyle }, name),
    body,
    element('div', { class: 'muted foot', style: FOOT }, lines(footLines(notice))),
  );
  const column = tableElement('presentation', { width: '100%', style: 'max-width:640px;' }, element('tr', {}, card));
  const centre = element('tr', {}, element('td', { align: 'center', style: 'border:0;' }, column));
  const outer = { width: '100%', class: 'outer', style: 'background:#eef1f6;padding:24px 12px;' };
  const page = fragment([
    element('div', { style: 'display:none;max-height:0;overflow:hidden;' }, preheader),
    tableElement('presentation', outer, centre),
  ]);
  return `<!doctype html>
<html lang="${notice.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>${escapeHtml(subject)}</title>
<style>${STYLE}
</style>
</head>
<body style="margin:0;padding:0;background:#eef1f6;">
${page.source}</body>
</html>
`;
}

/** Sender, contact and legal details: the law wants them on mails too (GmbHG 35a, HGB 37a). */
function footLines(notice: Notice): string[] {
  const { name, address, phone, email, website, legalLines, vatId } = notice.organisation;
  const contact = [phone, email, website].filter((part) => part !== null && part !== '').join(' \u00b7 ');
  const vat = vatId === null ? [] : [`${WORDS[notice.language].vatId} ${vatId}`];
  return [[name, ...placeLines(address)].join(' \u00b7 '), contact, ...legalLines, ...vat]
    .map((line) => cleanText(line).replaceAll('\n', ' '))
    .filter((line) => line !== '');
}
