// The digest in the channel: what it says, by volume, and that it follows what happens anywhere.
import { beforeAll, describe, expect, test } from 'vitest';
import { NO_FILTER } from '../../src/app/chat/selection.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { reviewModal } from '../../src/bot/modals/review.ts';
import type { Store } from '../../src/db/client.ts';
import { addOneEach, proposalOf, run } from '../app/house.ts';
import { openTestStore } from '../support/databases.ts';
import { type Office, openOffice } from './office.ts';
import { digestOf, ENGLISH, item } from './paper.ts';

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});

async function withInvoices(office: Office, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => `RE-${String(index + 1).padStart(4, '0')}`);
  await addOneEach(office.house, numbers);
}

describe('the digest', () => {
  test('of an empty day says that there is nothing, and when the next run comes', async () => {
    const office = await openOffice(store);
    await run(office.house);
    await office.settle();
    expect(office.digestText()).toContain('Heute ist nichts zu mahnen.');
    expect(office.digestText()).toContain('Nächster Lauf Mi 11.03.2026, 08:00');
    expect(office.logged).toEqual([]);
  });

  test('of few proposals has a line and a menu for each, and says where each of them stands', async () => {
    const office = await openOffice(store);
    await withInvoices(office, 5);
    await run(office.house);
    await office.settle();
    const menus = () => office.digest().blocks.filter((block) => block.accessory !== undefined).length;
    expect(menus()).toBe(5);
    const { id } = await proposalOf(office.house, 'RE-0002');
    await decideProposals(office.house.anna, { proposals: [id], decision: { kind: 'approve' } });
    await office.settle();
    expect(menus()).toBe(4);
    expect(office.digestText()).toMatch(/RE-0002.*\nL1 · 2 Tage überfällig · E-Mail · _freigegeben von Anna, 08:\d\d_/);
    expect(office.digestText()).toContain('4 offen, 1 freigegeben');
    expect(office.slack.messages(office.channel).filter((message) => message.threadTs === null)).toHaveLength(1);
  });

  test('of many sums the levels and lists the customers in its thread', async () => {
    const office = await openOffice(store);
    await withInvoices(office, 45);
    await run(office.house);
    await office.settle();
    expect(office.digest().blocks.length).toBeLessThanOrEqual(14);
    expect(office.digestText()).toContain('*L1* · 45 · 4.500,00 €   (45 offen)');
    expect(office.threadText()).toContain('+5 weitere in der Konsole');
  });
});

test('a level of which nothing is left to decide stays chosen in the review, and says so', () => {
  const one = item(1, { state: 'approved', undecided: false });
  const view = digestOf([one, item(2, { levelId: 2, levelName: '1. Mahnung', levelPosition: 2 })]);
  const selection = { selected: [], filter: { ...NO_FILTER, levelId: 1 }, page: 0, revision: 1 };
  const modal = JSON.stringify(reviewModal(view, selection, ENGLISH));
  expect(modal).toContain('"initial_option":{"text":{"type":"plain_text","text":"Zahlungserinnerung (0)"');
});
