// Texts, previews, originals and papers through their front door, with the real renderer: what is kept, what is
// refused.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { attachOriginal } from '../../src/app/documents/originals.ts';
import { agingPicture, cancellationNote, handoverFile, printBatch } from '../../src/app/documents/papers.ts';
import { previewLetter, previewMail, previewPicture, sendTestMail } from '../../src/app/documents/preview.ts';
import { readTemplateText, restoreTemplate, saveTemplate } from '../../src/app/documents/templates.ts';
import { UseCaseError } from '../../src/app/errors.ts';
import { cancelNotice } from '../../src/app/notices/cancel.ts';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { addPerson } from '../../src/app/people/people.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { readMailings } from '../../src/db/mailings.ts';
import { readIssuedWithInvoices } from '../../src/db/notices.ts';
import { openTestStore } from '../support/databases.ts';
import { ADMIN, createWorld, realRenderer, type World } from '../support/world.ts';

let world: World;
let invoice: string;
let kept: Awaited<ReturnType<typeof attachOriginal>>;

beforeAll(async () => {
  world = await createWorld(await openTestStore(), { renderer: await realRenderer() });
  const ctx = world.as(ADMIN);
  const { rows } = (await world.store.db.execute(sql`
    select invoices.number from proposal_invoices line join invoices on invoices.id = line.invoice_id
    join levels on levels.id = line.level_id where open and moves and attach_invoice
    order by invoice_id limit 1`)) as unknown as { rows: { number: string }[] };
  invoice = rows[0]?.number ?? '';
  const { pdf } = await previewLetter(ctx, { invoice });
  kept = await attachOriginal(ctx, { invoice, fileName: '../../etc/Rechnung: 1.pdf', bytes: pdf });
  await decideProposals(ctx, { proposals: 'all', decision: { kind: 'approve' } });
  await issueApproved(ctx, {});
  await sendDue(ctx, {});
});

const TEXT = { kind: 'notice', language: 'de', channel: 'email' } as const;

async function refusalOf(act: Promise<unknown>): Promise<UseCaseError> {
  const error = await act.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UseCaseError)) throw new Error(`expected a refusal, got ${error}`);
  return error;
}

describe('a text', () => {
  test('with an unknown placeholder is refused with line and column, and nothing is kept', async () => {
    const body = 'Guten Tag,\nbitte {{ totalGrosAmount }}';
    const error = await refusalOf(saveTemplate(world.as(ADMIN), { ...TEXT, subject: 'Mahnung', body }));
    expect(error.code).toBe('invalid_input');
    expect(error.problems).toEqual([expect.objectContaining({ path: 'body:2:10' })]);
    expect((await readTemplateText(world.as(ADMIN), TEXT)).source).toBe('shipped');
  });

  test('is kept as a version, used by the preview, and an earlier one can be restored', async () => {
    const ctx = world.as(ADMIN);
    const first = await saveTemplate(ctx, { ...TEXT, subject: 'Erste {{ referencedInvoiceNumber }}', body: 'Eins' });
    await saveTemplate(ctx, { ...TEXT, subject: 'Zweite', body: 'Zwei' });
    await restoreTemplate(ctx, { ...TEXT, version: 1 });
    const text = await readTemplateText(ctx, TEXT);
    expect(first.version).toBe(1);
    expect(text.subject).toBe('Erste {{ referencedInvoiceNumber }}');
    expect(text.versions.map((version) => version.version)).toEqual([3, 2, 1]);
  });

  test('may only be saved by an admin', async () => {
    const approver = world.as({ ...ADMIN, role: 'approver' });
    const error = await refusalOf(saveTemplate(approver, { ...TEXT, subject: 'x', body: 'y' }));
    expect(error.code).toBe('forbidden');
  });
});

