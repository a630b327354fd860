// `npm run build`: the program as bundles in dist/, which start in a third of the time and memory of the sources. What
// is loaded lazily stays so. Texts, fonts and migrations are read from the project's folder, beside dist/.

import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');

/** Native parts, WebAssembly, and dictionaries that are looked up by name at run time: taken from node_modules. */
const EXTERNAL = ['@resvg/resvg-js', '@electric-sql/pglite', 'satori', 'pg-native', 'harfbuzzjs', 'hyphen'];

/** Files that run in a process of their own; each becomes a bundle. One that is missing here fails the build. */
const APART = ['src/render/foreign/child.ts', 'src/app/imports/read-child.ts'];

rmSync(DIST, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: {
    main: 'src/main.ts',
    cli: 'src/cli.ts',
    demo: 'src/demo.ts',
    ...Object.fromEntries(APART.map((path) => [apartName(path), path])),
  },
  outdir: DIST,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  sourcemap: true,
  metafile: true,
  logLevel: 'warning',
  external: EXTERNAL,
  plugins: [apartByName()],
  // Packages of the older kind call `require`.
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; globalThis.require ??= requireOf(import.meta.url);",
  },
});
for (const part of ['style', 'script', 'icon.svg']) {
  cpSync(join(ROOT, 'src', 'web', part), join(DIST, part), { recursive: true });
}
const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
process.stdout.write(`dist: ${Object.keys(metafile.outputs).length} files, ${(bytes / 1024 / 1024).toFixed(1)} MB\n`);

function apartName(path: string): string {
  return path
    .replace(/^src\//, '')
    .replace(/\.ts$/, '')
    .replaceAll('/', '-');
}

/** A program that runs apart is named by the place of its source, which is not beside its bundle. */
function apartByName(): Plugin {
  const STARTED = /new URL\('(\.\/[\w-]+)\.ts', import\.meta\.url\)/g;
  return {
    name: 'apart-by-name',
    setup(plugin) {
      plugin.onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        if (!STARTED.test(source)) return undefined;
        const contents = source.replace(STARTED, (_all, name: string) => {
          const program = relative(ROOT, join(path, '..', `${name}.ts`));
          if (!APART.includes(program)) throw new Error(`${program} is started, but is no entry of the build`);
          return `new URL('./${apartName(program)}.js', import.meta.url)`;
        });
        return { contents, loader: 'ts' };
      });
    },
  };
}
