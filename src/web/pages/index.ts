// All pages of the console. A new one is a file in this folder and a line here; its place in the navigation is a line
// in ../navigation.ts.

import type { Tools, Web } from '../web.ts';
import { accountPages } from './account.ts';
import { activityPages } from './activity.ts';
import { apiPages } from './api.ts';
import { chatPages } from './chat.ts';
import { columnPages } from './columns.ts';
import { customerPages } from './customer.ts';
import { customerListPages } from './customers.ts';
import { decisionPages } from './decisions.ts';
import { deliveryPages } from './delivery.ts';
import { exclusionPages } from './exclusions.ts';
import { figurePages } from './figures.ts';
import { importProgressPages } from './import-progress.ts';
import { invoicePages } from './invoice.ts';
import { invoiceListPages } from './invoices.ts';
import { letterAddressPages } from './letter-address.ts';
import { logoPages } from './logo.ts';
import { mailPages } from './mail.ts';
import { outboxPages } from './outbox.ts';
import { overviewPages } from './overview.ts';
import { paymentPages } from './payments.ts';
import { peoplePages } from './people.ts';
import { planEditorPages } from './plan-editor.ts';
import { planPages } from './plans.ts';
import { previewPages } from './previews.ts';
import { progressPages } from './progress.ts';
import { proposalPages } from './proposal.ts';
import { providerPages } from './provider-sign-in.ts';
import { runVerdictPages } from './run.ts';
import { runPages } from './runs.ts';
import { settingsPages } from './settings.ts';
import { signInPages } from './sign-in.ts';
import { templateEditorPages } from './template-editor.ts';
import { templatePages } from './templates.ts';
import { todayPages } from './today.ts';
import { tokenPages } from './tokens.ts';
import { whyPages } from './why.ts';

export const PAGES: readonly ((tools: Tools) => Web)[] = [
  signInPages,
  providerPages,
  accountPages,
  apiPages,
  todayPages,
  progressPages,
  decisionPages,
  proposalPages,
  overviewPages,
  invoiceListPages,
  invoicePages,
  customerListPages,
  customerPages,
  exclusionPages,
  paymentPages,
  columnPages,
  importProgressPages,
  deliveryPages,
  outboxPages,
  letterAddressPages,
  runPages,
  runVerdictPages,
  figurePages,
  whyPages,
  planPages,
  planEditorPages,
  templatePages,
  templateEditorPages,
  activityPages,
  peoplePages,
  // Before the sections of the settings, whose route would take their addresses.
  chatPages,
  tokenPages,
  mailPages,
  logoPages,
  settingsPages,
  previewPages,
];