describe('a preview', () => {
  test('shows letter, picture and mail of an invoice without issuing anything', async () => {
    const ctx = world.as(ADMIN);
    const before = (await readIssuedWithInvoices(world.store.db)).length;
    const letter = await previewLetter(ctx, { invoice });
    const picture = await previewPicture(ctx, { invoice, widthPx: 400 });
    const mail = await previewMail(ctx, { invoice, language: 'en' });
    expect(Buffer.from(letter.pdf.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(Buffer.from(picture.subarray(1, 4)).toString()).toBe('PNG');
    expect(mail.text).toContain(invoice);
    expect((await readIssuedWithInvoices(world.store.db)).length).toBe(before);
  });

  test('takes a text that is not saved yet', async () => {
    const email = { subject: 'Entwurf {{ customer.name }}', body: 'Hallo' };
    expect((await previewMail(world.as(ADMIN), { invoice, email })).subject).toMatch(/^Entwurf \S/);
  });

  test('goes to oneself as a mail that is marked as a test', async () => {
    const sent = await sendTestMail(world.as(ADMIN), { invoice, to: 'anna@example.com' });
    const reference = expect.stringMatching(/^TEST-.*\.eml$/);
    expect(sent).toEqual({ reference, to: 'anna@example.com', leftMachine: false });
  });

  test('goes to oneself alone where one is no admin', async () => {
    const ben = { name: 'Ben', email: 'ben@example.com', role: 'approver' } as const;
    const { id: personId } = await addPerson(world.as(ADMIN), ben);
    const asBen = world.as({ ...ben, surface: 'slack', personId });
    expect(await sendTestMail(asBen, { invoice })).toMatchObject({ to: ben.email });
    const other = await refusalOf(sendTestMail(asBen, { invoice, to: 'anna@example.com' }));
    expect(other.message).toBe('Ben may not do this: it needs the role admin.');
    const nobody = await refusalOf(sendTestMail(world.as({ ...ADMIN, role: 'approver' }), { invoice }));
    expect(nobody.message).toContain('has no e-mail address');
    const viewer = await refusalOf(sendTestMail(world.as({ ...asBen.actor, role: 'viewer' }), { invoice }));
    expect(viewer.code).toBe('forbidden');
    const left = await world.store.db.execute(sql`select actor from audit where action = 'preview.send_test'`);
    expect((left as { rows: unknown[] }).rows).toContainEqual({ actor: 'Ben' });
  });
});

describe('an original invoice', () => {
  test('that is no PDF is refused with what to do', async () => {
    const bytes = new TextEncoder().encode('<html>not a PDF</html>');
    const error = await refusalOf(attachOriginal(world.as(ADMIN), { invoice, fileName: 'rechnung.pdf', bytes }));
    expect(error.message).toMatch(/rechnung\.pdf: .*PDF/);
  });

  const attachedTo = async () => {
    const notices = await readIssuedWithInvoices(world.store.db);
    const notice = notices.findLast((one) => one.invoiceNumbers.includes(invoice));
    const id = notice?.notice.id ?? 0;
    return (await readMailings(world.store.db, [id])).get(id)?.originals;
  };

  test('is attached to the mail under a safe name', async () => {
    expect(kept.fileName).toBe('Rechnung 1.pdf');
    expect((await attachedTo())?.map((original) => original.fileName)).toEqual(['Rechnung 1.pdf']);
  });

  test('that is replaced later changes nothing about a notice that was issued', async () => {
    const ctx = world.as(ADMIN);
    const before = await attachedTo();
    const { pdf } = await previewLetter(ctx, { invoice, letter: { subject: 'Another', body: 'Another' } });
    expect((await attachOriginal(ctx, { invoice, fileName: 'Other.pdf', bytes: pdf })).sha256).not.toBe(kept.sha256);
    expect(await attachedTo()).toEqual(before);
  });
});

describe('papers', () => {
  test('a print batch holds the letters asked for behind a cover', async () => {
    const batch = await printBatch(world.as(ADMIN), { numbers: [1, 2] });
    expect(batch.pages).toBeGreaterThanOrEqual(3);
  });

  test('the file for collection is made of everything about the customer', async () => {
    const [issued] = (await readIssuedWithInvoices(world.store.db)).slice(-1);
    const file = await handoverFile(world.as(ADMIN), {
      customer: issued?.customerNumber ?? '',
      currency: issued?.notice.currency ?? '',
    });
    expect(file.problems).toEqual([]);
    expect(file.pages).toBeGreaterThan(1);
  });

  test('a cancelled notice has a note that takes it back; a standing one has none', async () => {
    const ctx = world.as(ADMIN);
    const number = (await readIssuedWithInvoices(world.store.db)).slice(-1)[0]?.notice.number ?? 0;
    expect((await refusalOf(cancellationNote(ctx, { number }))).code).toBe('refused');
    expect((await cancelNotice(ctx, { number, reason: 'Irrtum' })).alreadySent).toBe(true);
    expect((await cancellationNote(ctx, { number })).email.text).toContain('Irrtum');
  });

  test('the aging picture says in words what it shows', async () => {
    const picture = await agingPicture(world.as(ADMIN), { language: 'en' });
    const invoices = picture.buckets.reduce((sum, bucket) => sum + bucket.invoiceCount, 0);
    expect(invoices).toBeGreaterThan(0);
    expect(picture.alt).toContain('days');
  });
});
