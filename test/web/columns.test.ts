// The columns of a table on the console: one that is not understood leads to its columns, which are chosen, saved under
// a name, and used for the next file; a preset, too, may be chosen with the file.
import { beforeAll, expect, test } from 'vitest';
import { listMappings } from '../../src/app/imports/mappings.ts';
import { addCustomers, type House, openHouse } from '../app/house.ts';
import { openTestStore } from '../support/databases.ts';
import { type FormFields, openWeb, PUBLIC_URL, type Visitor } from './visitor.ts';

const STRANGE = 'RgNr;Debitor <b>;wann;<i>bis;Wert;Notiz\nRE-1;K1;01.03.2026;15.03.2026;119,00;<script>\n';
const CHOSEN = { c0: 'number', c1: 'customerNumber', c2: 'issuedOn', c3: 'dueDate', c4: 'gross', c5: '' };
const REST = { kind: 'invoices', slashes: '', name: '' };

let house: House;
let anna: Visitor;
let vera: Visitor;
let web: ReturnType<typeof openWeb>;

beforeAll(async () => {
  house = await openHouse(await openTestStore());
  await addCustomers(house, ['K1']);
  const { store, clock, ports } = house;
  web = openWeb({ as: (actor) => ({ store, clock, ports, actor }) });
  anna = await web.signIn('approver', 'Anna');
  vera = await web.signIn('viewer', 'Vera');
});

async function handIn(content: string, mapping = ''): Promise<string> {
  const body = new FormData();
  body.set('file', new File([content], 'list.csv'));
  body.set('mapping', mapping);
  const cookie = [...anna.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { origin: PUBLIC_URL, cookie };
  const answer = await web.app.request(`${PUBLIC_URL}/imports`, { method: 'POST', headers, body });
  return answer.headers.get('location') ?? '';
}

const choose = (path: string, fields: FormFields) => anna.post(`${path}/columns`, { ...REST, ...CHOSEN, ...fields });

test('columns nobody knows lead to the choice of fields; it is looked at again and saved for the next file', async () => {
  const path = await handIn(STRANGE);
  const refused = await anna.get(path);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Columns of list.csv');
  expect(refused.html).toContain('Debitor &lt;b&gt;');
  expect(refused.html).not.toContain('<i>bis');
  expect(refused.html).not.toContain('<script>\n');
  expect((await anna.get(`${path}/columns?kind=payments`)).html).toContain('<option value="payments" selected>');

  const twice = await choose(path, { c3: 'issuedOn' });
  expect(twice.status).toBe(422);
  expect(twice.html).toMatch(/id="c3-problem">“?&quot;wann&quot; is that already/);
  const preset = await choose(path, { name: 'datev-opos' });
  expect(preset.html).toContain('id="name-problem"');

  expect((await choose(path, { name: 'Ours' })).location).toBe(path);
  const weighed = await anna.get(path);
  expect(weighed.text).toContain('Take over 1 row');
  expect(weighed.text).toMatch(/wann Issue date 01\.03\.2026/);
  expect(weighed.text).toContain('Notiz left out');
  expect((await anna.get('/imports/mappings')).text).toMatch(/Ours Invoices RgNr, /);

  const next = await handIn(STRANGE.replace('RE-1', 'RE-2'), 'Ours');
  expect((await anna.get(next)).text).toContain('Take over 1 row');
  expect((await anna.send(next)).text).toContain('Taken over: 1 row.');
});

test('a field that is needed and has no column is named, and the choice stays', async () => {
  const path = await handIn(STRANGE);
  await choose(path, { c3: '' });
  const page = await anna.get(path, { 'accept-language': 'de' });
  expect(page.status).toBe(422);
  expect(page.text).toMatch(/Noch nötig Fälligkeit/);
  expect(page.html).toContain('<option value="gross" selected>');
});

test('a preset is chosen with the file, and one that does not exist is refused', async () => {
  const opos = 'Konto;Kontobezeichnung;Rechnungsnummer;Datum;Fälligkeit;Sollbetrag;Saldo;Mahnstufe\n';
  const path = await handIn(`${opos}K1;Becker;RE-9;01.03.2026;15.03.2026;50,00;50,00;1\n`, 'datev-opos');
  expect((await anna.get(path)).text).toContain('Take over 1 row');
  expect(await handIn(STRANGE, 'nobody')).toBe('');
});

test('a viewer neither sees the file nor saves its columns', async () => {
  const path = await handIn(STRANGE);
  expect((await vera.get(`${path}/columns`)).status).toBe(403);
  expect((await vera.post(`${path}/columns`, { ...REST, ...CHOSEN, name: 'Hers' })).status).toBe(403);
  expect((await listMappings(house.anna, {})).saved.map((one) => one.name)).not.toContain('Hers');
});
