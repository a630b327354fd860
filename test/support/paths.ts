// Where things are in the checkout, for tests.
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

export const MIGRATIONS_DIR = join(ROOT, 'src', 'db', 'migrations');
