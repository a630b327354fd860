// Texts on the console, as forms without script: which there are, what is wrong at its place, versions, preview, test.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { saveTemplate } from '../../src/app/documents/templates.ts';
import { openTestStore } from '../support/databases.ts';
import { ADMIN, createWorld, realRenderer, type World } from '../support/world.ts';
import { openWeb, type Visitor } from './visitor.ts';

const OF = { kind: 'notice', language: 'de', channel: 'email' } as const;
const EDIT = `/templates/edit?${new URLSearchParams(OF).toString()}`;
const BODY = 'Guten Tag {{ customer.name }},\n\nbitte zahlen Sie {{ totalGrossAmount }}.\n\n{{ paymentDetails }}';

let world: World;
let anna: Visitor;
let vera: Visitor;

beforeAll(async () => {
  world = await createWorld(await openTestStore(), { renderer: await realRenderer() });
  const web = openWeb(world);
  anna = await web.signIn('admin', 'Anna');
  vera = await web.signIn('viewer', 'Vera');
});

const form = (more: Record<string, string> = {}) => ({
  ...OF,
  level: '',
  seen: '0',
  subject: 'Betreff',
  body: BODY,
  ...more,
});
const seenIn = (html: string) => /name="seen" value="(\d+)"/.exec(html)?.[1] ?? '';

test('the list names every kind, language and channel, and who saved what', async () => {
  const seen = await vera.get('/templates');
  expect(seen.text.match(/as shipped/g)).toHaveLength(4 * 4 * 2);
  await saveTemplate(world.as({ ...ADMIN, name: 'Ben' }), { ...OF, language: 'it', subject: 'Sollecito', body: 'B' });
  expect((await vera.get('/templates')).text).toMatch(/version 1 Ben/);
});

describe('the editor', () => {
  test('shows the text that holds, with every placeholder explained', async () => {
    const seen = await anna.get(EDIT);
    expect(seen.text).toContain('Nothing was saved for this yet');
    expect(seen.html).toMatch(/<textarea[^>]*>\n\{\{ salutation \}\}/);
    expect(seen.text).toMatch(/referencedInvoiceNumber number of the invoice/);
    expect((await vera.get(EDIT)).text).not.toContain('Save as a new version');
  });

  test('marks an unknown placeholder at its line and column, and saves nothing', async () => {
    const body = 'Guten Tag,\r\nbitte {{ customer.nam }} zahlen';
    const answer = await anna.post('/templates', form({ body }));
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(
      /Text, line 2, column 10 : Unknown placeholder .*customer\.nam.*Did you mean .*customer\.name/,
    );
    expect(answer.html).toContain('bitte {{ <mark>customer.nam</mark> }} zahlen');
    expect(answer.html).toContain('data-line="2" data-column="10" data-length="12"');
    expect(answer.html).toContain('bitte {{ customer.nam }} zahlen</textarea>');
    const subject = await anna.post('/templates/check', form({ subject: '{{ nobody }}' }));
    expect(subject.html).toContain('data-field="subject" data-line="1" data-column="4"');
    expect((await anna.get(EDIT)).text).toContain('Nothing was saved for this yet');
  });

  test('saves versions, shows their difference, and restores one', async () => {
    expect((await anna.send('/templates', form())).text).toContain('The text is saved.');
    const changed = BODY.replace('zahlen Sie', 'überweisen Sie');
    expect((await anna.send('/templates', form({ body: changed, seen: '1' }))).text).toContain('Version 2 by Anna');
    const query = new URLSearchParams({ ...OF, from: '1', to: '2' }).toString();
    const diff = await vera.get(`/templates/diff?${query}`);
    expect(diff.html).toMatch(/bitte <del>.*zahlen.*<\/del><ins>.*überweisen.*<\/ins> Sie/);
    const restored = await anna.send(`/templates/restore?${new URLSearchParams(OF).toString()}`, { version: '1' });
    expect(restored.text).toContain('Version 1 holds again');
    expect(restored.html).toContain('bitte zahlen Sie {{ totalGrossAmount }}.');
    expect((await anna.get(`${EDIT}&version=0`)).html).toMatch(/<textarea[^>]*>\n\{\{ salutation \}\}/);
    expect((await anna.get(`${EDIT}&version=99`)).status).toBe(404);
  });

  test('tells who was quicker, with the difference, and saves over it only when asked again', async () => {
    const seen = seenIn((await anna.get(EDIT)).html);
    await saveTemplate(world.as({ ...ADMIN, name: 'Ben' }), { ...OF, subject: 'Betreff', body: 'Ganz anders' });
    const answer = await anna.post('/templates', form({ seen }));
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('Changed meanwhile by Ben');
    expect(answer.html).toMatch(/<del>.*Ganz anders/);
    expect((await anna.get(EDIT)).html).toContain('Ganz anders</textarea>');
    const again = await anna.send('/templates', form({ seen: seenIn(answer.html) }));
    expect(again.html).toContain('bitte zahlen Sie {{ totalGrossAmount }}.');
  });
});

