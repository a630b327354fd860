// `/dunning` as people type it, through the local Slack and real Bolt: every verb, both languages, undo, too late,
// several that fit, strangers, and text that means harm.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { changePerson, listPeople } from '../../src/app/people/people.ts';
import type { Store } from '../../src/db/client.ts';
import { approveAll, passedBy, proposalOf } from '../app/house.ts';
import { openTestStore } from '../support/databases.ts';
import { textsOf } from '../support/slack/slack.ts';
import { opened, press, say, speakGerman, stateOf, undo } from './speaking.ts';

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});

describe('holding back', () => {
  test('pause says until when and why, withdraws, and is taken back once', async () => {
    const office = await opened(store);
    const said = await say(office, 'pause RE–2026–0417 until friday wartet auf Gutschrift');
    expect(said.text).toContain('*RE-2026-0417* is paused through Fri 13 Mar 2026. Reason: wartet auf Gutschrift');
    expect(said.text).toContain('1 open proposal was withdrawn.');
    expect(await stateOf(office, 'RE-2026-0417')).toBe('withdrawn');
    const [block] = await office.house.rows(sql`select set_by, until_on::text as until, reason from blocks`);
    expect(block).toEqual({ set_by: 'Ben', until: '2026-03-13', reason: 'wartet auf Gutschrift' });
    expect(await undo(office, said)).toContain('Taken back: RE-2026-0417');
    expect((await say(office, 'resume RE-2026-0417')).text).toContain('was not paused');
    const [row] = await office.house.rows(sql`select actor, surface from audit where action = 'invoice.resume'`);
    expect(row).toEqual({ actor: 'Ben', surface: 'slack' });
    expect(office.kicks()).toBeGreaterThan(0);
  });

  test('resume can be undone with the pause as it was', async () => {
    const office = await opened(store);
    await say(office, 'pause 417 until 20.3. talks');
    const said = await say(office, 'resume 417');
    expect(said.text).toContain('is reminded again');
    await undo(office, said);
    expect((await say(office, 'status 417')).text).toMatch(/Paused by Ben until 20 March 2026.*talks/s);
  });

  test('exclude and include take a customer by a part of the name; pause of a customer is the same', async () => {
    const office = await opened(store);
    const said = await say(office, 'exclude müller & söhne gmbh insolvent');
    expect(said.text).toContain('Müller &amp; Söhne GmbH (K1)');
    expect(said.text).toContain('2 open proposals were withdrawn.');
    expect(await undo(office, said)).toContain('Taken back: K1');
    expect((await say(office, 'include K1')).text).toContain('was not excluded');
    expect((await say(office, 'pause acme')).text).toContain('gets no notices until somebody ends this');
    const again = await say(office, 'resume ACME');
    expect(again.text).toContain('is reminded again');
    await undo(office, again);
    expect((await say(office, 'status acme')).text).toMatch(/blocked by Ben/);
  });

  test('promise, its end, dispute and its end', async () => {
    const office = await opened(store);
    const promised = await say(office, 'promise 417 on 20.3. 50,00 EUR');
    expect(promised.text).toContain('€50.00 promised for Fri 20 Mar 2026; held through');
    expect(await undo(office, promised)).toContain('Taken back');
    expect((await say(office, 'unpromise 417')).text).toContain('There was no promise');
    expect((await say(office, 'promise 417 friday 50 CHF')).text).toContain('The invoice is in EUR, not in CHF.');
    const disputed = await say(office, 'dispute 417 wrong goods');
    expect(disputed.text).toContain('Reason: wrong goods');
    expect((await say(office, 'dispute 417')).text).toContain('That is not possible: Invoice RE-2026-0417 is disputed');
    expect((await say(office, 'settle 417')).text).toContain('is settled');
    expect(await undo(office, disputed)).toContain('nothing left to take back');
    await speakGerman(office);
    await say(office, 'strittig 417');
    expect((await say(office, 'strittig 417')).text).toContain('Rechnung RE-2026-0417 ist schon strittig.');
  });

  test('tells the truth when a notice has left, and when it is still held', async () => {
    const office = await opened(store);
    await approveAll(office.house);
    const held = await say(office, 'pause 417');
    expect(held.text).toMatch(/Notice M-\d+ is issued, but not handed over: it does not leave/);
    await say(office, 'resume 417');
    office.house.clock.set('2026-03-10', '14:05');
    await sendDue(office.house.anna, {});
    const late = await say(office, 'dispute 417 wrong');
    expect(late.text).toMatch(/This came too late for notice M-\d+: it was handed over 10 Mar 2026, 14:05/);
  });
});

