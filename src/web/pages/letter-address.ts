// A letter with another postal address: what stands on it now, the form for the new one, and the versions on record.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { noticeDocument } from '../../app/insight/notice-document.ts';
import { correctLetter, letterToCorrect } from '../../app/letters/correct-letter.ts';
import { mayAct } from '../../core/actor.ts';
import type { Address } from '../../core/notice.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import { keepFlash } from '../flash.ts';
import { type Problems, readForm } from '../forms.ts';
import { checkField, errorSummary, textField } from '../parts/fields.ts';
import { deliveryWord } from '../parts/issued.ts';
import { layout } from '../parts/layout.ts';
import { customerPath } from '../parts/ledger.ts';
import { note } from '../parts/notes.ts';
import { documentHeaders } from '../protect.ts';
import { refusalOf } from '../refusals.ts';
import { pdfAnswer } from '../uploads.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';
import { idOf } from './previews.ts';

type Letter = Awaited<ReturnType<typeof letterToCorrect>>;

const typed = z.string().max(500).default('');
const FORM = z.strictObject({
  street: typed,
  houseNumber: typed,
  extra: typed,
  city: typed,
  postalCode: typed,
  country: typed,
  cameBack: z.literal('on').optional(),
  remember: z.literal('on').optional(),
  remark: typed,
});
type Fields = z.output<typeof FORM>;

export function letterAddressPages({ deps, jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/delivery/letters/:delivery', door, async (c) => {
    const letter = await letterOf(c);
    return show(c, letter, { fields: fieldsOf(letter.address), problems: {}, text: null });
  });

  app.post('/delivery/letters/:delivery', door, async (c) => {
    const fields = await readForm(c, FORM);
    const delivery = deliveryOf(c);
    try {
      const { cameBack, remember, remark } = fields;
      const said = remark.trim() === '' ? {} : { remark };
      const ticked = { cameBack: cameBack === 'on', remember: remember === 'on' };
      await correctLetter(visitOf(c).ctx, { delivery, address: addressOf(fields), ...ticked, ...said });
      deps.afterDecision();
      keepFlash(c, jar, { kind: 'done', done: 'deliveryHandled' });
      return c.redirect('/delivery', 303);
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      const letter = await letterOf(c);
      return show(c, letter, { fields, problems: refusal.problems, text: refusal.text }, 422);
    }
  });

  app.get('/preview/notices/:number/letters/:version', documentHeaders(deps.publicUrl), door, async (c) => {
    const number = idOf(c, 'number');
    const version = idOf(c, 'version');
    const { letter } = await noticeDocument(visitOf(c).ctx, { number, version });
    return pdfAnswer(c, letter, `${noticeNumberText(number)}-${version}.pdf`);
  });

  return app;
}

/** Anything but an id has no letter. */
function deliveryOf(c: Request): string {
  return z.uuid().catch('00000000-0000-0000-0000-000000000000').parse(c.req.param('delivery'));
}

function letterOf(c: Request): Promise<Letter> {
  return letterToCorrect(visitOf(c).ctx, { delivery: deliveryOf(c) });
}

function fieldsOf(address: Address | null): Fields {
  const { extra = [], ...rest } = address ?? { street: '', houseNumber: '', city: '', postalCode: '', country: '' };
  return { ...rest, extra: extra.join(', '), remember: 'on', remark: '' };
}

function addressOf({ street, houseNumber, extra, city, postalCode, country }: Fields): Address {
  const lines = extra
    .split(',')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return { extra: lines, street, houseNumber, city, postalCode, country: country.trim().toUpperCase() };
}

interface Shown {
  fields: Fields;
  problems: Problems;
  text: string | null;
}

function show(c: Request, letter: Letter, shown: Shown, status: 200 | 422 = 200): Response | Promise<Response> {
  const { delivery: words, errors, list } = c.get('words');
  const title = words.letterTitle(noticeNumberText(letter.number));
  const now = letter.address === null ? words.noPostal : oneLine(letter.address);
  const main = html`<header class="head"><div><p class="over"><a href="/delivery">${words.title}</a></p><h1>${title}</h1></div></header>
${shown.text === null ? '' : note('bad', errors.refused.title, html`<p>${shown.text}</p>`)}${errorSummary(c, shown.problems, 'letter')}
<p><a href="${customerPath(letter.customer)}">${letter.customerName}</a> · ${list.by[letter.channel]}: ${deliveryWord(c, letter.state)}</p>
<p>${words.onLetter}: ${now}</p>
${versions(c, letter)}${mayAct(visitOf(c).signedIn.role, 'approver') ? form(c, letter, shown) : ''}`;
  return c.html(layout(c, { title, main, isError: status !== 200 }), status);
}

function versions(c: Request, { number, issuedTo, versions: made }: Letter): Html {
  const { delivery: words } = c.get('words');
  const line = (version: number, address: Address | null, said: string) => html`<li>
<a href="/preview/notices/${number}/letters/${version}" target="_blank" rel="noopener">${words.version(version)}</a>:
${address === null ? words.noPostal : oneLine(address)} <small>${said}</small></li>`;
  const corrected = made.map(({ version, address, madeBy, madeAt }) =>
    line(version, address, words.correctedBy(madeBy, c.get('format').instant(madeAt))),
  );
  return html`<section><h2>${words.versions}</h2><ul>${line(1, issuedTo, words.asIssued)}${corrected}</ul></section>`;
}

function form(c: Request, letter: Letter, { fields, problems }: Shown): Html {
  const { delivery: words, customers: of } = c.get('words');
  const field = (
    name: 'street' | 'houseNumber' | 'extra' | 'city' | 'postalCode' | 'country' | 'remark',
    label: string,
  ) => textField({ name, label, value: fields[name], problems, scope: 'letter' });
  const back = checkField({
    name: 'cameBack',
    label: words.cameBack,
    scope: 'letter',
    checked: fields.cameBack === 'on',
  });
  const isOut = letter.channel === 'letter' && (letter.state === 'sent' || letter.state === 'delivered');
  return html`<section class="card"><h2>${words.newAddress}</h2><p>${words.newAddressHint}</p>
<form method="post" novalidate>
<div class="pair">${field('street', of.street)}${field('houseNumber', of.houseNumber)}</div>${field('extra', of.extra)}
<div class="pair">${field('city', of.city)}${field('postalCode', of.postalCode)}</div>${field('country', of.country)}
${isOut ? back : ''}
${checkField({ name: 'remember', label: words.remember, scope: 'letter', checked: fields.remember === 'on' })}
${field('remark', words.reason)}<button class="primary">${words.correctButton}</button></form></section>`;
}

function oneLine({ extra, street, houseNumber, postalCode, city, country }: Address): string {
  const parts = [...extra, `${street} ${houseNumber}`.trim(), `${postalCode} ${city}`.trim(), country];
  return parts.filter((part) => part !== '').join(', ');
}
