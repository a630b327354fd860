// No container engine is needed to see that the image's recipe names what there is: every file it copies exists and is
// not kept out of the build, and the secrets of the compose file are those of the configuration.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { ROOT } from './support/paths.ts';
import { textOf } from './support/sources.ts';

const copies = [...textOf('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files = '']) =>
  files.split(' '),
);

test('what the image copies from the checkout is there, and not ignored', () => {
  expect(copies).toContain('src');
  const ignored = textOf('.dockerignore').split('\n');
  expect(copies.filter((path) => !existsSync(join(ROOT, path)) || ignored.includes(path))).toEqual([]);
});

test('what the second stage takes is what the bundle needs', () => {
  const taken = [...textOf('Dockerfile').matchAll(/^COPY --from=build \/app\/(\S+)/gm)].map(([, path]) => path);
  expect(taken).toEqual(['package.json', 'node_modules', 'dist', 'src/db/migrations']);
});

test('the database’s address may come from a file, as the compose file hands it over', () => {
  expect(textOf('compose.yaml')).toContain('DATABASE_URL_FILE: /run/secrets/database_url');
  expect(() => readConfig({ DATABASE_URL_FILE: '/nowhere' })).toThrow('DATABASE_URL_FILE: the file /nowhere');
});
