// How the program is bundled: for dist/, and for the processes that torture and benchmarks start as the product is
// shipped. What is loaded lazily stays so; processes of its own become bundles beside it.

import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildResult, build, type Plugin } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Native parts, WebAssembly, and dictionaries that are looked up by name at run time: taken from node_modules. */
const EXTERNAL = ['@resvg/resvg-js', '@electric-sql/pglite', 'satori', 'pg-native', 'harfbuzzjs', 'hyphen'];

/** Files that run in a process of their own; each becomes a bundle. One that is missing here fails the build. */
const APART = ['src/render/foreign/child.ts', 'src/render/press/child.ts', 'src/app/imports/read-child.ts'];

/** Bundles files by the names of their bundles; the folder must lie where node_modules is found. */
export function bundle(
  entries: Readonly<Record<string, string>>,
  folder: string,
  { sourcemap = false }: { sourcemap?: boolean } = {},
): Promise<BuildResult<{ metafile: true }>> {
  return build({
    absWorkingDir: ROOT,
    entryPoints: { ...entries, ...Object.fromEntries(APART.map((path) => [apartName(path), path])) },
    outdir: folder,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    sourcemap,
    metafile: true,
    logLevel: 'warning',
    external: EXTERNAL,
    plugins: [apartByName()],
    // Packages of the older kind call `require`.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; globalThis.require ??= requireOf(import.meta.url);",
    },
  });
}

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
