// Templates filled with values: formatting, empty values, and names that try to be markup.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Notice } from '../../../src/core/notice.ts';
import { composeText } from '../../../src/render/text/compose.ts';
import { englishNotice, GERMAN_CUSTOMER, notice, swissNotice } from '../support/notices.ts';

function textOf(of: Notice, body: string): string {
  return composeText(of, { subject: 'x', body })
    .blocks.flatMap((block) => ('inlines' in block ? block.inlines.map((inline) => inline.text) : []))
    .join('|')
    .replaceAll('\u00a0', ' ');
}

function named(name: string): Notice {
  return notice(1, { customer: { ...GERMAN_CUSTOMER, name } });
}

describe('the five fixed names', () => {
  const names = ['referencedInvoiceNumber', 'referencedInvoiceDate', 'totalGrossAmount', 'dueDate', 'tenant.name'];
  const body = names.map((name) => `{{ ${name} }}`).join(' / ');

  test('read well for one invoice', () => {
    expect(textOf(notice(1), body)).toBe(
      'RE-2026-01042 / 15.03.2026 / 341,32 € / 07.12.2026 / Wäschke & Söhne Gebäudetechnik GmbH',
    );
  });

  test('name two and three invoices, and count the rest from the fourth on', () => {
    const numbers = (count: number) => textOf(notice(count), '{{ referencedInvoiceNumber }}');
    expect(numbers(2)).toBe('RE-2026-01042 und RE-2026-01049');
    expect(numbers(3)).toBe('RE-2026-01042, RE-2026-01049 und RE-2026-01056');
    expect(numbers(4)).toBe('RE-2026-01042, RE-2026-01049, RE-2026-01056 und eine weitere');
    expect(numbers(60)).toBe('RE-2026-01042, RE-2026-01049, RE-2026-01056 und 57 weitere');
  });

  test('give the span of dates of several invoices', () => {
    expect(textOf(notice(3), '{{ referencedInvoiceDate }}')).toBe('15.03.2026 bis 17.03.2026');
  });

  test('follow language and country', () => {
    expect(textOf(englishNotice(1), '{{ totalGrossAmount }}, {{ dueDate }}')).toBe('€336.32, 7 December 2026');
    expect(textOf(swissNotice(1), '{{ totalGrossAmount }}')).toBe('CHF 341.32');
  });
});

describe('amounts in a template', () => {
  test('are false when zero and print as money when printed', () => {
    const of = notice(1, { feeCents: 0 });
    expect(textOf(of, '{% if fee %}fee{% else %}none{% endif %} {{ fee }}')).toBe('none 0,00 €');
  });

  test('compare by value', () => {
    expect(textOf(notice(1), '{% if fee == 5 and fee < 5.01 and 4 < fee and total > fee %}yes{% endif %}')).toBe('yes');
  });
});

test('an empty value leaves no gap, an empty paragraph no paragraph', () => {
  const { blocks } = composeText(notice(1), {
    subject: 'x',
    body: 'a\n\n{{ remark }}\n\nb  {% if fee %} {% endif %} c',
  });
  expect(blocks.filter((block) => block.kind === 'paragraph')).toHaveLength(2);
  expect(textOf(notice(1), 'b {% if fee %} {% endif %} c')).toBe('b c');
});

test('a remark keeps its line breaks', () => {
  expect(textOf(notice(1, { remark: 'eins\r\nzwei' }), '{{ remark }}')).toBe('eins\nzwei');
});

test('a template without table and bank details gets both at its end', () => {
  const { blocks } = composeText(notice(1), { subject: 'x', body: 'nur Text' });
  expect(blocks.map((block) => (block.kind === 'widget' ? block.widget : block.kind))).toEqual([
    'paragraph',
    'invoiceTable',
    'paymentDetails',
  ]);
});

test('line ends in the template are line ends on paper, sections keep their numbers', () => {
  expect(textOf(notice(1), 'Mit freundlichen Grüßen\nAnke')).toBe('Mit freundlichen Grüßen\nAnke');
  const composed = composeText(notice(1), { subject: 'x', body: 'nach § 288 Abs. 5 BGB, 5 % und 5 €' });
  const [first] = composed.blocks;
  expect(first && 'inlines' in first ? first.inlines[0]?.text : '').toBe(
    'nach §\u00a0288 Abs.\u00a05 BGB, 5\u00a0% und 5\u00a0€',
  );
});

describe('a hostile name', () => {
  const hostile = [
    '<img src=x onerror=alert(1)>',
    '**fett** _kursiv_ `code`',
    '[klick](javascript:alert(1))',
    '{{ 7 | times: 7 }} {% if true %}x{% endif %}',
    '# Überschrift',
    '1. Liste',
    '> Zitat',
    '---',
    '&lt;b&gt; &amp; "\'',
    '\\*nicht\\* \\',
    'widget:invoiceTable',
    '\uE000\uE010\uE001 \uE002invoiceTable',
    '![x](https://evil.example/x.png)',
    '<!-- -->',
  ];

  test.each(hostile)('%j stays text, alone and among words', (name) => {
    const plain = name.replace(/[\uE000-\uF8FF]/g, '').replace(/ {2,}/g, ' ');
    expect(textOf(named(name), 'Firma {{ customer.name }}!')).toBe(`Firma ${plain}!`.replace(/ {2,}/g, ' '));
    expect(textOf(named(name), '{{ customer.name }}').trim()).toBe(plain.trim());
  });

  test('keeps the emphasis around it and adds none', () => {
    const [block] = composeText(named('a** b'), { subject: 'x', body: '**{{ customer.name }}** und mehr' }).blocks;
    expect(block).toMatchObject({
      inlines: [
        { text: 'a** b', isStrong: true },
        { text: ' und mehr', isStrong: false },
      ],
    });
  });

  test('cannot break a subject into lines', () => {
    const { subject } = composeText(named('A\r\nBcc: evil@example.com'), {
      subject: 'An {{ customer.name }}',
      body: 'x',
    });
    expect(subject).toBe('An A Bcc: evil@example.com');
  });

  test('whatever it is, comes out as it went in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (name) => {
        const clean = name.normalize('NFC').replace(/\s+/g, ' ').trim();
        fc.pre(clean !== '' && !/[\p{C}\p{Z}]/u.test(clean.replaceAll(' ', '')));
        const text = textOf(named(clean), 'Sie, {{ customer.name }}, bitte.');
        expect(text.replaceAll('\u00a0', ' ')).toBe(`Sie, ${clean}, bitte.`);
      }),
      { numRuns: 300 },
    );
  });

  test('in a link leads nowhere unless it is https or mailto', () => {
    const hrefOf = (address: string) => {
      const [block] = composeText(named(address), { subject: 'x', body: '[hier]({{ customer.name }})' }).blocks;
      return block && 'inlines' in block ? block.inlines[0]?.href : undefined;
    };
    expect(hrefOf('https://example.com/a?b=1')).toBe('https://example.com/a?b=1');
    expect(hrefOf('mailto:a@example.com')).toBe('mailto:a@example.com');
    for (const bad of ['javascript:alert(1)', 'data:text/html,x', 'http://example.com', 'https://a" onclick="x']) {
      expect(hrefOf(bad)).toBeNull();
    }
  });
});
