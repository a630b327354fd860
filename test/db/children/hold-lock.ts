// Takes the lock of a folder and keeps it until killed; says `held`, or `refused` and why.
import { lockFolder } from '../../../src/db/folder-lock.ts';

try {
  await lockFolder(process.argv[2] ?? '', () => undefined);
  process.stdout.write('held\n');
  setInterval(() => undefined, 1_000);
} catch (error) {
  process.stdout.write(`refused ${error instanceof Error ? error.message : error}\n`);
}
