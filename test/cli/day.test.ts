// A day on the command line, from setup to the last question: what each command does, says and exits with.
import { existsSync, readdirSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { formatAmount } from '../../src/core/money.ts';
import { notices } from '../../src/db/schema/index.ts';
import type { Store } from '../../src/db/store.ts';
import { openTestStore } from '../support/databases.ts';
import { commandLine, temporaryFolder, writeFile } from './call.ts';
import * as shapes from './shapes.ts';
import { fillCompany, ORGANISATION_FILE, proposalOf } from './world.ts';

let store: Store;
const duly = commandLine(() => store);
const folder = temporaryFolder();

beforeAll(async () => {
  store = await openTestStore();
  await fillCompany(duly, folder);
});

/** Text as the eye sees it: no-break spaces are spaces. */
const seen = (text: string) => text.replaceAll('\u00a0', ' ');

describe('setup', () => {
  test('a second time changes nothing and says so', async () => {
    const { exit, out } = await duly('setup', ORGANISATION_FILE);
    expect(exit).toBe(0);
    expect(out).toContain('Musterhandel GmbH was set up before. Nothing was changed.');
    shapes.SETUP.parse(await duly.json('setup', ORGANISATION_FILE));
  });
});

describe('run', () => {
  test('dry keeps nothing', async () => {
    const before = shapes.RUN.parse(await duly.json('run', '--dry'));
    expect(before).toMatchObject({ dry: true, runs: [{ outcome: 'planned', counts: { proposed: 7 } }] });
    expect((await duly.json('proposals')) as object).toMatchObject({ total: 0 });
  });

  test('proposes what is due, and says why the rest is not', async () => {
    const { exit, out } = await duly('run');
    expect(exit).toBe(0);
    expect(seen(out)).toContain('Standard, 23 November 2026: 7 proposed, 0 refreshed, 0 withdrawn.');
    expect(out).toContain('duly proposals');
  });

  test('of a plan that does not exist names those there are', async () => {
    const { exit, err } = await duly('run', '--plan', 'Firmen');
    expect([exit, err]).toEqual([2, 'There is no dunning plan "Firmen". There is: "Standard".\n']);
  });

  test('of a day to come is refused unless dry', async () => {
    expect((await duly('run', '--date', '24.12.2026')).exit).toBe(2);
    expect((await duly('run', '--date', '24.12.2026', '--dry')).exit).toBe(0);
  });
});

describe('proposals', () => {
  test('are listed with amounts, ways out and sums', async () => {
    const list = shapes.PROPOSALS.parse(await duly.json('proposals'));
    expect(list.total).toBe(7);
    expect(list.proposals.map((row) => row.currency).sort()).toEqual(['CHF', 'EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'EUR']);
    expect(list.sums).toContainEqual(
      expect.objectContaining({ levelName: 'Zahlungserinnerung', currency: 'EUR', count: 6, principal: '2500.00' }),
    );
    const { out } = await duly('proposals', '--limit', '2');
    expect(out.split('\n').filter((line) => /^\s*\d+ {2}K/.test(line))).toHaveLength(2);
    expect(out).toContain('and 5 more');
  });

  test('are German where the environment is', async () => {
    duly.env.LANG = 'de_DE.UTF-8';
    const { out } = await duly('proposals');
    delete duly.env.LANG;
    expect(seen(out)).toMatch(/Kunde +Mahnstufe +Rechnungen/);
    expect(seen(out)).toContain('300,00 CHF');
  });
});

describe('deciding', () => {
  test('skips, and the second is told who was first', async () => {
    const id = String(await proposalOf(duly, 'R-6'));
    shapes.DECISION.parse(await duly.json('skip', id, '--reason', 'they called'));
    const again = await duly('skip', id);
    expect(again.exit).toBe(2);
    expect(seen(again.out)).toBe(
      `Proposal ${id} is no longer open: skipped by anna, 23 November 2026, 09:00 (command line).\n`,
    );
  });

  test('of several, one of them gone, does the rest and exits 3', async () => {
    const gone = shapes.DECISION.parse(await duly.json('skip', String(await proposalOf(duly, 'R-7')))).decided[0];
    const open = await proposalOf(duly, 'R-2');
    const { exit, out } = await duly('snooze', String(gone), String(open), '--until', '01.12.2026');
    expect(exit).toBe(3);
    expect(out).toContain(`1 proposal snoozed: ${open}.`);
    expect(out).toContain(`Proposal ${gone} is no longer open`);
  });

  test('without a day to snooze to, or a past one, is refused', async () => {
    const id = String(await proposalOf(duly, 'R-4'));
    expect((await duly('snooze', id)).exit).toBe(2);
    expect((await duly('snooze', id, '--until', '2026-11-23')).err).toContain('Snooze until a day after today');
  });

  test('wants either ids or --all, and no level for --all', async () => {
    expect((await duly('approve')).exit).toBe(2);
    expect((await duly('approve', '1', '--all')).exit).toBe(2);
    expect((await duly('approve', '--all', '--level', '1. Mahnung')).exit).toBe(2);
  });

  test('approves at a higher level without its fee, issues, and says that nothing left the machine', async () => {
    const id = await proposalOf(duly, 'R-4');
    const line = await duly('approve', String(id), '--level', '1. mahnung', '--without-fee', '--remark', 'As agreed.');
    expect(line.exit).toBe(0);
    expect(seen(line.out)).toContain('€400.00  e-mail: in the outbox folder  notice M-00001');
    expect(line.out).toContain(
      `Nothing left this machine: no mail provider is set up. Mails and letters are files in ${duly.outbox}`,
    );
    expect(readdirSync(duly.outbox).filter((name) => name.endsWith('.eml'))).toHaveLength(1);
    const why = shapes.WHY.parse(await duly.json('why', 'R-4'));
    expect(why.verdict).toMatchObject({ kind: 'held', reason: { code: 'waiting', levelName: '2. Mahnung' } });
  });

  test('of a level that the plan does not have names its levels', async () => {
    const { exit, err } = await duly('approve', String(await proposalOf(duly, 'R-1')), '--level', '5. Mahnung');
    expect(exit).toBe(2);
    expect(err).toContain('Plan "Standard" has no level "5. Mahnung". It has: "Zahlungserinnerung", "1. Mahnung"');
  });

  test('of all reports each: issued, and one that reaches nobody', async () => {
    const result = shapes.APPROVAL.parse(await duly.json('approve', '--all'));
    const byCustomer = new Map(result.proposals.map((row) => [row.customer.number, row]));
    expect(byCustomer.get('K1')).toMatchObject({ outcome: 'issued', total: '100.00', delivery: { state: 'sent' } });
    expect(byCustomer.get('K3')).toMatchObject({
      outcome: 'issued',
      delivery: { state: 'failed', reason: 'The customer has no e-mail address, no postal address.' },
    });
    expect(result.outbox).toBe(duly.outbox);
    const again = await duly('approve', String(byCustomer.get('K3')?.id));
    expect(again.exit).toBe(2);
    expect(again.out).toContain('no longer open: approved and issued by anna');
    expect((await duly('approve', '--all')).out).toBe('Nothing waits for a decision.\n');
  });

  test('again of an approval whose notice was never issued carries it out', async () => {
    await duly('propose', 'R-6');
    const id = await proposalOf(duly, 'R-6');
    const { decideProposals } = await import('../../src/app/proposals/decide.ts');
    const actor = { name: 'anna', role: 'admin', surface: 'cli' } as const;
    const ctx = { store, clock: duly.clock, actor, ports: {} as never };
    await decideProposals(ctx, { proposals: [id], decision: { kind: 'approve' } });
    const { exit, out } = await duly('approve', String(id));
    expect(exit).toBe(0);
    expect(out).toMatch(/1 of 1 issued; 1 handed over/);
  });
});

describe('holds', () => {
  test.each([
    ['pause', ['R-7', '--until', '31.12.2026', '--reason', 'talks'], 'R-7 is paused through 31 December 2026.'],
    ['resume', ['R-7'], 'R-7 is dunned again.'],
    ['resume', ['R-7'], 'R-7 was not paused.'],
    ['exclude', ['K2'], 'Customer K2 is blocked until it is ended.'],
    ['include', ['K2'], 'Customer K2 is dunned again.'],
    ['include', ['K2'], 'Customer K2 was not blocked.'],
    ['suspend', ['--until', '2026-11-30'], 'All dunning is suspended through 30 November 2026.'],
    ['unsuspend', [], 'Dunning is taken up again.'],
    ['unsuspend', [], 'Dunning was not suspended.'],
    ['dispute', ['R-7', '--reason', 'broken'], 'R-7 is marked as disputed.'],
    ['settle', ['R-7'], 'The dispute of R-7 is settled.'],
    ['settle', ['R-7'], 'R-7 was not disputed.'],
    ['promise', ['R-7', '2026-11-27'], 'R-7: payment promised for 27 November 2026; held through 30 November 2026.'],
  ])('%s %j', async (command, args, expected) => {
    const { exit, out, err } = await duly(command, ...args);
    expect({ exit, err, out: seen(out) }).toEqual({ exit: 0, err: '', out: `${expected}\n` });
  });

  test('have documents of their own', async () => {
    shapes.PAUSE.parse(await duly.json('pause', 'R-8'));
    shapes.RESUME.parse(await duly.json('resume', 'R-8'));
    shapes.EXCLUDE.parse(await duly.json('exclude', 'K3'));
    shapes.INCLUDE.parse(await duly.json('include', 'K3'));
    shapes.SUSPEND.parse(await duly.json('suspend'));
    shapes.UNSUSPEND.parse(await duly.json('unsuspend'));
    shapes.DISPUTE.parse(await duly.json('dispute', 'R-8'));
    shapes.SETTLE.parse(await duly.json('settle', 'R-8'));
    shapes.PROMISE.parse(await duly.json('promise', 'R-8', '2026-12-01'));
  });

  test('of what does not exist exit 2, with near misses', async () => {
    expect(await duly('pause', 'X-7')).toMatchObject({ exit: 2, err: 'Invoice X-7 was not found.\n' });
    expect((await duly('exclude', 'K9')).exit).toBe(2);
  });
});

describe('payments', () => {
  test('are read in both ways of writing, and refused in doubt', async () => {
    expect(seen((await duly('paid', 'R-2', '1,50')).out)).toContain(
      'R-2: payment of €1.50 recorded, €198.50 left open.',
    );
    expect((await duly('paid', 'R-2', '-1.50', '--on', '20.11.2026')).exit).toBe(0);
    const doubt = await duly('paid', 'R-2', '1.500');
    expect(doubt.exit).toBe(2);
    expect(doubt.err).toContain('It could be 1500 or 1.500');
    expect((await duly('paid', 'R-2', 'much')).exit).toBe(2);
    expect((await duly('paid', 'R-2', '1', '--on', '2026-02-30')).err).toContain(
      'There is no such day in the calendar',
    );
  });

  test('without an amount settle the invoice', async () => {
    const done = shapes.PAID.parse(await duly.json('paid', 'R-2'));
    expect(done).toMatchObject({ amount: '200.00', open: '0.00', currency: 'EUR' });
    shapes.BANK.parse(await duly.json('bank-imported', '--through', '22.11.2026'));
  });
});

describe('notices', () => {
  test('are sent again, and cancelled by their number or their invoice', async () => {
    const sent = shapes.RESEND.parse(await duly.json('resend', 'M-00001'));
    expect(sent).toMatchObject({ number: 'M-00001', channel: 'email', state: 'sent', outbox: duly.outbox });
    expect((await duly('resend', 'R-1')).err).toContain('is not the number of a notice');
    const done = shapes.CANCEL.parse(await duly.json('cancel', 'M-00001', '--reason', 'a mistake'));
    expect(done).toEqual({ number: 'M-00001', alreadySent: true, invoices: 1 });
    expect((await duly('cancel', '1')).err).toBe('Notice M-00001 is cancelled already.\n');
    expect((await duly('cancel', 'R-5')).out).toContain('is cancelled: its level comes back');
  });

  test('whose number is that of an invoice too are asked about', async () => {
    const line = '1;K1;2026-10-01;2026-11-01;100,00;EUR\n';
    await duly('import', writeFile(folder, 'one.csv', INVOICE_HEADING + line));
    const doubt = await duly('cancel', '1');
    expect(doubt.exit).toBe(2);
    expect(doubt.err).toContain('There is an invoice 1, too.');
    expect((await duly('cancel', '1', '--invoice')).err).toContain('no issued notice about invoice 1');
    expect((await duly('cancel', '1', '--notice')).err).toContain('Notice M-00001 is cancelled already');
  });
});

const INVOICE_HEADING = 'Rechnungsnummer;Kundennummer;Rechnungsdatum;Fälligkeit;Bruttobetrag;Währung\n';

describe('questions', () => {
  test('why is answered for now and for a past run', async () => {
    const now = await duly('why', 'R-9');
    expect(seen(now.out)).toBe(
      'R-9, 23 November 2026: €900.00 open.\n' +
        'Due on 24 December 2026; "Zahlungserinnerung" is reached on 31 December 2026.\n' +
        'Next step: “Zahlungserinnerung”, reached on 31 December 2026.\nAs of now.\n',
    );
    duly.clock.set('2026-11-24', '09:00');
    const then = shapes.WHY.parse(await duly.json('why', 'R-1', '--on', '2026-11-23'));
    expect(then).toMatchObject({ basis: { kind: 'run' }, verdict: { kind: 'proposed', level: 'Zahlungserinnerung' } });
    duly.env.LANG = 'de_DE.UTF-8';
    expect((await duly('why', 'R-1-X')).err).toContain('Rechnung R-1-X wurde nicht gefunden.');
    delete duly.env.LANG;
    expect((await duly('why', 'R-1', '--on', '2026-11-22')).err).toMatch(/There was no run on 22.November.2026/);
  });

  test('history tells everything in order', async () => {
    const { invoice, events } = shapes.HISTORY.parse(await duly.json('history', 'R-2'));
    expect(invoice).toMatchObject({ gross: formatAmount(20_000, 'EUR'), open: '0.00' });
    expect(events.map((event) => event.kind)).toEqual([
      ...['recorded', 'proposed', 'decided', 'payment', 'reversal', 'payment'],
    ]);
    expect(seen((await duly('history', 'R-2')).out)).toContain(
      'anna  Payment returned: -€1.50, value 20 November 2026',
    );
  });

  test('forecast looks ahead', async () => {
    const { rows } = shapes.FORECAST.parse(await duly.json('forecast', '--days', '60'));
    expect(rows.length).toBeGreaterThan(2);
    expect((await duly('forecast', '--days', '0')).exit).toBe(2);
    expect((await duly('forecast', '--days', '367')).exit).toBe(2);
    expect((await duly('forecast')).exit).toBe(0);
  });
});

describe('proposing by hand', () => {
  test('waits for no days, takes a level, and is refused where it makes no sense', async () => {
    const made = shapes.PROPOSE.parse(
      await duly.json('propose', 'R-1', '--level', 'Letzte Mahnung', '--remark', 'enough'),
    );
    expect(made.proposals).toHaveLength(1);
    expect((await duly('propose', 'R-9')).err).toContain('is not overdue');
    expect((await duly('take-back', String(made.proposals[0]))).err).toContain('is not approved');
  });
});

describe('old payment data', () => {
  test('stop a run, which exits 2, unless a person runs all the same', async () => {
    duly.clock.set('2026-12-10', '09:00');
    const { exit, out } = await duly('run');
    expect(exit).toBe(2);
    expect(out).toContain('Payment data is too old');
    expect(out).toContain('--even-if-stale');
    expect((await duly('run', '--even-if-stale')).exit).toBe(0);
    shapes.RUN.parse(await duly.json('run'));
  });
});

describe('a restored database on a machine that never worked on it', () => {
  const elsewhere = commandLine(() => store);

  test('is on hold for a command that sends, too, until an admin lets it go on', async () => {
    elsewhere.clock.set('2026-12-11');
    const [standing] = await store.db.select().from(notices).where(eq(notices.state, 'issued')).limit(1);
    await elsewhere('resend', String(standing?.number));
    expect((await elsewhere('sending')).out).toContain('never worked on this database');
    expect(existsSync(elsewhere.outbox) ? readdirSync(elsewhere.outbox) : []).toEqual([]);
    await elsewhere('sending', 'resume', '--reason', 'compared with the post book');
    expect((await elsewhere('sending')).out).toContain('Sending goes on.');
  });
});
