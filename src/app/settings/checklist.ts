// What is still missing before the first run, and what is recommended: asked on every look, so that it is never stale.

import { z } from 'zod';
import { readChatSettings } from '../../db/chat-settings.ts';
import { readSetupFacts } from '../../db/setup-facts.ts';
import { query } from '../use-case.ts';

export const SETUP_STEPS = [
  'company',
  'bank_account',
  'legal_lines',
  'levels',
  'customers',
  'invoices',
  'bank_data',
  'mail',
  'sender',
  'people',
  'chat',
  'first_run',
] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

export interface SetupItem {
  step: SetupStep;
  done: boolean;
  /** Without it a run proposes nothing, or nothing that could go out; the others are recommended. */
  needed: boolean;
}

export const setupChecklist = query({
  name: 'setup.checklist',
  summary: 'What is set up, what is missing before the first run, and what is recommended.',
  role: 'viewer',
  input: z.strictObject({}),
  async run({ db, organisation, ctx }): Promise<SetupItem[]> {
    const facts = await readSetupFacts(db);
    const chat = await readChatSettings(db);
    const done: Record<SetupStep, boolean> = {
      company: organisation.name !== '' && organisation.address.city !== '',
      bank_account: organisation.iban !== null,
      legal_lines: organisation.legalLines.length > 0,
      levels: facts.activeLevels > 0,
      customers: facts.customers,
      invoices: facts.invoices,
      bank_data: facts.bankData,
      mail: ctx.ports.transport.leavesMachine,
      sender: organisation.senderEmail !== null,
      people: facts.people > 0,
      chat: chat.channelId !== null,
      first_run: facts.runs,
    };
    return SETUP_STEPS.map((step) => ({ step, done: done[step], needed: NEEDED.has(step) }));
  },
});

const NEEDED: ReadonlySet<SetupStep> = new Set([
  'company',
  'bank_account',
  'levels',
  'customers',
  'invoices',
  'bank_data',
]);
