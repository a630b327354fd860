// Every address of the interface, and the use cases that have none, each with the reason.

import type { Route } from '../route.ts';
import { DECIDING_ROUTES } from './deciding.ts';
import { LEDGER_ROUTES } from './ledger.ts';
import { SETTINGS_ROUTES } from './settings.ts';

export const ROUTES: readonly Route[] = [...LEDGER_ROUTES, ...DECIDING_ROUTES, ...SETTINGS_ROUTES];

/** Use cases without an address. */
export const NOT_ROUTED: Readonly<Record<string, string>> = {
  'organisation.set_up': 'happens once, before there is anybody who could have a token',
  'sign_in.invite': 'its link signs in as somebody: an admin at the console or the machine makes it, no program',
  'file.stage': 'the first of two steps of a page; POST /imports looks and takes over in one address',
  'file.take': 'the second of two steps of a page',
  'file.weigh': 'what a page shows between its two steps; POST /imports with dryRun says the same',
  'file.columns': 'what a page shows of its file; POST /import-mappings/guess says the same',
  'file.map': 'a step of a page; PUT /import-mappings/{name} and the mapping of POST /imports do the same',
  'file.queue': 'a step of a page; POST /imports looks and takes over in one address',
  'file.work': "the service's own step",
  'file.progress': 'how far a page is with its file',
  'file.jobs': 'the files that a page shows',
  'digest.view': 'what a message in the chat says; everything in it has an address of its own',
  'forecast.latest': 'the forecast as a page may show it; GET /forecast is that of the moment',
  'report.latest_figures': 'the figures as a page may show them; GET /figures are those of the moment',
  'proposal.automate': "the service's own step",
  'notice.draft': "the service's own step",
  'delivery.send_due': "the service's own step",
  'delivery.send': "the service's own step",
  'delivery.sweep': "the service's own step",
  'delivery.ask_news': "the service's own step",
  'delivery.fall_back': "the service's own step",
  'delivery.provider_report': 'comes signed from the provider, by an address of its own',
  'webhook.send_due': "the service's own step",
};
