// The English words, by the pages that say them. A page's words are a file of their own and a line here.

import { access } from './access.ts';
import { activity } from './activity.ts';
import { api } from './api.ts';
import { columns } from './columns.ts';
import { deciding } from './deciding.ts';
import { delivery } from './delivery.ts';
import { exclusions } from './exclusions.ts';
import { insight } from './insight.ts';
import { invoices } from './invoices.ts';
import { ledger } from './ledger.ts';
import { lists } from './lists.ts';
import { payments } from './payments.ts';
import { plans } from './plans.ts';
import { proposalList } from './proposal-list.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { templates } from './templates.ts';
import { tokens } from './tokens.ts';

export const english = {
  ...shell,
  ...lists,
  ...deciding,
  access,
  api,
  ...invoices,
  ...insight,
  ...ledger,
  ...exclusions,
  ...payments,
  ...columns,
  ...delivery,
  ...plans,
  ...templates,
  ...activity,
  ...settings,
  ...tokens,
  proposalList,
};
