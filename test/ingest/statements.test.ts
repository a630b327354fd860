// Statement files as they come: MT940, archives, and files made to hurt. What cannot be read is refused with its place.
import { describe, expect, test } from 'vitest';
import { readAny } from '../../src/app/imports/read-any.ts';
import { readApart } from '../../src/app/imports/read-apart.ts';
import { camt } from '../support/camt.ts';
import { lyingZip as zip } from '../support/zip.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const OPTIONS = { defaultCurrency: 'EUR' };

async function read(bytes: Uint8Array) {
  const result = await readAny('bank', bytes, OPTIONS);
  if (result.kind !== 'statement') throw new Error(`read as ${result.kind}`);
  return result.file;
}

const MT940 = `:20:STARTUMS
:25:37040044/0532013000EUR
:28C:00012/001
:60F:C260309EUR1000,00
:61:2603100310CR119,00N166NONREF//B0001
:86:166?00GUTSCHRIFT?109310?20EREF+E-77?21SVWZ+RE-2026-00?2242 vielen Dank
?30COBADEFFXXX?31AT611904300234573201?32Becker Metallba?33u GmbH
:61:2601020102RC50,5N109NONREF
:86:109?00RUECKLASTSCHRIFT?20EREF+E-12?21MREF+M1?32Meier?34914
:61:2603100310DR20,00NMSCNONREF
:86:177?00UEBERWEISUNG?20SVWZ+Miete
:61:2602300102C1,NTRFNONREF//B2
:86:Freier Text
:62F:C260310EUR1049,50
-`;

describe('MT940', () => {
  test('is read: account, balances, payer, purpose cut anywhere, returns; debits of our own are counted', async () => {
    const { statements, problems } = await read(bytesOf(MT940));
    const [statement] = statements;
    expect(problems).toEqual([]);
    expect(statement).toMatchObject({
      account: 'DE89370400440532013000',
      openingCents: 100_000,
      closingCents: 104_950,
      provesThrough: '2026-03-10',
      debitCount: 1,
    });
    const [paid, back, free] = statement?.entries ?? [];
    expect(paid).toMatchObject({
      amountCents: 11_900,
      text: 'RE-2026-00\n42 vielen Dank',
      payerName: 'Becker Metallbau GmbH',
      payerIban: 'AT611904300234573201',
      endToEndId: 'E-77',
    });
    expect(back).toMatchObject({ amountCents: -5_050, isReturn: true, endToEndId: 'E-12', returnReason: '914' });
    // A 30 February, booked across the year's end.
    expect(free).toMatchObject({ amountCents: 100, valueOn: '2026-02-28', text: 'Freier Text' });
  });

  test('reports a booking that cannot be read with its line, and keeps the others', async () => {
    const { statements, problems } = await read(bytesOf(MT940.replace('CR119,00', 'CR119.00')));
    expect(problems).toMatchObject([{ place: 'line 5', code: 'statement_entry' }]);
    expect(statements[0]?.entries.length).toBe(2);
  });

  test('has umlauts in its old encoding, too', async () => {
    const old = Buffer.from(MT940.replace('vielen Dank', 'Grüße'), 'latin1');
    expect((await read(old)).statements[0]?.entries[0]?.text).toContain('Grüße');
  });
});

