// The frame of every HTML mail: one centred column of tables, light and dark, narrow enough for a phone. No remote
// content, no script; the preheader is what mail lists show beside the subject.

import type { Notice } from '../../core/notice.ts';
import { cleanText } from '../fonts/printable.ts';
import { placeLines } from '../letter/address.ts';
import { formatsOf } from '../text/money.ts';
import { WORDS } from '../text/words.ts';
import { escapeHtml } from './escape.ts';

const FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

const STYLE = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (max-width: 620px) {
    .card { padding: 24px 18px !important; border-radius: 0 !important; }
    .outer { padding: 0 !important; }
    .wide { display: none !important; }
    .full { width: 100% !important; }
    .stack { display: block !important; width: auto !important; padding: 16px !important; text-align: left !important; }
  }
  @media (prefers-color-scheme: dark) {
    body, .outer { background: #12161d !important; }
    .card { background: #1b222c !important; color: #e6eaf0 !important; }
    .panel { background: #242d3a !important; }
    .ink { color: #9cc4f0 !important; border-color: #9cc4f0 !important; }
    .muted { color: #a5b0c0 !important; }
    td { border-color: #36404e !important; }
  }`;

/** The document around a body that is HTML already; everything else is escaped here. */
export function mailShell(notice: Notice, subject: string, body: string): string {
  const { organisation, language } = notice;
  const formats = formatsOf(notice);
  const words = WORDS[language];
  const due = notice.kind === 'recap' ? words.balance : words.payBy(formats.day(notice.deadline));
  const preheader = escapeHtml(`${due}: ${formats.money(notice.totalCents)}`);
  const address = [organisation.name, ...placeLines(organisation.address)].join(' \u00b7 ');
  const contact = [organisation.phone, organisation.email, organisation.website]
    .filter((part) => part !== null)
    .join(' \u00b7 ');
  const vat = organisation.vatId === null ? [] : [`${words.vatId} ${organisation.vatId}`];
  const foot = [address, contact, ...organisation.legalLines, ...vat].filter((line) => line !== '');
  return `<!doctype html>
<html lang="${language}">
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
<div style="display:none;max-height:0;overflow:hidden;">${preheader}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="outer" style="background:#eef1f6;padding:24px 12px;"><tr><td align="center" style="border:0;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:640px;"><tr>
<td class="card" style="background:#ffffff;border-radius:10px;padding:36px 40px;font-family:${FONT};font-size:16px;line-height:24px;color:#1b2230;text-align:left;">
<div class="ink" style="font-size:20px;font-weight:bold;color:#12375d;margin:0 0 22px;">${escapeHtml(cleanText(organisation.name))}</div>
${body}
<div class="muted" style="border-top:1px solid #dde2e9;margin:28px 0 0;padding:16px 0 0;font-size:12px;line-height:18px;color:#5b6577;">
${foot.map((line) => escapeHtml(cleanText(line).replaceAll('\n', ' '))).join('<br>\n')}
</div>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}
