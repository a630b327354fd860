// Opens a server on a signal, so that several of these processes migrate at the same moment; says `ready`, `opened`.
import { once } from 'node:events';
import { openStore } from '../../../src/db/client.ts';

const [url = '', migrationsDir = ''] = process.argv.slice(2);
await import('../../../src/db/postgres.ts');
const started = once(process, 'SIGUSR2');
const waiting = setInterval(() => undefined, 1_000); // a listener for a signal does not keep a process alive
process.stdout.write('ready\n');
await started;
clearInterval(waiting);
const store = await openStore({ kind: 'server', url, poolMax: 2, waitMs: 0 }, { log: () => undefined, migrationsDir });
process.stdout.write('opened\n');
await store.close();
