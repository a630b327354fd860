// Approving while a provider is set up: what is said when notices really leave, wait for their window, or fail. There
// is no provider yet, so the transport is one of the test's own.
import { beforeAll, expect, test } from 'vitest';
import type { TransportPort } from '../../src/app/context.ts';
import type { Receipt } from '../../src/core/envelope.ts';
import type { Store } from '../../src/db/store.ts';
import { createRenderer } from '../../src/render/index.ts';
import { openTestStore } from '../support/databases.ts';
import { ROOT } from '../support/paths.ts';
import { commandLine, TODAY, temporaryFolder } from './call.ts';
import { APPROVAL } from './shapes.ts';
import { fillCompany, proposalOf } from './world.ts';

let store: Store;
const duly = commandLine(() => store);
const folder = temporaryFolder();

let receipt: Receipt = { outcome: 'accepted', reference: 'r-1' };
const transport: TransportPort = {
  name: 'provider',
  leavesMachine: true,
  channels: ['email'],
  fingerprint: () => 'sha',
  handOver: async () => receipt,
};

beforeAll(async () => {
  store = await openTestStore();
  await fillCompany(duly, folder);
  duly.ports.transport = transport;
  expect((await duly('run')).exit).toBe(0);
});

test('before the sending window a notice is issued and waits', async () => {
  const { exit, out } = await duly('approve', String(await proposalOf(duly, 'R-1')));
  expect(exit).toBe(0);
  expect(out).toContain('e-mail: waiting');
  expect(out).toContain('1 of 1 issued; 0 handed over, 1 waiting, 0 failed, 0 unclear.');
  expect(out).not.toContain('Nothing left this machine');
});

test('inside it the notice leaves, and nothing is said of a folder', async () => {
  duly.clock.set(TODAY, '13:30');
  const result = APPROVAL.parse(await duly.json('approve', String(await proposalOf(duly, 'R-2'))));
  expect(result).toMatchObject({ outbox: null, sent: { sent: 2, leftMachine: true } });
  expect(result.proposals[0]?.delivery).toEqual({ channel: 'email', state: 'sent', reason: null });
  expect((await duly('cancel', String(await latestNumber('R-2')))).out).toContain(
    'The customer has it already: tell them.',
  );
});

test('a delivery that failed or is unclear exits 3 and says why', async () => {
  receipt = { outcome: 'refused', permanent: true, detail: 'no such mailbox' };
  const failed = await duly('approve', String(await proposalOf(duly, 'R-3')));
  expect(failed.exit).toBe(3);
  expect(failed.out).toContain('e-mail: failed (no such mailbox)');
  receipt = { outcome: 'unknown', detail: 'no answer' };
  const unclear = await duly('approve', String(await proposalOf(duly, 'R-4')));
  expect(unclear.exit).toBe(3);
  expect(unclear.out).toContain('e-mail: needs review (no answer)');
});

test('sending again that fails exits 1', async () => {
  receipt = { outcome: 'refused', permanent: true, detail: 'still no such mailbox' };
  const { exit, out } = await duly('resend', await latestNumber('R-3'));
  expect(exit).toBe(1);
  expect(out).toContain('failed (still no such mailbox)');
});

test('a letter has its price, is called back, and goes out again with another address', async () => {
  receipt = { outcome: 'accepted', reference: 'letter-1' };
  // No provider would print, price and stop a letter for a test.
  const price = async () => ({ cents: 123, currency: 'EUR' });
  duly.ports.letterTransport = { ...transport, name: 'post', channels: ['letter'], price, cancel: async () => true };
  const number = await latestNumber('R-3');
  expect((await duly('retry', number, '--letter')).exit).toBe(0);
  expect((await duly('letters', 'price', number)).out).toContain('costs €1.23 at post');
  expect((await duly('letters', 'recall', number, '--reason', 'he moved')).out).toContain('is called back');
  expect((await duly('letters', 'recall', number, '--reason', 'again')).err).toContain('can be called back');
  const before = (await duly('letters', 'correct', number)).out;
  const where = ['--street', 'Neue Allee', '--house-number', '7', '--postal-code', '20095', '--city', 'Hamburg'];
  const wrong = await duly('letters', 'correct', number, ...where, '--country', 'Germany');
  expect(wrong.exit).not.toBe(0);
  const corrected = await duly('letters', 'correct', number, ...where, '--country', 'DE', '--extra', 'Hinterhaus');
  expect(corrected.out).toContain('(version 2) and goes out');
  const after = (await duly('letters', 'correct', number)).out;
  expect(after).toContain('Hinterhaus, Neue Allee 7, 20095 Hamburg, DE');
  expect(after).not.toBe(before);
  delete duly.ports.letterTransport;
});

test('a notice that cannot be drawn is asked again, with the reason', async () => {
  const working = await createRenderer({ root: ROOT });
  duly.ports.renderer = { ...working, document: () => Promise.reject(new Error('no font')) };
  const id = await proposalOf(duly, 'R-6');
  const result = APPROVAL.parse(await duly.json('approve', String(id)));
  delete duly.ports.renderer;
  expect(result.proposals).toMatchObject([
    { id, outcome: 'reopened', notice: null, total: null, reason: { code: 'document_failed', detail: 'no font' } },
  ]);
  expect((await duly('proposals')).out).toContain('The letter could not be made: no font');
});

test('a notice that cannot be issued stays approved, exits 3, and comes with the next approval of all', async () => {
  duly.ports.shippedText = () => Promise.reject(new Error('the texts are away'));
  const id = await proposalOf(duly, 'R-5');
  const failed = await duly('approve', String(id));
  const document = APPROVAL.parse(await duly.json('approve', String(id)));
  delete duly.ports.shippedText;
  expect(failed.exit).toBe(3);
  expect(failed.out).toContain('failed, still approved: the texts are away');
  expect(document.proposals).toMatchObject([{ id, outcome: 'failed', reason: { text: 'the texts are away' } }]);
  const { proposals } = APPROVAL.parse(await duly.json('approve', '--all'));
  expect(proposals.find((row) => row.id === id)).toMatchObject({ outcome: 'issued', total: '500.00' });
});

async function latestNumber(invoice: string): Promise<string> {
  const { events } = (await duly.json('history', invoice)) as {
    events: { kind: string; facts: { number?: number } }[];
  };
  return `M-${String(events.findLast((event) => event.kind === 'issued')?.facts.number).padStart(5, '0')}`;
}