describe('deciding', () => {
  test('skip, snooze and pass decide the proposal, and asking again is one click', async () => {
    const office = await opened(store);
    for (const [command, state] of [
      ['skip 417 not now', 'skipped'],
      ['snooze 417 until 16.3.', 'snoozed'],
      ['pass 417', 'level_skipped'],
    ] as const) {
      const said = await say(office, command);
      expect(await stateOf(office, 'RE-2026-0417')).toBe(state);
      expect(await undo(office, said)).toContain('Taken back');
      expect(await stateOf(office, 'RE-2026-0417')).toBe('proposed');
    }
    expect(await passedBy(office.house, 'RE-2026-0417')).toBe('');
  });

  test('a double click on Undo takes back once', async () => {
    const office = await opened(store);
    const paid = await say(office, 'paid RE-2026-0418 1.190,00 EUR on 9.3.');
    expect(paid.text).toContain('payment of €1,190.00 recorded. Nothing is open any more.');
    const before = structuredClone(paid.answer);
    await office.slack.click(paid.answer, 'command.undo', office.ben);
    await office.slack.click({ ...before }, 'command.undo', office.ben);
    const [row] = await office.house.rows(
      sql`select open_cents::int as open, (select count(*)::int from payments) as payments from invoices
          where number = 'RE-2026-0418'`,
    );
    expect(row).toEqual({ open: 119_000, payments: 2 });
  });

  test('a level by its number or name waits for an approval; undo sets it back', async () => {
    const office = await opened(store);
    const said = await say(office, 'level 417 3 as agreed');
    expect(said.text).toContain('is proposed at level “L3” and waits for an approval');
    expect(await undo(office, said)).toContain('Taken back');
    expect((await say(office, 'level 417 l2 by phone')).text).toContain('“L2”');
    expect((await say(office, 'level 417 9')).text).toContain('The plan "Standard" has: 1 L1, 2 L2, 3 L3.');
  });

  test('says what was decided before, offers to take an approval back, and why nothing waits', async () => {
    const office = await opened(store);
    const { id } = await proposalOf(office.house, 'RE-2026-0417');
    await office.house.store.db.execute(sql`update proposals set state = 'approved', decided_by = 'Cleo',
      decided_at = '2026-03-10T08:41:00Z', decided_on = '2026-03-10' where id = ${id}`);
    const late = await say(office, 'skip 417');
    expect(late.text).toMatch(/Too late: the reminder about \*RE-2026-0417\* was approved by Cleo, 10 Mar 2026, 09:41/);
    expect(await undo(office, late)).toContain('Taken back');
    expect(await stateOf(office, 'RE-2026-0417')).toBe('proposed');
    expect((await say(office, 'skip 500')).text).toMatch(
      /No reminder about \*RE-2026-0500\* waits.*Due on 30 April 2026/s,
    );
    await approveAll(office.house);
    await issueApproved(office.house.anna, {});
    expect((await say(office, 'skip 417')).text).toContain('No reminder about *RE-2026-0417* waits');
  });
});

