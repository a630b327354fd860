// A file too large to wait for: the page says at once that it is being read, then what it would do, then what it did.
import { beforeAll, expect, test } from 'vitest';
import { queueFile, workOnFiles } from '../../src/app/imports/in-background.ts';
import { stageFile } from '../../src/app/imports/staged.ts';
import { openTestStore } from '../support/databases.ts';
import { ADMIN, createWorld, type World } from '../support/world.ts';
import { type OpenWeb, openWeb, PUBLIC_URL, type Visitor } from './visitor.ts';

let world: World;
let web: OpenWeb;
let anna: Visitor;

beforeAll(async () => {
  world = await createWorld(await openTestStore());
  web = openWeb(world);
  anna = await web.signIn('approver', 'Anna');
});

const work = () => workOnFiles(world.as(ADMIN), {});
const cookie = () => [...anna.cookies].map(([name, value]) => `${name}=${value}`).join('; ');

async function handIn(name: string, content: string): Promise<string> {
  const body = new FormData();
  body.set('file', new File([content], name));
  const headers = { origin: PUBLIC_URL, cookie: cookie() };
  const answer = await web.app.request(`${PUBLIC_URL}/imports`, { method: 'POST', headers, body });
  expect(answer.status).toBe(303);
  return answer.headers.get('location') ?? '';
}

async function eventsOf(path: string): Promise<string> {
  const answer = await web.app.request(`${PUBLIC_URL}${path}/progress`, { headers: { cookie: cookie() } });
  return answer.text();
}

test('is weighed and taken over in the background, and says so on its page and in the list', async () => {
  // Blanks make it large, and are nobody's name.
  const rows = Array.from({ length: 200 }, (_, n) => `BIG-${n};${`Kunde ${n}`.padEnd(6_000)}`);
  const path = await handIn('big.csv', ['number;name', ...rows].join('\n'));
  const waiting = await anna.get(path);
  expect(waiting.text).toContain('big.csv is being read');
  expect(waiting.text).toContain('waits for its turn');
  expect((await anna.get('/payments')).text).toMatch(/Files being read big\.csv waits for its turn · Anna/);
  await work();
  expect(await eventsOf(path)).toBe('event: settled\ndata: {}\n\n');
  expect((await anna.get(path)).text).toContain('Take over 200 rows');
  expect((await anna.send(path)).text).toContain('big.csv is being read');
  await work();
  const done = await anna.get(path);
  expect(done.text).toContain('big.csv was taken over');
  expect(done.text).toContain('Taken over: 200 rows.');
  expect((await anna.get('/payments')).text).toContain('big.csv done · Anna');
});

test('tells how far it is while it waits, and ends when it has settled', async () => {
  const bytes = new TextEncoder().encode('number;name\nSMALL-1;X\n');
  const { id: file } = await stageFile(world.as(ADMIN), { name: 'small.csv', bytes });
  await queueFile(world.as(ADMIN), { file, step: 'weigh' });
  const events = eventsOf(`/imports/files/${file}`);
  await work();
  expect(await events).toMatch(/event: settled\ndata: \{\}\n\n$/);
});

test('says in the reader’s language why it cannot be read', async () => {
  const path = await handIn('bad.csv', `foo;bar\n1;${' '.repeat(1_100_000)}2\n`);
  await work();
  const { status, text } = await anna.get(path, { 'accept-language': 'de' });
  expect(status).toBe(422);
  expect(text).toContain('Die Datei lässt sich nicht lesen');
  expect(text).toMatch(/bad\.csv/);
});
