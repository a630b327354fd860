// What people do at the console day by day, in a real browser with scripts: a customer excluded, a file dropped and
// looked at before it is taken over, a delivery problem corrected, an original handed in, a token made and ended.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeCustomer } from '../../../src/app/customers/change-customer.ts';
import { originalOf } from '../../../src/app/documents/originals.ts';
import { viewCustomer } from '../../../src/app/insight/customers.ts';
import { viewInvoice } from '../../../src/app/insight/invoice-view.ts';
import { previewLetter } from '../../../src/app/insight/preview-proposal.ts';
import { issueApproved } from '../../../src/app/notices/issue.ts';
import { listDeliveries } from '../../../src/app/notices/list-deliveries.ts';
import { recordProviderReport } from '../../../src/app/notices/provider-reports.ts';
import { sendDue } from '../../../src/app/notices/send.ts';
import { decideProposals } from '../../../src/app/proposals/decide.ts';
import { createSignInLink, type ServedWeb, serveWeb } from '../../../src/web/index.ts';
import { openBrowser, openWatchedPage } from '../../support/browser.ts';
import { openTestStore } from '../../support/databases.ts';
import { ADMIN, createWorld, proposalOf, realRenderer, type World } from '../../support/world.ts';
import { openWeb } from '../visitor.ts';

let world: World;
let served: ServedWeb;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  world = await createWorld(await openTestStore(), { renderer: await realRenderer() });
  served = await serveWeb(openWeb(world, { publicUrl: null }).app, { hostname: '127.0.0.1', port: 0 });
  page = await openWatchedPage(browser);
  await page.goto(await createSignInLink(world.as(ADMIN), { name: 'Anna', role: 'admin', publicUrl: served.url }));
  await page.getByRole('button', { name: 'Sign in as Anna' }).click();
  await page.getByRole('link', { name: 'Customers', exact: true }).waitFor();
});

afterAll(async () => {
  await page.context().close();
  await served.close();
});

test('Anna excludes a customer, sees him in the list of exclusions, and takes it back', async () => {
  await page.getByRole('link', { name: 'Customers', exact: true }).click();
  await page.getByLabel('Name or number').fill('Becker');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Becker Metallbau GmbH' }).click();
  const block = page.locator('form[action$="/exclude"]');
  await block.getByLabel('Until').fill('2026-12-24');
  await block.getByLabel('Reason').fill('Ratenzahlung');
  await block.getByRole('button', { name: 'Block', exact: true }).click();
  await page.getByText('The customer is blocked.').waitFor();
  await page.getByRole('link', { name: 'Exclusions', exact: true }).click();
  await expect(page.locator('main table').innerText()).resolves.toMatch(/Becker Metallbau GmbH[\s\S]*Ratenzahlung/);
  await page.goBack();
  await page.getByRole('button', { name: 'End the block' }).click();
  await page.getByText('The block has ended.').waitFor();
  expect((await viewCustomer(world.as(ADMIN), { customer: 'K-100' })).block).toBeNull();
});

