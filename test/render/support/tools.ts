// Reads documents back with programs nobody here wrote: poppler, qpdf, zbar. A missing program fails the test and names
// the package to install.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKAGES: Readonly<Record<string, string>> = {
  pdftotext: 'poppler-utils',
  pdffonts: 'poppler-utils',
  pdfinfo: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  pdfdetach: 'poppler-utils',
  pdfimages: 'poppler-utils',
  qpdf: 'qpdf',
  zbarimg: 'zbar-tools',
};

/** Millimetres of a PDF point. */
export const MM_PER_POINT = 25.4 / 72;

/** Output of a program. Throws with its error output, or with the package that has it. */
export function run(tool: string, args: readonly string[]): Buffer {
  try {
    return execFileSync(tool, args, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Error(`${tool} is missing: apt-get install ${PACKAGES[tool] ?? tool}`);
    }
    throw error;
  }
}

/** Gives `use` the bytes as a file of a folder that is gone afterwards. */
export function withFile<T>(bytes: Uint8Array, name: string, use: (path: string, folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'duly-render-'));
  try {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return use(path, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface Word {
  text: string;
  /** 0 = first page. */
  page: number;
  /** Millimetres from the top left corner. */
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Every word with its place, by `pdftotext -bbox`. */
export function wordsOf(pdf: Uint8Array): Word[] {
  const xml = withFile(pdf, 'a.pdf', (path) => run('pdftotext', ['-bbox', path, '-'])).toString('utf8');
  const words: Word[] = [];
  let page = -1;
  for (const line of xml.split('\n')) {
    if (line.includes('<page ')) page++;
    const found = /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)<\/word>/.exec(line);
    if (!found) continue;
    const [left = 0, top = 0, right = 0, bottom = 0] = found.slice(1, 5).map((value) => Number(value) * MM_PER_POINT);
    words.push({ text: unescapeXml(found[5] ?? ''), page, left, top, right, bottom });
  }
  return words;
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** Text page by page, laid out as on paper. */
export function pageTexts(pdf: Uint8Array): string[] {
  const text = withFile(pdf, 'a.pdf', (path) => run('pdftotext', ['-layout', path, '-'])).toString('utf8');
  return text.split('\f').slice(0, -1);
}

/** Text in the order of the content streams. */
export function rawText(pdf: Uint8Array): string {
  return withFile(pdf, 'a.pdf', (path) => run('pdftotext', ['-raw', path, '-'])).toString('utf8');
}

export interface GreyPage {
  width: number;
  height: number;
  /** Row by row, 0 = black. */
  pixels: Uint8Array;
}

/** One page (0 = first) rasterised by poppler in shades of grey. */
export function rasterPage(pdf: Uint8Array, page: number, dotsPerInch: number): GreyPage {
  const bytes = withFile(pdf, 'a.pdf', (path, folder) => {
    const number = String(page + 1);
    const args = ['-gray', '-r', String(dotsPerInch), '-f', number, '-l', number, '-singlefile', path];
    run('pdftoppm', [...args, join(folder, 'page')]);
    return readFileSync(join(folder, 'page.pgm'));
  });
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString('latin1'));
  if (!header) throw new Error('pdftoppm wrote no grey picture.');
  return { width: Number(header[1]), height: Number(header[2]), pixels: bytes.subarray(header[0].length) };
}

/** What zbarimg reads from a page, byte for byte. Empty when it finds no code. */
export function scanCodes(pdf: Uint8Array, page: number): Buffer {
  return withFile(pdf, 'a.pdf', (path, folder) => {
    const number = String(page + 1);
    run('pdftoppm', ['-png', '-r', '300', '-f', number, '-l', number, '-singlefile', path, join(folder, 'page')]);
    return scanPng(readFileSync(join(folder, 'page.png')));
  });
}

/** What zbarimg reads from a picture. */
export function scanPng(png: Uint8Array): Buffer {
  return withFile(png, 'a.png', (path) => run('zbarimg', ['--raw', '-Sbinary', '-q', '--nodbus', path]));
}
