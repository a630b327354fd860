// The payloads kept in slack/golden are what the bot sends today; `duly slack check` has Slack itself judge each of
// them. After a change on purpose: DULY_WRITE_GOLDEN=1 writes them anew.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ACTION, rowValue } from '../../src/bot/ids.ts';
import type { Store } from '../../src/db/client.ts';
import { addCustomers, addInvoices, proposalOf, run } from '../app/house.ts';
import { openTestStore } from '../support/databases.ts';
import { ROOT } from '../support/paths.ts';
import { problemsOfBlocks, problemsOfView } from '../support/slack/blocks.ts';
import { isObject, type Json } from '../support/slack/shape.ts';
import type { Person } from '../support/slack/slack.ts';
import { allFiles, textOf } from '../support/sources.ts';
import { type Office, openOffice, until } from './office.ts';
import { onPaper } from './payloads.ts';

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});

/** Without what only a workspace knows: uploaded pictures, and ids that count up. */
function kept(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !(isObject(item) && item.type === 'image')).map(kept);
  if (!isObject(value)) return value;
  const fields = Object.entries(value).filter(
    ([name]) => name !== 'metadata' && !(name === 'block_id' && isCounted(value)),
  );
  return Object.fromEntries(fields.map(([name, held]) => [name, kept(held)]));
}

const isCounted = ({ block_id: id }: Json) => /^b0[0-9A-Z]{8}$/.test(String(id));

async function collect(office: Office): Promise<Map<string, Json>> {
  const found = new Map<string, Json>();
  const message = (name: string, blocks: unknown) => found.set(name, { blocks: kept(blocks) });
  message('digest', office.digest().blocks);
  for (const [index, { blocks }] of office.slack.thread(office.digest().ts).entries()) {
    if (blocks.length > 0) message(`thread.${index + 1}`, blocks);
  }
  const { slack, ben, anna } = office;
  const modal = async (name: string, act: Promise<unknown>, by: Person, says: string) => {
    await act;
    const opened = await office.modal(by, says);
    found.set(`modal.${name}`, { view: kept(opened.content) });
    await slack.closeView(opened, by);
  };
  const { id } = await proposalOf(office.house, 'RE-1');
  const row = (choice: 'details' | 'more') =>
    slack.click(office.digest(), ACTION.row, ben, { option: rowValue(choice, id) });
  await modal('review.small', slack.click(office.digest(), ACTION.review, ben), ben, '2 of 2');
  await modal('details', row('details'), ben, 'Send test e-mail');
  await modal('otherwise', row('more'), ben, 'Decision');
  await slack.openHome(anna);
  const home = await until(() => slack.home(anna));
  found.set('home', { view: kept(home.content) });
  await modal('run', slack.click(home, ACTION.runNow, anna), anna, 'Run now');
  for (const [name, text] of COMMANDS) {
    const before = office.slack.ephemerals(office.ben).length;
    await office.slack.command(`/dunning ${text}`, office.ben, office.channel);
    await office.told(office.ben, before + 1);
    message(`command.${name}`, office.slack.ephemerals(office.ben)[before]?.blocks);
  }
  return found;
}

const COMMANDS = [
  ['help', 'help'],
  ['status', 'status RE-1'],
  ['several', 'status Müller'],
  ['near', 'skip RE-11'],
  ['pause', 'pause RE-1 until 20.3. <!channel> *wartet* auf :boom: `Gutschrift`'],
  ['not-understood', 'pasue RE-1'],
] as const;

test('are those of slack/golden', async () => {
  const office = await openOffice(store);
  await addCustomers(office.house, ['K1'], { name: 'Müller <!channel> & *Söhne* :boom: GmbH' });
  await addCustomers(office.house, ['K2'], { name: 'Müller 株式会社 שלום' });
  await addInvoices(office.house, [{ number: 'RE-1' }, { number: 'RE-2', customer: 'K2', gross: '1190.00' }]);
  await run(office.house);
  await office.settle();
  const found = new Map([
    ...(await collect(office)),
    ...onPaper().map(([name, payload]): [string, Json] => [name, kept(payload) as Json]),
  ]);
  const folder = join(ROOT, 'slack/golden');
  if (process.env.DULY_WRITE_GOLDEN === '1') {
    mkdirSync(folder, { recursive: true });
    for (const [name, payload] of found)
      writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(payload, null, 2)}\n`);
  }
  const files = allFiles().filter((path) => path.startsWith('slack/golden/'));
  expect([...found.keys()].sort()).toEqual(
    files.map((path) => path.slice('slack/golden/'.length, -'.json'.length)).sort(),
  );
  for (const path of files) {
    const name = path.slice('slack/golden/'.length, -'.json'.length);
    const payload = JSON.parse(textOf(path)) as { blocks?: unknown; view?: unknown };
    expect(payload, name).toEqual(found.get(name));
    const problems = payload.view === undefined ? problemsOfBlocks(payload.blocks) : problemsOfView(payload.view);
    expect(problems, name).toEqual([]);
  }
});