describe('asking', () => {
  test('status, why, history, forecast, preview and the day change nothing', async () => {
    const office = await opened(store);
    const changes = async () => office.house.rows(sql`select count(*)::int as n from audit`);
    const before = await changes();
    expect((await say(office, 're-2026-417')).text).toMatch(
      /RE-2026-0417.*Müller &amp; Söhne GmbH.*€100.00 open.*2 days overdue/,
    );
    expect((await say(office, 'why RE-2026-0500')).text).toContain('Due on 30 April 2026');
    expect((await say(office, 'why 417')).text).toContain('It is due for “L1”');
    expect((await say(office, 'history 417')).text).toMatch(/recorded · €100.00\n.*proposed · “L1” · Anna/);
    expect((await say(office, 'verlauf K2')).text).toContain('RE-2025-0418');
    expect((await say(office, 'forecast 4')).text).toContain('The next 4 weeks');
    expect((await say(office, 'status')).text).toContain('3 proposals wait for a decision');
    expect((await say(office, 'status acme')).text).toContain('ACME &lt;Ltd&gt;');
    const preview = await say(office, 'preview 417');
    expect(preview.text).toContain('The first page of the letter is in our direct messages.');
    // The digest's own picture may be there already.
    const files = [...office.slack.workspace.files.values()].filter(({ name }) => name !== 'aging.png');
    expect(files).toMatchObject([{ name: 'preview.png', channel: expect.stringMatching(/^D/) }]);
    expect(await changes()).toEqual(before);
  });

  test('run, dry and for real', async () => {
    const office = await opened(store);
    office.house.clock.set('2026-03-11');
    expect((await say(office, 'run dry')).text).toMatch(/Dry run: nothing was kept.*Standard/s);
    expect((await say(office, 'run')).text).toContain('*Standard*: 0 new proposals, 0 changed');
  });

  test('help lists every verb in the person’s language', async () => {
    const office = await opened(store);
    expect((await say(office, '')).text).toContain('`pause INVOICE or CUSTOMER [until DATE] [reason]`');
    expect((await say(office, 'help pause')).text).toContain('Also: pausieren');
    await speakGerman(office);
    expect((await say(office, 'hilfe')).text).toContain('`pausieren RECHNUNG oder KUNDE [bis DATUM] [Grund]`');
  });
});

describe('not understood', () => {
  test('names the word, gives the usage, suggests', async () => {
    const office = await opened(store);
    expect((await say(office, 'pasue 417')).text).toBe('I do not know “pasue”.\nDid you mean `/dunning pause`?');
    expect((await say(office, 'snooze 417 31.2.')).text).toMatch(/“31.2.” is a day that does not exist.\nUsage: /);
    expect((await say(office, 'pause 417 until 1.1.2026')).text).toContain('Thu 1 Jan 2026 is not ahead');
    expect((await say(office, 'paid 417 500')).text).toContain('“500” is no amount I understand');
    expect((await say(office, 'resume 417 please')).text).toContain('I do not understand “please” there.');
    expect((await say(office, 'thanks')).text).toBe('I do not know “thanks”.\n`/dunning help` shows all commands.');
    expect((await say(office, 'approve 417')).text).toContain('Approving is done in the daily digest');
    expect((await say(office, 'rückgängig')).text).toContain('Undo is a button');
    expect((await say(office, 'preview 417 L9')).text).toContain('The plan "Standard" has: 1 L1, 2 L2, 3 L3.');
    await speakGerman(office);
    expect((await say(office, 'pausiern 417')).text).toBe(
      '„pausiern“ kenne ich nicht.\nMeintest du `/dunning pausieren`?',
    );
    expect((await say(office, 'pausieren 417 bis morgn')).text).toContain('„morgn“ verstehe ich nicht als Tag');
  });

  test('several invoices fit: the person chooses, and nothing happens before', async () => {
    const office = await opened(store);
    const said = await say(office, 'pause 418 bis 20.3. wegen Skonto');
    expect(said.text).toContain('Several fit “418”. Which one?');
    expect(await office.house.rows(sql`select id from blocks`)).toEqual([]);
    const numbers = ['command.choose.0', 'command.choose.1'];
    expect(numbers.map((id) => textsOf(said.answer).includes(id))).toEqual([false, false]);
    await press(office, said.answer, 'command.choose.1', office.ben);
    expect(textsOf(said.answer)).toContain('is paused through Fri 20 Mar 2026');
    const [block] = await office.house.rows(
      sql`select number, reason from blocks join invoices on invoices.id = invoice_id`,
    );
    expect(block).toMatchObject({ reason: 'wegen Skonto', number: expect.stringContaining('0418') });
  });

  test('two invoices at once are refused, so that none is left alone unnoticed', async () => {
    const office = await opened(store);
    expect((await say(office, 'pause RE-2026-0417, RE-2026-0418')).text).toContain('One invoice at a time');
    expect((await say(office, 'skip 417 0500')).text).toContain('“RE-2026-0500” is an invoice, too');
    expect(await office.house.rows(sql`select id from blocks`)).toEqual([]);
    expect((await say(office, 'skip 417 ticket 4711')).text).toContain('Reason: ticket 4711');
  });

  test('a slip of the fingers gets a suggestion', async () => {
    const office = await opened(store);
    const said = await say(office, 'skip RE-2062-0417');
    expect(said.text).toMatch(/I find no “RE-2062-0417”.\nDid you mean one of these\?\n• \*RE-2026-0417\*/);
    await press(office, said.answer, 'command.choose.0', office.ben);
    expect(await stateOf(office, 'RE-2026-0417')).toBe('skipped');
    expect((await say(office, 'skip ZZ')).text).toContain('I find no “ZZ”.');
  });
});

