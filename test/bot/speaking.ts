// People who type `/dunning` into the local Slack, and press the buttons of its answers.
import { expect } from 'vitest';
import { changePerson, listPeople } from '../../src/app/people/people.ts';
import type { Store } from '../../src/db/client.ts';
import { addCustomers, addInvoices, proposalOf, run } from '../app/house.ts';
import { type Ephemeral, type Person, textsOf } from '../support/slack/slack.ts';
import { type Office, type OfficeOptions, openOffice, until } from './office.ts';

/** Invoices of two customers, of which three are proposed at L1; Tuesday 10 March 2026. */
export async function opened(store: Store, options: OfficeOptions = {}): Promise<Office> {
  const office = await openOffice(store, { undoMinutes: 0, ...options });
  await addCustomers(office.house, ['K1'], { name: 'Müller & Söhne GmbH' });
  await addCustomers(office.house, ['K2'], { name: 'ACME <Ltd>' });
  await addInvoices(office.house, [
    { number: 'RE-2026-0417' },
    { number: 'RE-2026-0418', gross: '1190.00' },
    { number: 'RE-2025-0418', customer: 'K2' },
    { number: 'RE-2026-0500', customer: 'K2', due: '2026-04-30' },
  ]);
  await run(office.house);
  return office;
}

/** Says something and returns the answer, as a reader would meet it. */
export async function say(
  office: Office,
  text: string,
  by: Person = office.ben,
): Promise<{ text: string; answer: Ephemeral }> {
  const before = office.slack.ephemerals(by).length;
  const outcome = await office.slack.command(`/dunning ${text}`, by, office.channel);
  expect(outcome).toMatchObject({ acked: true, status: 200 });
  // On a slow machine the command is acknowledged first, and its answer follows.
  const answer = await until(() => {
    const [said] = office.slack.ephemerals(by).slice(before);
    if (said === undefined) throw new Error(`no answer to ${text}`);
    return said;
  });
  return { text: textsOf(answer).replaceAll('\u200b', ''), answer };
}

export const undo = async (
  office: Office,
  { answer }: { answer: Ephemeral },
  by: Person = office.ben,
): Promise<string> => {
  await press(office, answer, 'command.undo', by);
  return textsOf(answer).replaceAll('\u200b', '');
};

/** Presses a button of an answer and waits until something else stands there. */
export async function press(office: Office, answer: Ephemeral, button: string, by: Person): Promise<void> {
  const before = answer.blocks;
  await office.slack.click(answer, button, by);
  await until(() => expect(answer.blocks).not.toBe(before));
}

export async function speakGerman(office: Office): Promise<void> {
  const ben = (await listPeople(office.house.anna, {})).find(({ name }) => name === 'Ben');
  await changePerson(office.house.anna, { person: ben?.id ?? 0, language: 'de' });
}

export const stateOf = async (office: Office, invoice: string) => (await proposalOf(office.house, invoice)).state;
