// A database that is emptied for the next test, as a store of its own.
import type { Store } from '../../src/db/client.ts';

/** The same database as another store: what the program keeps in memory of a store is none of the test before. */
export const asNewStore = (database: Store): Store => Object.create(database);
