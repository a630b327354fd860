// The worker as one bundle, as the product is shipped: a process starts in a quarter of the time of the sources.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../../../scripts/bundle.ts';
import { ROOT } from '../../../test/support/paths.ts';

/** Returns the bundle's path; its folder lies where the packages are found, and goes with `remove`. */
export async function bundleWorker(): Promise<{ file: string; remove: () => void }> {
  const folder = join(ROOT, 'node_modules', '.cache', 'duly', `worker-${process.pid}-${process.hrtime.bigint()}`);
  await bundle({ worker: fileURLToPath(new URL('worker.ts', import.meta.url)) }, folder);
  return { file: join(folder, 'worker.js'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
