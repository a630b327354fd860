// The e-mail: both parts from one text, values as text in every sink, no remote content, code readable.

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Notice } from '../../../src/core/notice.ts';
import { paymentCodeOf } from '../../../src/render/codes/payment-code.ts';
import { createRenderer, type EmailParts, type Renderer, shippedText } from '../../../src/render/index.ts';
import {
  englishNotice,
  GERMAN_CUSTOMER,
  GERMAN_SENDER,
  invoice,
  notice,
  ROOT,
  swissNotice,
} from '../support/notices.ts';
import { scanPng } from '../support/tools.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await createRenderer({ root: ROOT });
});

function mailOf(of: Notice): Promise<EmailParts> {
  return renderer.email(of, shippedText(ROOT, of.language, of.kind, 'email'));
}

describe('the German mail', () => {
  test('has amount, deadline, bank details and invoices in both parts', async () => {
    const of = notice(3);
    const { subject, text, html } = await mailOf(of);
    expect(subject).toBe('2. Mahnung: 3 offene Rechnungen');
    const plainHtml = textOfHtml(html);
    for (const part of [text.replaceAll('\u00a0', ' '), plainHtml]) {
      expect(part).toContain('12.067,01 €');
      expect(part).toContain('07.12.2026');
      expect(part).toContain('DE89 3704 0044 0532 0130 00');
      expect(part).toContain('M-2026-0815');
      for (const one of of.invoices) expect(part).toContain(one.number);
      expect(part).toContain('HRB 84 217, Amtsgericht Köln');
    }
  });

  test('shows a payment code that zbarimg reads byte for byte', async () => {
    const of = notice(3);
    const { html, inlineImages } = await mailOf(of);
    const code = paymentCodeOf(of);
    expect(inlineImages).toHaveLength(1);
    const [image] = inlineImages;
    expect(html).toContain(`src="cid:${image?.contentId}"`);
    expect(scanPng(image?.bytes ?? new Uint8Array()).toString('utf8')).toBe(code.kind === 'epc' ? code.payload : '');
  });

  test('lists 25 invoices and points to the PDF for the rest', async () => {
    const exact = await mailOf(notice(25));
    expect(exact.html).not.toContain('siehe beigefügtes PDF');
    const { html, text } = await mailOf(notice(26));
    expect(html).toContain('und 1 weitere Rechnung, siehe beigefügtes PDF');
    expect(text).toContain('und 1 weitere Rechnung, siehe beigefügtes PDF');
    expect((await mailOf(notice(600))).html.length).toBeLessThan(100_000);
  });

  test('asks for nothing remote and runs nothing', async () => {
    const { html } = await mailOf(notice(3));
    expect(html).not.toMatch(/<script|<iframe|<form|https?:\/\/|url\(|@import/i);
    expect(html).not.toMatch(/\son[a-z]+=/i);
  });
});

test('a mail without payment code has no picture', async () => {
  const of = notice(1, { organisation: { ...GERMAN_SENDER, iban: null } });
  const { html, inlineImages } = await mailOf(of);
  expect(inlineImages).toEqual([]);
  expect(html).not.toContain('<img');
});

test.each([
  ['en', englishNotice(2), 'Payment reminder: 2 open invoices', '€'],
  ['fr', notice(2, { language: 'fr', level: { name: 'Rappel', position: 2 } }), 'Rappel : 2 factures ouvertes', '€'],
  ['it', notice(2, { language: 'it', level: { name: 'Sollecito', position: 2 } }), 'Sollecito: 2 fatture aperte', '€'],
  ['de', swissNotice(2), '2. Mahnung: 2 offene Rechnungen', 'CHF'],
])('the mail in %s reads its own language and currency', async (language, of, subject, currency) => {
  const mail = await mailOf(of);
  expect(mail.subject.replaceAll('\u00a0', ' ')).toBe(subject);
  expect(mail.html).toContain(`<html lang="${language}">`);
  expect(mail.text).toContain(currency);
});

test('a statement of account is no demand: no deadline in text or preheader', async () => {
  const of = notice(2, { kind: 'recap', level: null, feeCents: 0, history: [] });
  const { html, text } = await mailOf(of);
  expect(text).toContain('keine Mahnung');
  for (const part of [html, text]) expect(part).not.toMatch(/Zu zahlen bis|Zahlbar bis/);
});

describe('hostile values stay text', () => {
  const payload = '"><img src=x onerror=alert(1)><script>x</script>\'&[a](javascript:x) **b** {{ fee }}';

  test('in every field that a mail prints', async () => {
    const of = notice(1, {
      remark: payload,
      paymentReference: payload,
      number: payload,
      customer: { ...GERMAN_CUSTOMER, name: payload, number: payload, salutation: payload },
      organisation: {
        ...GERMAN_SENDER,
        name: payload,
        legalLines: [payload],
        bankName: payload,
        accountHolder: payload,
        email: payload,
        phone: payload,
        website: payload,
        vatId: payload,
      },
      invoices: [invoice(0, { number: payload, levelName: payload }), invoice(1, { levelName: null })],
    });
    const { html, text } = await mailOf(of);
    expect(html).not.toMatch(/<script|<img src=x|javascript:x"/);
    const plain = notice(2, { invoices: [invoice(0), invoice(1, { levelName: null })] });
    const known = new Set(tagsOf((await mailOf(plain)).html));
    expect(tagsOf(html).filter((tag) => !known.has(tag))).toEqual([]);
    expect(textOfHtml(html)).toContain(payload);
    expect(text).toContain(payload);
  });

  test('whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), async (name) => {
        const { html, subject } = await mailOf(notice(1, { customer: { ...GERMAN_CUSTOMER, salutation: name } }));
        const quiet = await mailOf(notice(1));
        expect(tagsOf(html)).toEqual(tagsOf(quiet.html));
        expect(subject).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 100 },
    );
  });
});

/** Names of all elements, line breaks aside. */
function tagsOf(html: string): string[] {
  return (html.match(/<\/?[a-z0-9]+/g) ?? []).filter((tag) => tag !== '<br');
}

function textOfHtml(html: string): string {
  return html
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll('\u00a0', ' ');
}
