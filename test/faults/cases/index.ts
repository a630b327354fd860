// All fault cases by name.
import { leakedClients } from './leaked-clients.ts';
import { lostConnection } from './lost-connection.ts';
import { mixedTransactions } from './mixed-transactions.ts';
import { restarts } from './restarts.ts';

export const CASES = { mixedTransactions, lostConnection, restarts, leakedClients };

export type CaseName = keyof typeof CASES;