describe('the preview', () => {
  test('is the mail about the chosen invoice with the text as it stands, shut in a sandbox', async () => {
    const answer = await vera.post('/preview/templates', form({ invoice: 'RE-1005', body: `${BODY}\n\nZusatz 4711` }));
    expect(answer.text).toContain('Guten Tag Yıldız');
    expect(answer.text).toContain('Zusatz 4711');
    expect(answer.headers.get('content-security-policy')).toMatch(/sandbox/);
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  });

  test('takes the first open invoice when none is named, and a level of the kind', async () => {
    const answer = await vera.post(
      '/preview/templates',
      form({ body: '{{ level.name }} {{ referencedInvoiceNumber }}' }),
    );
    expect(answer.text).toMatch(/1\. Mahnung (RE-|2026)/);
    const recap = await vera.post('/preview/templates', form({ kind: 'recap', body: '[{{ level.name }}]' }));
    expect(recap.text).toContain('[]');
  });

  test('of a letter is its picture, and a PDF with all pages', async () => {
    const letter = form({ channel: 'letter', invoice: 'RE-1005' });
    expect((await vera.post('/preview/templates', letter)).html).toContain('src="data:image/png;base64,iVBOR');
    const pdf = await vera.post('/preview/templates/letter.pdf', letter);
    expect([pdf.headers.get('content-type'), pdf.html.slice(0, 5)]).toEqual(['application/pdf', '%PDF-']);
  });

  test('says what is in the way', async () => {
    expect((await vera.post('/preview/templates', form({ body: '{{ nobody }}' }))).text).toContain(
      'Unknown placeholder',
    );
    expect((await vera.post('/preview/templates', form({ invoice: 'RE-9' }))).text).toContain(
      'Invoice RE-9 was not found',
    );
    const hostile = await vera.post('/preview/templates', form({ invoice: '<script>x</script>' }));
    expect(hostile.html).not.toContain('<script>');
  });
});

describe('a test mail', () => {
  test('goes to the address with the text as it stands, and says that nothing left the machine', async () => {
    const count = () => (existsSync(join(world.outboxDir)) ? readdirSync(world.outboxDir).length : 0);
    const before = count();
    const answer = await anna.post('/templates/test-mail', form({ to: 'anna@nordwind.example.com' }));
    expect(answer.text).toContain('The test mail was handed over for anna@nordwind.example.com.');
    expect(answer.text).toContain('nothing leaves this machine');
    expect(count()).toBeGreaterThan(before);
    const wrong = await anna.post('/templates/test-mail', form({ to: 'nobody' }));
    expect([wrong.status, wrong.html.includes('id="to-problem"')]).toEqual([422, true]);
  });

  test('is limited to five a minute', async () => {
    const answers: number[] = [];
    for (let n = 0; n < 5; n += 1)
      answers.push((await anna.post('/templates/test-mail', form({ to: 'nobody' }))).status);
    expect(answers).toEqual([422, 422, 422, 429, 429]);
  });
});
