// What a file leaves open and is therefore assumed: said aloud with every import, so that no default is silent.

import type { ImportField } from './column-names.ts';
import type { Columns } from './columns.ts';

/** One English sentence for each column whose absence decides something. */
export function assumptionsOf(columns: Columns, defaultCurrency: string): string[] {
  const lacks = (field: ImportField): boolean => !columns.byField.has(field);
  const currency = lacks('currency')
    ? [`There is no column "Currency" (Währung): all amounts are taken as ${defaultCurrency}.`]
    : [];
  switch (columns.kind) {
    case 'customers':
      return [];
    case 'invoices':
      return lacks('kind')
        ? [...currency, 'There is no column "Kind" (Belegart): all rows are taken as invoices, none as a credit note.']
        : currency;
    case 'payments': {
      const method =
        'There is no column "Method" (Zahlungsart): all payments are taken as "other", not as bank transfers.';
      const posted = 'There is no column "Posting date" (Buchungstag): the value date is taken for it.';
      const value = 'There is no column "Value date" (Wertstellung): the posting date is taken for it.';
      return [
        ...currency,
        ...(lacks('method') ? [method] : []),
        ...(lacks('postedOn') ? [posted] : []),
        ...(lacks('valueOn') ? [value] : []),
      ];
    }
  }
}
