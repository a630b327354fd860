// The house rules that a machine can check: sizes, first lines, left-overs, dead paths in the documents, the journal.
// An exception is made openly in one of the lists below, with its reason.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MIGRATIONS_DIR, ROOT } from './support/paths.ts';
import { allFiles, bytesOf, textOf, typescriptIn } from './support/sources.ts';

const MAX_LINES = 350;
const MAX_FUNCTION_LINES = 70;
const MAX_COLUMNS = 120;
const MAX_TEXT_COLUMNS = 170;
const MAX_BYTES = 256 * 1024;

/** Files longer than the limit because they are tables of data, not code. */
const LONG_DATA: readonly string[] = [];

/** Larger than the limit and meant to be. */
const LARGE_FILES: readonly RegExp[] = [/^templates\/fonts\/.+\.(ttf|otf|woff2)$/];

/** Folders that documents name by path. */
const NAMED_FOLDERS = ['src', 'test', 'docs', 'bench', 'templates', 'bin', '.ci'];

const code = [
  ...typescriptIn('src', 'test', 'bench'),
  ...allFiles().filter((path) => /^[^/]+\.config\.ts$/.test(path)),
];
const written = code.map((path) => ({ path, lines: textOf(path).split('\n') }));

/** `path:line` of every line that matches. */
function linesWith(pattern: RegExp, where = (_path: string) => true): string[] {
  return written
    .filter(({ path }) => where(path))
    .flatMap(({ path, lines }) => lines.flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])));
}

describe('a file', () => {
  test('is found by these tests', () => expect(code.length).toBeGreaterThan(50));

  test(`has at most ${MAX_LINES} lines`, () => {
    const long = written.filter(({ path, lines }) => lines.length - 1 > MAX_LINES && !LONG_DATA.includes(path));
    expect(long.map(({ path, lines }) => `${path}: ${lines.length - 1}`)).toEqual([]);
  });

  test(`has lines of at most ${MAX_COLUMNS} columns, ${MAX_TEXT_COLUMNS} where a text or markup stands in one piece`, () => {
    const long = linesWith(new RegExp(`^.{${MAX_COLUMNS + 1},}$`, 'u'), (path) => !path.endsWith('.config.ts'));
    const comments = linesWith(new RegExp(`^ *(//|/?\\*).{${MAX_COLUMNS - 2},}$`, 'u'));
    // Biome breaks code at 120; what is left over is a text, a template or a markup that reads better unbroken.
    expect(linesWith(new RegExp(`^.{${MAX_TEXT_COLUMNS + 1},}$`, 'u'))).toEqual([]);
    expect(long.filter((place) => comments.includes(place))).toEqual([]);
  });

  test('says in its first line what it does', () => {
    const silent = written.filter(({ lines }) => !/^(\/\/ \S|\/\*\* \S|#!)/.test(lines[0] ?? ''));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test('holds no left-overs: open ends, lost types, skipped or lonely tests', () => {
    const open = ['TO' + 'DO', 'FIX' + 'ME'].join('|');
    expect(linesWith(new RegExp(`\\b(${open})\\b`))).toEqual([]);
    expect(linesWith(new RegExp(`\\bas ${'an'}y\\b(?! [a-z])|@ts-(ignore|nocheck|expect-error)`))).toEqual([]);
    expect(linesWith(/\b(test|it|describe)\.(skip|only|todo|fails)\b/)).toEqual([]);
  });

  test('of the program prints through its log or its command line, not the console', () => {
    expect(
      linesWith(/\bconsole\.(log|info|warn|error|debug|table|trace)\b/, (path) => path.startsWith('src/')),
    ).toEqual([]);
  });

  test(`is smaller than ${MAX_BYTES / 1024} KiB, whatever it is`, () => {
    const large = allFiles().filter((path) => bytesOf(path) > MAX_BYTES);
    expect(large.filter((path) => !LARGE_FILES.some((pattern) => pattern.test(path)))).toEqual([]);
  });
});

describe('a function', () => {
  test(`has at most ${MAX_FUNCTION_LINES} lines`, () => {
    const checked = written.filter(({ path }) => !path.endsWith('.test.ts'));
    expect(checked.flatMap(({ path, lines }) => longFunctions(path, lines))).toEqual([]);
  });

  test('that is too long would be seen', () => {
    const body = Array.from({ length: MAX_FUNCTION_LINES - 1 }, () => '  step();');
    expect(longFunctions('a.ts', ['function fits() {', ...body.slice(1), '}'])).toEqual([]);
    expect(longFunctions('a.ts', ['function tooLong() {', ...body, '}'])).toEqual(['a.ts:1: 71 lines']);
    expect(
      longFunctions('a.ts', ['const tooLong = async (', '  a: A,', '): Promise<void> => {', ...body, '};']),
    ).toHaveLength(1);
  });

  /** Biome indents, so a function ends at the first line that begins with `}` in the column where it began. */
  function longFunctions(path: string, lines: readonly string[]): string[] {
    return lines.flatMap((line, start) => {
      const begins = /^(\s*).*(\bfunction\b.*|=>|\)(: [^=]+)?) \{$/.exec(line);
      if (begins === null || /^\s*(\} )?(if|else|for|while|switch|catch|try)\b/.test(line)) return [];
      const end = lines.findIndex((other, index) => index > start && other.startsWith(`${begins[1]}}`));
      const length = end - start + 1;
      return length > MAX_FUNCTION_LINES ? [`${path}:${start + 1}: ${length} lines`] : [];
    });
  }
});

describe('a document', () => {
  const documents = allFiles().filter((path) => path.endsWith('.md'));

  /** Paths in code spans below a folder of ours, and relative links; patterns and placeholders are not paths. */
  function pathsIn(document: string): string[] {
    const text = textOf(document);
    const spans = Array.from(text.matchAll(/`([^`\s]+)`/g), ([, span = '']) => span);
    const named = spans.filter((span) => NAMED_FOLDERS.some((folder) => span.startsWith(`${folder}/`)));
    const links = Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, link = '']) => link)
      .filter((link) => !/^([a-z]+:|#)/.test(link))
      .map((link) => join(dirname(document), link.replace(/#.*$/, '')));
    return [...named, ...links]
      .filter((path) => !/[*<>{}$…]|\.\.\./.test(path))
      .map((path) => path.replace(/:\d+$/, ''));
  }

  test('names no path that does not exist', () => {
    const dead = documents.flatMap((document) =>
      pathsIn(document)
        .filter((path) => !existsSync(join(ROOT, path)))
        .map((path) => `${document} names ${path}`),
    );
    expect(dead).toEqual([]);
  });
});

describe('the migrations', () => {
  type Entry = { readonly idx: number; readonly when: number; readonly tag: string };
  const journal = () => JSON.parse(textOf('src/db/migrations/meta/_journal.json')) as { entries: Entry[] };

  test('are in the order of their journal, in number and in time', () => {
    const { entries } = journal();
    expect(entries.map(({ idx, tag }) => [idx, tag.slice(0, 5)])).toEqual(
      entries.map((_, index) => [index, `${String(index).padStart(4, '0')}_`]),
    );
    const times = entries.map(({ when }) => when);
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  });

  test('are exactly the files that the journal names', () => {
    const files = readdirSync(MIGRATIONS_DIR).filter((name) => name.endsWith('.sql'));
    expect(files.sort()).toEqual(journal().entries.map(({ tag }) => `${tag}.sql`));
  });
});
