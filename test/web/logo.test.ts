// The logo on the page of the company: handed in, shown, drawn on letters, refused, taken away; all of it on record.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { previewLetter } from '../../src/app/insight/preview-proposal.ts';
import { createRenderer } from '../../src/render/index.ts';
import { run, withFile } from '../render/support/tools.ts';
import { openTestStore } from '../support/databases.ts';
import { ROOT } from '../support/paths.ts';
import { ADMIN, createWorld, proposalOf, type World } from '../support/world.ts';
import { openWeb, type Visitor } from './visitor.ts';

const PAGE = '/settings/company';
/** Any picture will do. */
const LOGO = readFileSync(join(ROOT, 'docs', 'pictures', 'chart-aging.png'));

let world: World;
let anna: Visitor;
let vera: Visitor;

beforeAll(async () => {
  const renderer = await createRenderer({ root: ROOT });
  const document = () => Promise.reject(new Error('nothing is issued here'));
  world = await createWorld(await openTestStore());
  world.ports.renderer = { ...renderer, document };
  const web = openWeb(world);
  anna = await web.signIn('admin', 'Anna');
  vera = await web.signIn('viewer', 'Vera');
});

/** The pictures on the letter of a proposal, without the payment code, which is drawn. */
async function picturesOnLetter(): Promise<number> {
  const { pdf } = await previewLetter(world.as(ADMIN), { proposal: await proposalOf(world, 'RE-1004') });
  return withFile(pdf, 'a.pdf', (path) => run('pdfimages', ['-list', path]).toString().trim().split('\n').length - 2);
}

async function lastRow(): Promise<Record<string, unknown>> {
  const { rows } = (await world.store.db.execute(
    sql`select action, actor, before, after from audit where entity = 'organisation' order by id desc limit 1`,
  )) as unknown as { rows: Record<string, unknown>[] };
  return rows[0] ?? {};
}

describe('a logo', () => {
  test('is not there at first', async () => {
    expect((await anna.get(PAGE)).text).toContain('Letters carry the name of the company only.');
    expect((await vera.get(PAGE)).text).not.toContain('Logo on letters');
    expect(await picturesOnLetter()).toBe(0);
  });

  test.each([
    ['a text', Buffer.from('no picture'), 'neither a PNG nor a JPEG picture'],
    ['half of it', LOGO.subarray(0, 9_000), 'the picture is damaged'],
  ])('that is %s is refused beside its field, and to reload sends nothing again', async (_, bytes, said) => {
    const answer = await anna.hand(PAGE.concat('/logo'), 'logo.png', bytes);
    expect([answer.status, answer.location]).toEqual([303, '/settings/company#logo']);
    const page = await anna.get(PAGE);
    expect(page.html.match(new RegExp(`logo\\.png: .*${said}`, 'g'))).toHaveLength(2);
    expect(page.html).toContain('aria-invalid=true');
    expect((await anna.get(PAGE)).text).not.toContain(said);
  });

  test('is asked for where none was chosen', async () => {
    await anna.hand(`${PAGE}/logo`, '', Buffer.alloc(0));
    expect((await anna.get(PAGE)).text).toContain('Choose a picture first.');
  });

  test('stands on letters once it is taken, and is shown to everybody', async () => {
    await anna.hand(`${PAGE}/logo`, 'logo.png', LOGO);
    expect((await anna.get(PAGE)).text).toContain('The logo stands on letters from now on.');
    expect(await picturesOnLetter()).toBe(1);
    const { html } = await vera.get(PAGE);
    expect(html).toMatch(/<img src="\/settings\/company\/logo\.png\?[0-9a-f]{8}" alt="Logo" width="360" height="189">/);
    expect(html).not.toContain('Take off the letters');
    const picture = await vera.get(`${PAGE}/logo.png`);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(await lastRow()).toMatchObject({
      action: 'organisation.change_logo',
      actor: 'Anna',
      before: { logo: null },
      after: { logo: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  test('can be taken away again, by nobody but an admin', async () => {
    expect((await vera.post(`${PAGE}/logo/remove`)).status).toBe(403);
    expect((await vera.hand(`${PAGE}/logo`, 'logo.png', LOGO)).status).toBe(403);
    const answer = await anna.send(`${PAGE}/logo/remove`, {});
    expect(answer.text).toContain('Letters carry no logo from now on.');
    expect(await picturesOnLetter()).toBe(0);
    expect(await lastRow()).toMatchObject({ action: 'organisation.remove_logo', after: { logo: null } });
  });
});
