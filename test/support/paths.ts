// Where things are in the checkout, for tests.
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

import { existsSync } from 'node:fs';

const REAL = join(ROOT, 'src', 'db', 'migrations');
export const MIGRATIONS_DIR = existsSync(REAL) ? REAL : '/tmp/dk/mig'; // TMPDEV
