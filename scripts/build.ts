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

/** Files that run in a thread or process of their own; each becomes a bundle. One missing here fails the build. */
const WORKERS = ['src/render/foreign/worker.ts', 'src/render/press/child.ts', 'src/app/imports/read-worker.ts'];

rmSync(DIST, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: {
    main: 'src/main.ts',
    cli: 'src/cli.ts',
    demo: 'src/demo.ts',
    ...Object.fromEntries(WORKERS.map((path) => [workerName(path), path])),
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
  plugins: [workersByName()],
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

function workerName(path: string): string {
  return path
    .replace(/^src\//, '')
    .replace(/\.ts$/, '')
    .replaceAll('/', '-');
}

/** A worker is named by the place of its source, which is not beside its bundle. */
function workersByName(): Plugin {
  const STARTED = /new URL\('(\.\/[\w-]+)\.ts', import\.meta\.url\)/g;
  return {
    name: 'workers-by-name',
    setup(plugin) {
      plugin.onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        if (!STARTED.test(source)) return undefined;
        const contents = source.replace(STARTED, (_all, name: string) => {
          const worker = relative(ROOT, join(path, '..', `${name}.ts`));
          if (!WORKERS.includes(worker)) throw new Error(`${worker} is started, but is no entry of the build`);
          return `new URL('./${workerName(worker)}.js', import.meta.url)`;
        });
        return { contents, loader: 'ts' };
      });
    },
  };
}
