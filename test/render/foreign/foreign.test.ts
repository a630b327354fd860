// PDFs of strangers: what can be used is used, everything else is refused with a reason, and the process lives on.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { inspectPdf } from '../../../src/render/foreign/foreign.ts';
import { FOREIGN_LIMITS } from '../../../src/render/foreign/limits.ts';
import { createRenderer, type Renderer, shippedText } from '../../../src/render/index.ts';
import { notice, ROOT } from '../support/notices.ts';
import { pageTexts, run, withFile } from '../support/tools.ts';

let renderer: Renderer;
let good: Uint8Array;
beforeAll(async () => {
  renderer = await createRenderer({ root: ROOT });
  good = (await renderer.letter(notice(8), shippedText(ROOT, 'de', 'notice', 'letter'))).pdf;
});

/** The good file rewritten by qpdf. */
function byQpdf(...options: string[]): Uint8Array {
  return withFile(good, 'a.pdf', (path, folder) => {
    run('qpdf', [path, ...options, join(folder, 'b.pdf')]);
    return readFileSync(join(folder, 'b.pdf'));
  });
}

/** A small file whose only object stream inflates to `megabytes` of blanks. */
function bomb(megabytes: number): Uint8Array {
  const stream = deflateSync(Buffer.alloc(megabytes * 1024 * 1024, 0x20), { level: 9 });
  const head = `%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Length ${stream.length}/Filter/FlateDecode>>\nstream\n`;
  const tail = '\nendstream\nendobj\ntrailer\n<</Root 2 0 R>>\nstartxref\n9\n%%EOF\n';
  return Buffer.concat([Buffer.from(head), stream, Buffer.from(tail)]);
}

describe('an original that can be used', () => {
  test.each([
    ['as it is', () => good],
    ['linearised', () => byQpdf('--linearize')],
    ['without object streams', () => byQpdf('--object-streams=disable')],
    [
      'with an owner password only, as banks and ERP programs write it',
      () => byQpdf('--encrypt', '', 'boss', '256', '--'),
    ],
    ['with garbage before its head', () => Buffer.concat([Buffer.from('garbage\n'), good])],
  ])('%s', async (_, make) => expect(await inspectPdf(make())).toEqual({ ok: true, pages: 2 }));
});

describe('an original that cannot be used is refused with a reason', () => {
  test.each([
    ['empty', 'empty', () => new Uint8Array()],
    ['an HTML page', 'no_pdf', () => Buffer.from('<!doctype html><title>404</title>')],
    ['cut in half', 'damaged', () => good.slice(0, good.length / 2)],
    ['without its last bytes', 'damaged', () => good.slice(0, -20)],
    ['a head and a tail with nothing between', 'damaged', () => Buffer.from('%PDF-1.7\nstartxref\n0\n%%EOF')],
    ['with a user password', 'password', () => byQpdf('--encrypt', 'secret', 'boss', '256', '--')],
    ['larger than 20 MB', 'too_large', () => Buffer.concat([good, Buffer.alloc(FOREIGN_LIMITS.bytes)])],
  ])('%s', async (_, fault, make) => {
    const found = await inspectPdf(make());
    expect(found).toMatchObject({ ok: false, fault });
    expect(found).toHaveProperty('message', expect.stringMatching(/\.$/));
  });

  test('of more pages than a letter may have', async () => {
    expect(await inspectPdf(good, { ...FOREIGN_LIMITS, pages: 2 })).toEqual({ ok: true, pages: 2 });
    expect(await inspectPdf(good, { ...FOREIGN_LIMITS, pages: 1 })).toMatchObject({ ok: false, fault: 'too_large' });
  });

  test('that inflates to a gigabyte, by memory or by time', async () => {
    const before = process.memoryUsage.rss();
    const found = await inspectPdf(bomb(1024), { ...FOREIGN_LIMITS, memoryBytes: 300e6, deadlineMs: 15_000 });
    expect(found.ok).toBe(false);
    expect(found).toHaveProperty('fault', expect.stringMatching(/^too_/));
    expect(process.memoryUsage.rss() - before).toBeLessThan(1_500e6);
  }, 30_000);

  test('that takes too long', async () => {
    const started = performance.now();
    expect(await inspectPdf(good, { ...FOREIGN_LIMITS, deadlineMs: 1 })).toMatchObject({
      ok: false,
      fault: 'too_slow',
    });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('whatever is broken in it', async () => {
    const damage = fc.array(fc.record({ at: fc.nat(good.length - 1), byte: fc.nat(255) }), {
      minLength: 1,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(damage, async (places) => {
        const bytes = good.slice();
        for (const { at, byte } of places) bytes[at] = byte;
        expect(await inspectPdf(bytes)).toHaveProperty('ok');
      }),
      { numRuns: 15 },
    );
  }, 60_000);
});

test('originals are appended behind the letter, which stays tagged; a broken one is reported', async () => {
  const { pdf } = await renderer.letter(notice(1), shippedText(ROOT, 'de', 'notice', 'letter'));
  const originals = [
    { name: 'RE-1', bytes: good },
    { name: 'RE-2', bytes: good.slice(0, 500) },
  ];
  const made = await renderer.appendOriginals(pdf, originals);
  expect(made.pages).toBe(3);
  expect(made.problems).toMatchObject([{ name: 'RE-2', fault: 'damaged' }]);
  const texts = pageTexts(made.pdf);
  expect(texts[0]).toContain('Seite 1 von 1');
  expect(texts[2]).toContain('Seite 2 von 2');
  const info = withFile(made.pdf, 'a.pdf', (path) => [run('pdfinfo', [path]), run('pdfinfo', ['-meta', path])]).join(
    '',
  );
  expect(info).toMatch(/Tagged:\s+yes/);
  expect(info).not.toContain('pdfaid:part>');
  expect(withFile(made.pdf, 'a.pdf', (path) => run('qpdf', ['--check', path])).toString()).toContain('No syntax');
  const again = await renderer.appendOriginals(pdf, originals);
  expect(Buffer.from(again.pdf).equals(made.pdf)).toBe(true);
});