test('a dropped file says what it would do, and does it when she says so', async () => {
  await page.getByRole('link', { name: 'Payments', exact: true }).click();
  const file =
    'number,customer_number,issued_on,due_date,gross,currency\nRE-2001,K-100,2026-11-01,2026-11-15,77.70,EUR\n';
  const transfer = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([${JSON.stringify(file)}], 'november.csv', { type: 'text/csv' }));
    return transfer;
  })()`);
  await page.locator('form.drop').dispatchEvent('drop', { dataTransfer: transfer });
  await page.getByRole('heading', { name: 'What november.csv would do' }).waitFor();
  await page.getByText('Nothing is written yet.').waitFor();
  await page.getByRole('button', { name: 'Take over 1 row' }).click();
  await page.getByText('Taken over: 1 row.').waitFor();
  expect((await viewInvoice(world.as(ADMIN), { invoice: 'RE-2001' })).grossCents).toBe(77_70);
  // No run has seen it yet: it can be undone, the older ones say why they cannot.
  await expect(page.locator('main table tbody tr').nth(1).innerText()).resolves.toContain('a run has seen it');
  await page.getByRole('row', { name: 'november.csv' }).getByRole('button').click();
  await page.getByText('The import is undone: 1 row removed.').waitFor();
});

test('a mail that came back is sent to another address', async () => {
  const ctx = world.as(ADMIN);
  await changeCustomer(ctx, { customer: 'K-500', changes: { emailsTo: ['wrong@k-500.example.com'] } });
  await decideProposals(ctx, { proposals: [await proposalOf(world, 'RE-1011')], decision: { kind: 'approve' } });
  await issueApproved(ctx, {});
  await sendDue(ctx, {});
  const [sent] = (await listDeliveries(ctx, { text: 'K-500' })).rows;
  const news = { kind: 'bounced', detail: 'no such mailbox', reference: null } as const;
  const report = { provider: 'p', eventId: 'e', happenedAt: null, deliveryId: sent?.id ?? null, news };
  await recordProviderReport(ctx, report);
  await page.getByRole('link', { name: 'Delivery', exact: true }).click();
  const problem = page.locator('article', { hasText: 'wrong@k-500.example.com' });
  await problem.getByText('no such mailbox').waitFor();
  await problem.getByLabel('E-mail address').fill('right@k-500.example.com');
  await problem.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('That is done.').waitFor();
  await sendDue(ctx, {});
  await page.getByRole('link', { name: 'Everything that was sent' }).click();
  await expect(page.locator('tbody tr').first().innerText()).resolves.toMatch(/right@k-500\.example\.com[\s\S]*outbox/);
  expect((await viewCustomer(ctx, { customer: 'K-500' })).row.emailsTo).toEqual(['right@k-500.example.com']);
});

test('an original is handed in, shown, and refused when it is no PDF', async () => {
  await page.goto(`${served.url}/invoices/RE-1004`);
  const hand = async (name: string, buffer: Buffer) => {
    await page.getByLabel('Keep the original invoice').setInputFiles({ name, mimeType: 'application/pdf', buffer });
    await page.getByRole('button', { name: 'Keep this file' }).click();
  };
  page.removeAllListeners('console'); // a refusal is a complaint of the browser's
  await hand('scan.pdf', Buffer.from('no pdf'));
  await page.getByRole('alert').getByText('scan.pdf').waitFor();
  const { pdf } = await previewLetter(world.as(ADMIN), { proposal: await proposalOf(world, 'RE-1004') });
  await hand('RE-1004.pdf', Buffer.from(pdf));
  await page.getByText('The original is on record.').waitFor();
  await page.getByRole('link', { name: 'Show the original: RE-1004.pdf' }).waitFor();
  const stored = await originalOf(world.as(ADMIN), { invoice: 'RE-1004' });
  expect(Buffer.from(stored.pdf).equals(Buffer.from(pdf))).toBe(true);
});

test('a token is shown once, works, and ends when it is revoked', async () => {
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('link', { name: 'API tokens' }).click();
  await page.getByLabel('Name', { exact: true }).fill('ERP export');
  await page.getByLabel('Invoices and imports').check();
  await page.getByRole('button', { name: 'Make it' }).click();
  const token = await page.getByLabel('API tokens').inputValue();
  const ask = (path: string) => fetch(`${served.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  expect([(await ask('/invoices?limit=1')).status, (await ask('/people')).status]).toEqual([200, 403]);
  await page.goto(`${served.url}/settings/tokens`);
  expect(await page.content()).not.toContain(token);
  await page.getByRole('button', { name: 'Revoke ERP export' }).click();
  await page.getByText('The token is revoked.').waitFor();
  expect((await ask('/invoices?limit=1')).status).toBe(401);
});
