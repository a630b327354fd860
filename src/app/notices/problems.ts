// Deliveries that did not reach anybody, with what a person can do: another address, a letter, a look, or accepting
// it. A mail that came back becomes a letter by itself where its level allows letters; never the same letter twice.

import { z } from 'zod';
import { actionsFor, fallsBackToLetter, type ProblemFacts } from '../../core/delivery-problem.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import { lockDelivery } from '../../db/deliveries.ts';
import { type ProblemRow, readProblems } from '../../db/delivery-problems.ts';
import { latestLetterVersion } from '../../db/letter-versions.ts';
import { insertDeliveries, type NewDelivery } from '../../db/notices.ts';
import { refusal } from '../errors.ts';
import { readMailboxes } from '../ingest/mailbox.ts';
import { reasonInput } from '../inputs.ts';
import { complain } from '../refusals/complaints.ts';
import { type AuditNote, command, inTransaction, noteChanges, operation, query, type Work } from '../use-case.ts';
import { newDeliveryId } from './deliveries-for.ts';
import { senderOf } from './envelope.ts';
import { keepForCustomer } from './keep-for-customer.ts';

/** Most doubts settle within an hour, by a repetition or by news. */
const DOUBT_SHOWN_AFTER_MS = 60 * 60_000;
const ROWS_AT_MOST = 1_000;

export const deliveryProblems = query({
  name: 'delivery.problems',
  summary: 'Notices that reached nobody, each with the reason and what can be done about it.',
  role: 'viewer',
  input: z.strictObject({ limit: z.int().min(1).max(ROWS_AT_MOST).default(ROWS_AT_MOST) }),
  async run(work, { limit }) {
    const rows = await problems(work, { limit });
    return rows.map((row) => ({
      delivery: row.delivery,
      notice: noticeNumberText(row.notice ?? 0),
      customer: row.customer,
      customerName: row.customerName,
      channel: row.channel,
      to: row.recipients.to,
      state: row.state,
      reason: row.reason,
      at: row.at,
      actions: actionsFor(factsOf(row)),
    }));
  },
});

export const retryWithAddress = command({
  name: 'delivery.retry_with_address',
  summary: 'Sends a notice that reached nobody to another e-mail address, as a new delivery.',
  role: 'approver',
  input: z.strictObject({
    delivery: z.uuid(),
    /** One address or several, as people write them. */
    to: z.string().min(1, complain('address_needed')).max(1_000),
    /** Whether the customer keeps the address for later notices. */
    remember: z.boolean().default(true),
    remark: reasonInput.optional(),
  }),
  async run(work, { delivery, to, remember, remark }) {
    const row = await problemOf(work, delivery, ['correct_address']);
    const reading = readMailboxes(to);
    if (reading.kind === 'bad' || reading.addresses.length === 0) {
      const bad = reading.kind === 'bad' ? reading.address : to;
      throw refusal('no_email_address', { text: bad });
    }
    const recipients = { to: reading.addresses, cc: row.recipients.cc };
    const notes: AuditNote[] = [await sendAnew(work, row, 'email', recipients, remark ?? null)];
    if (remember) notes.push(await keepForCustomer(work, row.customerId, { emailsTo: reading.addresses }));
    return { result: { notice: noticeNumberText(row.notice ?? 0), to: reading.addresses }, audit: notes };
  },
});

export const sendAsLetter = command({
  name: 'delivery.send_as_letter',
  summary: 'Sends a notice whose mail reached nobody as a letter, as a new delivery.',
  role: 'approver',
  input: z.strictObject({ delivery: z.uuid(), remark: reasonInput.optional() }),
  async run(work, { delivery, remark }) {
    const row = await problemOf(work, delivery, ['send_as_letter']);
    const note = await sendAnew(work, row, 'letter', row.recipients, remark ?? null);
    return { result: { notice: noticeNumberText(row.notice ?? 0) }, audit: [note] };
  },
});

export const fallBackToLetters = operation({
  name: 'delivery.fall_back',
  summary: 'Turns mails that came back, or could not be sent, into letters where their level allows letters.',
  role: 'approver',
  input: z.strictObject({}),
  async run(ctx): Promise<{ letters: number }> {
    const found = await inTransaction(ctx, (work) => problems(work, { channel: 'email', limit: ROWS_AT_MOST }));
    let letters = 0;
    for (const { delivery } of found.filter((row) => fallsBackToLetter(factsOf(row)))) {
      letters += await inTransaction(ctx, async (work) => {
        await lockDelivery(work.db, delivery);
        // Somebody may have been quicker, by hand or in another process.
        const [row] = await problems(work, { deliveryId: delivery, limit: 1 });
        if (row === undefined || !fallsBackToLetter(factsOf(row))) return 0;
        const note = await sendAnew(work, row, 'letter', row.recipients, row.reason);
        await noteChanges(work, 'delivery.fall_back', [note]);
        return 1;
      });
    }
    return { letters };
  },
});

type Narrowed = Omit<Parameters<typeof readProblems>[1], 'doubtBefore'>;

function problems({ db, ctx, now }: Work, which: Narrowed): Promise<ProblemRow[]> {
  return readProblems(db, { ...which, doubtBefore: ctx.clock.after(now, -DOUBT_SHOWN_AFTER_MS) });
}

/** The problem a delivery is, locked; refused when it is none, or when something else is to be done about it. */
async function problemOf(
  work: Work,
  deliveryId: string,
  [action]: readonly ['correct_address' | 'send_as_letter'],
): Promise<ProblemRow> {
  await lockDelivery(work.db, deliveryId);
  const [row] = await problems(work, { deliveryId, limit: 1 });
  if (row === undefined) throw refusal('problem_gone');
  const notice = noticeNumberText(row.notice ?? 0);
  if (actionsFor(factsOf(row)).includes(action)) return row;
  if (action === 'correct_address') throw refusal('needs_other_action', { notice, actions: actionsFor(factsOf(row)) });
  if (row.letterExists) throw refusal('was_letter_before', { notice });
  throw refusal('no_postal_address', { notice });
}

function factsOf(row: ProblemRow): ProblemFacts {
  const { state, channel, levelId, levelChannels, letterExists, hasPostalAddress } = row;
  // A statement of account has no level and may take any way.
  const allowed = levelId === null ? (['email', 'letter'] as const) : (levelChannels ?? []);
  return { state, channel, allowed, letterExists, hasPostalAddress };
}

async function sendAnew(
  work: Work,
  row: ProblemRow,
  channel: NewDelivery['channel'],
  recipients: { to: string[]; cc: string[] },
  remark: string | null,
): Promise<AuditNote> {
  const id = newDeliveryId();
  const round = channel === row.channel ? row.round + 1 : 1;
  const sender = senderOf(work.organisation);
  const fresh = { id, noticeId: row.noticeId, channel, round, recipients, sender, createdAt: work.now } as const;
  const letterVersion = await latestLetterVersion(work.db, row.noticeId);
  await insertDeliveries(work.db, [{ ...fresh, letterVersion, state: 'approved' }]);
  await work.ctx.ports.jobs?.wake(work.db, 'send', [id]);
  return { entity: 'notice', entityId: String(row.noticeId), after: { channel, round, instead: row.delivery }, remark };
}
