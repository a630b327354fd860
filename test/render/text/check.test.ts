// What the check of a template finds, with line and column, and what it lets pass.

import { describe, expect, test } from 'vitest';
import { LANGUAGES, type TemplateText } from '../../../src/core/notice.ts';
import { describePlaceholder, PLACEHOLDERS } from '../../../src/core/placeholder.ts';
import { shippedText } from '../../../src/render/index.ts';
import { checkTemplate } from '../../../src/render/text/check.ts';
import { SAMPLE_NOTICES } from '../../../src/render/text/samples.ts';
import { scopeOf } from '../../../src/render/text/scope.ts';
import { ROOT } from '../support/notices.ts';

function problems(body: string, subject = 'Mahnung'): string[] {
  return checkTemplate({ subject, body }).map(
    ({ severity, field, line, column, message }) => `${severity} ${field} ${line}:${column} ${message}`,
  );
}

describe('an error', () => {
  test('is an unknown placeholder, with its place and the nearest known name', () => {
    expect(problems('Guten Tag\n\n{{ tenant.nam }}')).toEqual([
      'error body 3:4 Unknown placeholder "tenant.nam". Did you mean "tenant.name"?',
    ]);
  });

  test('is an unknown field of a list, inside its loop', () => {
    expect(problems('{% for one in invoices %}{{ one.numbr }}{% endfor %}')).toEqual([
      'error body 1:29 Unknown placeholder "one.numbr". Did you mean "invoices[].number"?',
    ]);
  });

  test('is an unknown name in a condition that may never be reached', () => {
    expect(problems('{% if fee %}{% if surcharge > 1 %}x{% endif %}{% endif %}')).toEqual([
      'error body 1:19 Unknown placeholder "surcharge".',
    ]);
  });

  test.each([
    ['{{ fee | shout }}', 'undefined filter: shout'],
    ['{{ customer.name | raw }}', 'undefined filter: raw'],
    ['{{ "now" | date: "%Y" }}', 'undefined filter: date'],
    ['{% if fee %}', 'tag {% if fee %} not closed'],
    ['{% include "secrets" %}', 'tag "include" not found'],
    ['{% render "x" %}', 'tag "render" not found'],
    ['{% for i in (1..100000000) %}x{% endfor %}', 'memory alloc limit exceeded'],
    ['{{ customer.constructor }}', 'Unknown placeholder "customer.constructor"'],
    ['{{ customer.name.__proto__ }}', 'Unknown placeholder'],
  ])('is %s', (body, message) => {
    expect(problems(body)).toHaveLength(1);
    expect(problems(body)[0]).toContain(message);
  });

  test('is a block among text, or in the subject', () => {
    expect(problems('Siehe {{ invoiceTable }} unten')[0]).toContain('body 1:7 "invoiceTable" must stand alone');
    expect(problems('Text\n{{ invoiceTable }}')[0]).toContain('body 2:1');
    expect(problems('x', '{{ paymentDetails }}')[0]).toContain('cannot stand in the subject');
  });

  test('is an empty or broken subject', () => {
    expect(problems('x', ' ')).toEqual(['error subject 1:1 The subject is empty.']);
    expect(problems('x', 'a\nb')).toEqual(['error subject 2:1 The subject must be one line.']);
  });
});

describe('a warning', () => {
  test.each([
    ['Es folgt ein Schufa-Eintrag.', 'Schufa'],
    ['Wir erstatten Strafanzeige.', 'Strafanzeige'],
    ['Dann kommt umgehend der Gerichtsvollzieher.', 'umgehend der Gerichtsvollzieher'],
    ['An arrest warrant will be requested.', 'arrest warrant'],
    ['Nous déposerons une plainte pénale.', 'plainte pénale'],
  ])('is given for %j', (body, word) => {
    const [found] = checkTemplate({ subject: 'x', body });
    expect(found).toMatchObject({ severity: 'warning', column: body.indexOf(word) + 1 });
  });

  test('is not given for a court order announced without pressure', () => {
    expect(problems('Wir behalten uns gerichtliche Schritte vor; Ihre Einwände prüfen wir.')).toEqual([]);
  });
});

describe('nothing is wrong with', () => {
  test('the five names that must always work', () => {
    const body = '{{ referencedInvoiceNumber }} {{ referencedInvoiceDate }} {{ totalGrossAmount }} {{ dueDate }}';
    expect(problems(`${body} {{ tenant.name }}`)).toEqual([]);
  });

  test('loops, ranges, captures and comparisons of amounts', () => {
    expect(problems('{% for h in history %}{{ forloop.index }} {{ h.number }}{% endfor %}')).toEqual([]);
    expect(problems('{% assign list = invoices %}{% for one in list %}{{ one.number }}{% endfor %}')).toEqual([]);
    expect(problems('{% for i in (1..3) %}{{ i }}{% endfor %}')).toEqual([]);
    expect(
      problems('{% capture x %}{{ fee }}{% endcapture %}{% if fee > 0 and total >= fee %}{{ x }}{% endif %}'),
    ).toEqual([]);
    expect(problems('{% if history.size > 0 %}{{ history[0].levelName }}{% endif %}')).toEqual([]);
  });

  test('every text that ships with the product', () => {
    const found = LANGUAGES.flatMap((language) =>
      (['reminder', 'notice', 'final', 'recap'] as const).flatMap((kind) =>
        (['email', 'letter'] as const).flatMap((channel) => {
          const text: TemplateText = shippedText(ROOT, language, kind, channel);
          return checkTemplate(text).map(({ message }) => `${language}/${kind}.${channel}: ${message}`);
        }),
      ),
    );
    expect(found).toEqual([]);
  });
});

describe('the list of placeholders', () => {
  test('names exactly what a template can print', () => {
    const [sample] = SAMPLE_NOTICES;
    if (!sample) throw new Error('a sample was expected');
    expect(namesIn(scopeOf(sample), '').toSorted()).toEqual(PLACEHOLDERS.map(({ name }) => name).toSorted());
  });

  test('describes each in German and English', () => {
    for (const placeholder of PLACEHOLDERS) {
      expect(describePlaceholder(placeholder, 'de')).not.toBe('');
      expect(describePlaceholder(placeholder, 'fr')).toBe(placeholder.en);
    }
  });
});

/** Paths of a scope as the list writes them. */
function namesIn(value: unknown, path: string): string[] {
  if (Array.isArray(value))
    return [path, ...Object.entries(value[0] ?? {}).flatMap(([key, one]) => namesIn(one, `${path}[].${key}`))];
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.entries(value).flatMap(([key, one]) => namesIn(one, path === '' ? key : `${path}.${key}`));
  }
  return [path];
}