describe('an archive', () => {
  const statement = camt([{ amount: '100.00', ref: 'B1' }]);
  test('of statements and advices is read as one', async () => {
    const { statements } = await read(
      zip([
        { name: 'a.xml', content: statement },
        { name: 'b.sta', content: bytesOf(MT940) },
      ]),
    );
    expect(statements.map((one) => one.format)).toEqual(['camt053', 'mt940']);
    expect(statements[0]?.entries[0]?.place).toBe('a.xml, statement 1, entry 1');
  });

  test.each<[string, Uint8Array, RegExp]>([
    ['with a path that leads out', zip([{ name: '../../etc/x.xml', content: statement }]), /damaged|other sizes/],
    ['with an absolute path', zip([{ name: '/etc/x.xml', content: statement }]), /damaged|other sizes/],
    ['that says it holds less', zip([{ name: 'a.xml', content: statement, size: 10 }]), /other sizes/],
    ['that says it holds more than it may', zip([{ name: 'a.xml', content: statement, size: 4e9 }]), /more than 64 MB/],
    ['with a wrong check sum', zip([{ name: 'a.xml', content: statement, crc: 1 }]), /check sum/],
    ['that bursts', zip([{ name: 'a.xml', content: new Uint8Array(50_000_000) }]), /200 times/],
    [
      'of too many files',
      zip(Array.from({ length: 201 }, (_, n) => ({ name: `${n}.xml`, content: statement }))),
      /more than 200/,
    ],
    [
      'within an archive',
      zip([{ name: 'a.zip', content: zip([{ name: 'a.xml', content: statement }]) }]),
      /archive within one/,
    ],
    ['with one table that is none', zip([{ name: 'a.csv', content: bytesOf('x;y\n1;A') }]), /bank\.zip\/a\.csv/],
    ['cut off', zip([{ name: 'a.xml', content: statement }]).subarray(0, 300), /damaged or cut off/],
  ])('%s is refused', async (_name, bytes, reason) => {
    await expect(readAny('bank.zip', bytes, OPTIONS)).rejects.toThrow(reason);
  });
});

describe('XML made to hurt', () => {
  const xml = new TextDecoder().decode(camt([{ amount: '100.00', text: 'x' }]));
  test.each<[string, string, RegExp]>([
    [
      'an entity bomb',
      xml.replace('<Document', '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Document'),
      /DOCTYPE/,
    ],
    ['an external entity', xml.replace('<Document', '<!doctype d SYSTEM "file:///etc/passwd"><Document'), /DOCTYPE/],
    ['deep nesting', `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`, /cannot be read|damaged/],
    ['text cut off', xml.slice(0, -40), /damaged or cut off/],
    ['another document', '<Order><x/></Order>', /neither a bank statement nor an invoice/],
    ['no account', xml.replace(/<Acct>.*<\/Acct>/, ''), /names no account/],
    ['no statement', xml.replace(/<Stmt>[\s\S]*<\/Stmt>/, ''), /holds no statement/],
  ])('%s is refused', async (_name, text, reason) => {
    await expect(readAny('bank.xml', bytesOf(text), OPTIONS)).rejects.toThrow(reason);
  });

  test.each([
    ['an amount with a comma', '100,00', /amount of the booking cannot be read/],
    ['an amount with three decimals', '100.001', /amount of the booking cannot be read/],
  ])('%s is reported with its place', async (_name, amount, reason) => {
    const { problems, statements } = await read(
      camt([
        { amount, ref: 'A' },
        { amount: '5.00', ref: 'B' },
      ]),
    );
    expect(problems[0]?.place).toBe('statement 1, entry 1');
    expect(problems[0]?.reason).toMatch(reason);
    expect(statements[0]?.entries.length).toBe(1);
  });

  test('a batch whose parts do not add up is kept as one sum', async () => {
    const parts = [{ amount: '10.00' }, { amount: '20.00' }];
    const { problems, statements } = await read(camt([{ amount: '31.00', ref: 'A', parts }]));
    expect(problems[0]?.reason).toMatch(/do not add up/);
    expect(statements[0]?.entries.map((entry) => entry.amountCents)).toEqual([3_100]);
  });

  test('prototype names stay names', async () => {
    const text = xml
      .replace('<Document', '<Document constructor="1"')
      .replace('<Ntry>', '<__proto__><x>1</x></__proto__><Ntry>');
    await readAny('bank.xml', bytesOf(text), OPTIONS).catch(() => undefined);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('the reading process', () => {
  test('gives the same as reading in place', async () => {
    const bytes = camt([{ amount: '100.00', ref: 'B1', text: 'Grüße' }]);
    expect(await readApart({ name: 'bank.xml', bytes, options: OPTIONS })).toEqual(
      await readAny('bank.xml', bytes, OPTIONS),
    );
  });

  test('is ended at its deadline, and a refusal comes through whole', async () => {
    const job = { name: 'bank.xml', bytes: camt([{ amount: '1.00' }]), options: OPTIONS };
    await expect(readApart(job, 1)).rejects.toThrow(/longer than 0.001 seconds/);
    const bad = { ...job, bytes: bytesOf('<Order/>') };
    await expect(readApart(bad)).rejects.toMatchObject({ code: 'xml_refused', file: 'bank.xml' });
  });
});
