// The worker as one bundle, as the product is shipped: a process starts in a quarter of the time of the sources.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ROOT } from '../../../test/support/paths.ts';

/** Native parts and WebAssembly stay in node_modules, as in scripts/build.ts. */
const EXTERNAL = ['@resvg/resvg-js', '@electric-sql/pglite', 'satori', 'pg-native', 'harfbuzzjs', 'hyphen'];

/** Returns the bundle's path; its folder lies where the packages are found, and goes with `remove`. */
export async function bundleWorker(): Promise<{ file: string; remove: () => void }> {
  const folder = join(ROOT, 'node_modules', '.cache', 'duly', `worker-${process.pid}-${process.hrtime.bigint()}`);
  await build({
    entryPoints: { worker: fileURLToPath(new URL('worker.ts', import.meta.url)) },
    outdir: folder,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'warning',
    external: EXTERNAL,
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; globalThis.require ??= requireOf(import.meta.url);",
    },
  });
  return { file: join(folder, 'worker.js'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
