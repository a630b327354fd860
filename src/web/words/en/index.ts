// The English words, by the pages that say them.

export { deciding } from './deciding.ts';
export { invoices } from './invoices.ts';
export { lists } from './lists.ts';
export { shell } from './shell.ts';
