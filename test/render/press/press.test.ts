// Documents made in a process of their own: the same bytes, and nothing that happens to that process loses one.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { createRenderer, shippedText } from '../../../src/render/index.ts';
import { Press, type PressOptions } from '../../../src/render/press/press.ts';
import { notice, ROOT } from '../support/notices.ts';

const TEXTS = { email: { subject: '', body: '' }, letter: { subject: '', body: '' } };
const STAND_IN = new URL('./stand-in.ts', import.meta.url);

let press: Press;
afterEach(() => press.close());

const begin = (options: PressOptions = {}) => {
  press = new Press(ROOT, { file: STAND_IN, ...options });
};
const print = (number = 'M-1') => press.document(notice(1, { number }), TEXTS, {});
/** Which process printed. */
const printer = async () => (await print()).email.subject;

test('has the bytes that letter and mail have one by one', async () => {
  press = new Press(ROOT);
  const renderer = await createRenderer({ root: ROOT });
  const of = notice(5, { number: 'M-7' });
  const texts = {
    letter: shippedText(ROOT, 'de', 'notice', 'letter'),
    email: shippedText(ROOT, 'de', 'notice', 'email'),
  };
  const options = { profile: 'din5008-a' } as const;
  const { letter, email } = await press.document(of, texts, options);
  const alone = await renderer.letter(of, texts.letter, options);
  expect(Buffer.from(letter.pdf).equals(alone.pdf)).toBe(true);
  expect({ ...letter, pdf: null }).toEqual({ ...alone, pdf: null });
  const mail = await renderer.email(of, texts.email);
  expect(mail.inlineImages.length).toBe(1);
  const plain = (parts: typeof mail) => ({
    ...parts,
    inlineImages: parts.inlineImages.map((image) => ({ ...image, bytes: [...image.bytes] })),
  });
  expect(plain(email)).toEqual(plain(mail));
  const { subject } = shippedText(ROOT, 'de', 'notice', 'letter');
  const broken = { ...texts, letter: { subject, body: '{{ no_such_thing' } };
  const why = await renderer.document(of, broken, options).catch((error: Error) => error.message);
  await expect(press.document(of, broken, options)).rejects.toThrow(String(why));
});

test('a process that ends takes nothing along but the document over which two of them ended', async () => {
  begin();
  const before = await printer();
  const all = await Promise.allSettled([print('A'), print('ends'), print('B'), print('ends'), print('C')]);
  expect(all.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled']);
  expect(String((all[1] as PromiseRejectedResult).reason)).toContain('ended over this document');
  expect(await printer()).not.toBe(before);
});

test('a process that says nothing any more is ended', async () => {
  begin({ stuckMs: 50 });
  await expect(print('silent')).rejects.toThrow('ended over this document');
});

test('a process that says nothing is ended also while more and more is asked of it', async () => {
  begin({ stuckMs: 50 });
  let ended = false;
  const first = print('silent').catch((error: Error) => {
    ended = true;
    return error.message;
  });
  const others: Promise<unknown>[] = [];
  while (!ended) {
    others.push(print('silent').catch(() => null));
    await sleep(5);
  }
  expect(await first).toContain('ended over this document');
  press.close();
  await Promise.all(others);
});

test('ends its process when nobody asks any more, and starts another for the next document', async () => {
  begin({ idleMs: 1 });
  const first = await printer();
  while ((await printer()) === first) await sleep(20);
  press.close();
  await expect(Promise.all([print(), press.close()])).rejects.toThrow('printing was ended');
});
