// The room table of ARCHITECTURE.md: who may know whom, in the source itself. Type-only imports count.
import { join, normalize } from 'node:path/posix';
import { describe, expect, test } from 'vitest';
import { textOf, typescriptIn } from './support/sources.ts';

const ROOMS = ['core', 'db', 'app', 'render', 'deliver', 'bot', 'web', 'sandbox'] as const;
type Room = (typeof ROOMS)[number];

/** Folders of src that put the rooms together, like the files directly in it. */
const COMPOSITION = ['simulate', 'cli'];

/** What each room may import. Files directly in src put the rooms together and may import everything. */
const MAY_IMPORT: Record<Room, readonly Room[]> = {
  core: ['core'],
  db: ['core', 'db'],
  app: ['core', 'db', 'app', 'sandbox'],
  render: ['core', 'render', 'sandbox'],
  deliver: ['core', 'deliver'],
  bot: ['core', 'app', 'bot'],
  web: ['core', 'db', 'app', 'web'],
  sandbox: ['sandbox'],
};

/** Allowed for types only: a page shows rows, it does not query. */
const TYPES_ONLY: readonly (readonly [Room, Room])[] = [['web', 'db']];

/** Packages that belong to one room; the rest of the program does not know that they exist. */
const PACKAGE_OWNERS: readonly (readonly [RegExp, Room])[] = [
  [/^(drizzle-orm|pg|pg-cursor|@electric-sql)(\/|$)/, 'db'],
  [/^(pdf-lib|satori|@resvg|qrcode|harfbuzzjs|hyphen)(\/|$)/, 'render'],
  [/^(nodemailer|resend)(\/|$)/, 'deliver'],
  [/^(hono|@hono|openid-client)(\/|$)/, 'web'],
  [/^@slack(\/|$)/, 'bot'],
];

type Import = { readonly file: string; readonly target: string; readonly typeOnly: boolean };

const STATEMENT = /^(?:import|export)\b(\s+type\b)?[^;'"()=]*?\bfrom\s*['"]([^'"]+)['"]/gm;
const FOR_EFFECT = /^()import\s*['"]([^'"]+)['"]/gm;
const DYNAMIC = /()\bimport\(\s*['"]([^'"]+)['"]/g;

function importsOf(file: string): Import[] {
  const text = textOf(file).replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  const resolve = (name: string) => (name.startsWith('.') ? normalize(join(file, '..', name)) : name);
  return [STATEMENT, FOR_EFFECT, DYNAMIC].flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ([, type, name = '']) => ({ file, target: resolve(name), typeOnly: !!type })),
  );
}

const roomOf = (path: string): Room | undefined => ROOMS.find((room) => path.startsWith(`src/${room}/`));
const said = ({ file, target }: Import) => `${file} imports ${target}`;

const imports = typescriptIn('src').flatMap(importsOf);
const inRooms = imports.flatMap((found) => {
  const from = roomOf(found.file);
  return from === undefined ? [] : [{ ...found, from }];
});

describe('rooms', () => {
  test('are found, with their imports', () => {
    expect(inRooms.length).toBeGreaterThan(100);
    expect(new Set(inRooms.map(({ from }) => from))).toContain('core');
  });

  test('are all in the table', () => {
    const folders = new Set(typescriptIn('src').flatMap((path) => /^src\/([^/]+)\//.exec(path)?.[1] ?? []));
    expect([...folders].filter((folder) => ![...ROOMS, ...COMPOSITION].includes(folder))).toEqual([]);
  });

  test('import only the rooms they may', () => {
    const wrong = inRooms.filter(({ from, target }) => {
      const to = roomOf(target);
      return to !== undefined && !MAY_IMPORT[from].includes(to);
    });
    expect(wrong.map(said)).toEqual([]);
  });

  test('do not import what puts them together, nor anything outside src', () => {
    const wrong = inRooms.filter(({ target }) => target.includes('/') && /^(src|test|bench|\.\.)\b/.test(target));
    expect(wrong.filter(({ target }) => roomOf(target) === undefined).map(said)).toEqual([]);
  });

  test('import for types only where the table says so', () => {
    const wrong = inRooms.filter(({ from, target, typeOnly }) => {
      const to = roomOf(target);
      return !typeOnly && TYPES_ONLY.some(([room, other]) => room === from && other === to);
    });
    expect(wrong.map(said)).toEqual([]);
  });

  test('leave packages to the room that owns them', () => {
    const wrong = inRooms.filter(({ from, target }) =>
      PACKAGE_OWNERS.some(([pattern, owner]) => pattern.test(target) && owner !== from),
    );
    expect(wrong.map(said)).toEqual([]);
  });

  test('reach rendering and delivery from the use cases through ports alone', () => {
    const wrong = inRooms.filter(({ from, target }) => from === 'app' && /^src\/(render|deliver)\//.test(target));
    expect(wrong.map(said)).toEqual([]);
  });
});

describe('core', () => {
  test('imports no package, not even of Node', () => {
    const wrong = inRooms.filter(({ from, target }) => from === 'core' && roomOf(target) === undefined);
    expect(wrong.map(said)).toEqual([]);
  });
});

describe('effects', () => {
  /** Files that own an effect; everything else gets it handed in. */
  const OWNERS: readonly { readonly effect: RegExp; readonly name: string; readonly allowed: RegExp }[] = [
    {
      name: 'the wall clock',
      effect: /\bnew Date\b|\bDate\.(now|parse|UTC)\b|\bDate\(/,
      // mime.ts turns a stored instant into a header; it reads no clock.
      allowed: /^src\/(clock|core\/day|deliver\/mime)\.ts$/,
    },
    { name: 'chance', effect: /\bMath\.random\b/, allowed: /^$/ },
    {
      name: 'the environment',
      effect: /\bprocess\.env\b/,
      allowed: /^src\/(config|main|cli|demo)\.ts$/,
    },
  ];

  test.each(OWNERS)('$name is used by its owners only', ({ effect, allowed }) => {
    const wrong = typescriptIn('src').filter(
      (path) => !allowed.test(path) && effect.test(withoutComments(textOf(path))),
    );
    expect(wrong).toEqual([]);
  });

  function withoutComments(text: string): string {
    return text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '').replace(/\s\/\/ .*$/gm, '');
  }
});