describe('who', () => {
  test('strangers, guests and those who are on no list are refused, viewers may look only', async () => {
    const office = await opened(store);
    expect((await say(office, 'status', office.zoe)).text).toContain('nicht auf der Liste der Personen');
    const guest = office.slack.person('Gus', { guest: true });
    expect((await say(office, 'status', guest)).text).toContain('Gäste');
    const stranger = office.slack.person('Sam', { teamId: 'T0OTHER01' });
    expect((await say(office, 'pause 417', stranger)).text).toMatch(/eigenen Workspace|eigenen Arbeitsbereich/);
    const ben = (await listPeople(office.house.anna, {})).find(({ name }) => name === 'Ben');
    await changePerson(office.house.anna, { person: ben?.id ?? 0, role: 'viewer' });
    expect((await say(office, 'status')).text).toContain('proposals wait');
    expect((await say(office, 'pause 417')).text).toMatch(/needs the role approver.*Anna, Cleo/);
    expect(await office.house.rows(sql`select id from blocks`)).toEqual([]);
  });

  test('setup here is for admins, and for a channel the bot is in', async () => {
    const office = await opened(store);
    expect((await say(office, 'setup here')).text).toContain('needs the role admin');
    const outside = office.slack.channel('outside', [office.anna], { members: new Set([office.anna.id]) });
    await office.slack.command('/dunning setup here', office.anna, outside);
    expect((await office.told(office.anna)).at(-1)).toContain('Invite me');
    const other = office.slack.channel('finance', [office.anna]);
    await office.slack.command('/dunning setup here', office.anna, other);
    expect((await office.told(office.anna, 2)).at(-1)).toContain('comes to this channel');
    const [row] = await office.house.rows(sql`select channel_id from chat_settings`);
    expect(row).toEqual({ channel_id: other.id });
  });
});

describe('text that means harm', () => {
  test('becomes no mention, link, emoji or formatting in any answer', async () => {
    const office = await opened(store);
    const hostile = '<!channel> *bold* _it_ ~s~ `code` :boom: <https://evil.example|click> @here & ‮rtl';
    const said = await say(office, `pause 417 until 20.3. ${hostile}`);
    for (const { blocks, text } of office.slack.ephemerals(office.ben)) {
      const raw = JSON.stringify(blocks) + text;
      expect(raw).not.toMatch(/<!|<http|<@|:boom:|`code`|\u202e/);
    }
    expect(said.text).toContain('is paused through');
    await say(office, hostile);
    await say(office, `"${'x'.repeat(3_000)}"`);
    await say(office, `exclude "${hostile}"`);
  });

  test('the same command delivered twice acts once', async () => {
    const office = await opened(store);
    await say(office, 'paid 417 40,00 EUR');
    await office.slack.again();
    expect(await office.house.rows(sql`select count(*)::int as n from payments`)).toEqual([{ n: 1 }]);
  });
});
