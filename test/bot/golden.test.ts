// The payloads kept in slack/golden are what the bot sends today; `duly slack check` has Slack itself judge each of
// them. After a change on purpose: DULY_WRITE_GOLDEN=1 writes them anew.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ACTION } from '../../src/bot/ids.ts';
import type { Store } from '../../src/db/client.ts';
import { addCustomers, addInvoices, run } from '../app/house.ts';
import { openTestStore } from '../support/databases.ts';
import { ROOT } from '../support/paths.ts';
import { isObject, type Json } from '../support/slack/shape.ts';
import { allFiles, textOf } from '../support/sources.ts';
import { type Office, openOffice } from './office.ts';

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
  await office.slack.click(office.digest(), ACTION.review, office.ben);
  const { content } = await office.modal(office.ben);
  found.set('review', { view: kept(content) });
  for (const [name, text] of COMMANDS) {
    const before = office.slack.ephemerals(office.ben).length;
    await office.slack.command(`/dunning ${text}`, office.ben, office.channel);
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
  const found = await collect(office);
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
    expect(JSON.parse(textOf(path)), name).toEqual(found.get(name));
  }
});
