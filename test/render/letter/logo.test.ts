// The logo of a letterhead: which files are taken, what is kept of them, and that the letter carries just that.

import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRenderer, type Renderer, shippedText } from '../../../src/render/index.ts';
import { readLogo } from '../../../src/render/picture/logo.ts';
import { opaquePng } from '../../../src/render/picture/png.ts';
import { PAGE_HEIGHT } from '../../../src/render/units.ts';
import { notice, ROOT } from '../support/notices.ts';
import { decodePng } from '../support/png.ts';
import { MM_PER_POINT, run, withFile } from '../support/tools.ts';

/** RGBA of a picture whose colours a function of the place gives. */
function picture(width: number, height: number, colour: (x: number, y: number) => readonly number[]): Uint8Array {
  const pixels = new Uint8Array(width * height * 4);
  for (let at = 0; at < width * height; at++) {
    pixels.set([...colour(at % width, Math.floor(at / width)), 0xff].slice(0, 4), at * 4);
  }
  return opaquePng(pixels, width, height);
}

/** A mark of two colours, and one of thousands. */
const MARK = picture(300, 120, (x, y) => (x > 40 && y > 20 && x < 260 ? [0x12, 0x3f, 0x7a] : [0xff, 0xff, 0xff]));
const PHOTO = picture(1_300, 378, (x, y) => [x % 256, y % 256, (x * y) % 256]);

function kept(file: Uint8Array) {
  const reading = readLogo(file);
  if (!reading.ok) throw new Error(reading.fault);
  return reading;
}

function withChunk(png: Uint8Array, type: string, text: string): Buffer {
  const head = Buffer.from(png.subarray(0, 33));
  const chunk = Buffer.alloc(12 + text.length);
  chunk.writeUInt32BE(text.length, 0);
  chunk.write(type + text, 4, 'latin1');
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + text.length)), 8 + text.length);
  return Buffer.concat([head, chunk, png.subarray(33)]);
}

let renderer: Renderer;
let jpeg: Uint8Array;

beforeAll(async () => {
  renderer = await createRenderer({ root: ROOT });
  const { pdf } = await letter(null);
  jpeg = withFile(pdf, 'a.pdf', (path, folder) => {
    run('pdftoppm', ['-jpeg', '-r', '60', '-f', '1', '-l', '1', '-singlefile', path, `${folder}/page`]);
    return readFileSync(`${folder}/page.jpg`);
  });
});

const letter = (logo: Uint8Array | null) =>
  renderer.letter(notice(2), shippedText(ROOT, 'de', 'notice', 'letter'), { profile: 'din5008-a', logo });

describe('a file', () => {
  test('that fits is kept pixel by pixel', () => {
    const { png, widthPx, heightPx } = kept(MARK);
    expect([widthPx, heightPx]).toEqual([300, 120]);
    expect(decodePng(png)).toEqual(decodePng(MARK));
  });

  test('larger than it will be printed is brought to 300 dots an inch, each dot the mean of those it stands for', () => {
    const { png, widthPx, heightPx } = kept(PHOTO);
    expect([widthPx, heightPx]).toEqual([650, 189]);
    // x 0 and 1, y 0 and 1: red 0.5, green 0.5, blue 0.25.
    expect([...decodePng(png).rgb.subarray(0, 3)]).toEqual([1, 1, 0]);
  });

  test('may be a JPEG', () => {
    expect(kept(jpeg)).toMatchObject({ heightPx: 189 });
  });

  test('leaves nothing behind but what can be seen of it', () => {
    const secret = withChunk(MARK, 'tEXt', 'Author\0Erika Mustermann, 52.52 N 13.40 E');
    expect(Buffer.from(kept(secret).png).equals(Buffer.from(kept(MARK).png))).toBe(true);
  });

  test.each<[string, () => Uint8Array, string]>([
    ['nothing', () => new Uint8Array(), 'empty'],
    ['a PDF', () => Buffer.from('%PDF-1.7'), 'no_picture'],
    ['a drawing with a script', () => Buffer.from('<svg><script>alert(1)</script></svg>'), 'no_picture'],
    ['more than 2 MB', () => Buffer.concat([MARK, Buffer.alloc(2 * 1024 * 1024)]), 'too_large'],
    ['half a PNG', () => MARK.subarray(0, MARK.length / 2), 'damaged'],
    ['half a JPEG', () => jpeg.subarray(0, jpeg.length / 2), 'damaged'],
    ['a PNG with other bytes in it', () => Buffer.from(MARK).fill(7, 60, 70), 'damaged'],
    ['an empty sheet', () => picture(100, 100, () => [0xff, 0xff, 0xff]), 'damaged'],
    ['a picture of 23 pixels', () => picture(100, 23, () => [1, 2, 3]), 'too_small'],
    ['a picture that says it is 5000 by 5000', () => sized(MARK, 5_000, 5_000), 'too_many_pixels'],
  ])('with %s is refused', (_, file, fault) => {
    expect(readLogo(file())).toEqual({ ok: false, fault });
  });
});

/** The file's objects as text. */
function plain(path: string): string {
  return run('qpdf', ['--qdf', '--object-streams=disable', path, '-']).toString('latin1');
}

/** Where the only picture of a letter stands: left, top, right, bottom in millimetres from the top left corner. */
function placeOnPage(path: string): number[] {
  const [, width = 0, height = 0, x = 0, y = 0] =
    /^q ([\d.]+) 0 0 ([\d.]+) ([\d.]+) ([\d.]+) cm \/P1 Do Q$/m.exec(plain(path))?.map(Number) ?? [];
  const top = PAGE_HEIGHT - y - height;
  return [x, top, x + width, top + height].map((points) => points * MM_PER_POINT);
}

function sized(png: Uint8Array, width: number, height: number): Buffer {
  const file = Buffer.from(png);
  file.writeUInt32BE(width, 16);
  file.writeUInt32BE(height, 20);
  return file;
}

describe.each([
  ['two colours', MARK],
  ['thousands', PHOTO],
])('a letter with a logo of %s', (_, file) => {
  test('carries it as it was kept, above the window, with a text alternative, and is valid', async () => {
    const { png } = kept(file);
    const { pdf } = await letter(png);
    withFile(pdf, 'a.pdf', (path, folder) => {
      run('pdfimages', ['-png', path, `${folder}/image`]);
      const read = decodePng(readFileSync(`${folder}/image-000.png`));
      expect(read).toEqual(decodePng(png));
      expect(run('qpdf', ['--check', path]).toString()).toContain('No syntax or stream encoding errors found');
      const alternative = Buffer.from('\ufeffLogo: W\u00e4schke', 'utf16le').swap16().toString('hex');
      expect(plain(path)).toContain(`/Alt <${alternative}`);
      const [left = 0, top = 0, right = 0, bottom = 0] = placeOnPage(path);
      expect(right).toBeCloseTo(190, 1);
      expect(right - left).toBeLessThanOrEqual(55.01);
      expect(top).toBeGreaterThan(2.2);
      expect(bottom).toBeLessThan(27);
    });
    const again = await letter(png);
    expect(Buffer.from(again.pdf).equals(pdf)).toBe(true);
  });
});

test('a letter without one is as it always was', async () => {
  const { pdf } = await letter(null);
  withFile(pdf, 'a.pdf', (path) => expect(run('pdfimages', ['-list', path]).toString()).not.toContain('image'));
});
