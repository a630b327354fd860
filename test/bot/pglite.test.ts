// A short day of the bot on PGlite, where one connection serves everybody: digest, click, command, undo, close. The
// whole day is told on the server.
import { expect, test } from 'vitest';
import { ACTION, rowValue } from '../../src/bot/ids.ts';
import { addOneEach, proposalOf, run } from '../app/house.ts';
import { openTestStore } from '../support/databases.ts';
import { textsOf } from '../support/slack/slack.ts';
import { openOffice, until } from './office.ts';

test('a short day on PGlite ends with database and channel saying the same', async () => {
  const store = await openTestStore();
  const office = await openOffice(store, { organisation: { language: 'en' } });
  const { house, slack, ben, cleo, channel } = office;
  await addOneEach(house, ['A', 'B', 'C'], () => ({ gross: '100.00' }));
  await run(house);
  await office.settle();
  const [first, second] = [await proposalOf(house, 'A'), await proposalOf(house, 'B')];
  // Both at once: one of them decides, the other is told.
  await Promise.all(
    [ben, cleo].map((by) => slack.click(office.digest(), ACTION.row, by, { option: rowValue('approve', first.id) })),
  );
  await until(() => expect([...slack.ephemerals(ben), ...slack.ephemerals(cleo)]).toHaveLength(1));
  await slack.click(office.digest(), ACTION.row, cleo, { option: rowValue('approve', second.id) });
  await slack.command('/dunning pause C “talks to us”', ben, channel);
  const answer = await until(() => {
    const said = slack.ephemerals(ben).find((one) => textsOf(one).includes('is paused'));
    if (said === undefined) throw new Error('Ben was not told that it is paused');
    return said;
  });
  await slack.click(answer, 'command.undo', ben);
  await until(() => expect(textsOf(answer)).toContain('Taken back'));
  await office.settle();
  house.clock.set('2026-03-10', '17:00');
  await office.settle();
  const states = await Promise.all(['A', 'B', 'C'].map(async (number) => (await proposalOf(house, number)).state));
  expect(states).toEqual(['approved', 'approved', 'proposed']);
  expect(office.digestText()).toContain('2 approved');
  expect(office.threadText()).toContain('Closed');
  expect(office.logged).toEqual([]);
});
