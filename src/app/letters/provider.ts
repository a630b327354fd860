// What a letter provider can be asked besides taking a letter: to stop one that is not printed yet, and what one costs.

import { z } from 'zod';
import { noticeNumberText } from '../../core/notice-number.ts';
import { lockDelivery, moveDelivery } from '../../db/deliveries.ts';
import { readLetters } from '../../db/documents.ts';
import { describeLetterVersions, newestAddress } from '../../db/letter-versions.ts';
import { transportFor } from '../context.ts';
import { refusal } from '../errors.ts';
import { neededReason } from '../inputs.ts';
import { inTransaction, noteChanges, operation, query } from '../use-case.ts';

const ANSWER_WITHIN_MS = 30_000;

export const recallLetter = operation({
  name: 'delivery.recall',
  summary: 'Asks the letter provider to stop a letter that it has taken and not printed yet.',
  role: 'approver',
  input: z.strictObject({ delivery: z.uuid(), reason: neededReason }),
  async run(ctx, { delivery: id, reason }) {
    const transport = transportFor(ctx.ports, 'letter');
    const row = await inTransaction(ctx, ({ db }) => lockDelivery(db, id));
    if (row === null) throw refusal('delivery_unknown');
    const reference = row.transportReference;
    if (row.state !== 'sent' || reference === null || row.transport !== transport.name || !transport.cancel) {
      throw refusal('not_with_provider');
    }
    const stopped = await transport.cancel(reference, ctx.clock.deadline(ANSWER_WITHIN_MS)).catch(() => null);
    if (stopped === null) throw refusal('provider_silent');
    if (!stopped) throw refusal('printed_already');
    // Only now is it certain; a report of the provider that came in between has the last word.
    return inTransaction(ctx, async (work) => {
      const change = { state: 'failed', reason: `called back: ${reason}`, settledAt: work.now } as const;
      const recalled = await moveDelivery(work.db, row, 'sent', change);
      const note = { entity: 'delivery', entityId: id, after: { state: 'failed', reference }, remark: reason };
      if (recalled) await noteChanges(work, 'delivery.recall', [note]);
      return { recalled };
    });
  },
});

export const letterPrice = query({
  name: 'letter.price',
  summary: 'What the letter of a notice costs at the provider that is set up; null where none names a price.',
  role: 'viewer',
  input: z.strictObject({ number: z.int().positive() }),
  async run({ db, ctx }, { number }) {
    const [row] = await readLetters(db, [number]);
    if (row === undefined) throw refusal('notice_unknown', { notice: noticeNumberText(number) });
    const transport = transportFor(ctx.ports, 'letter');
    const versions = await describeLetterVersions(db, row.notice.id);
    const address = newestAddress(versions) ?? row.notice.model.customer.address;
    if (transport.price === undefined || address === null) return { by: transport.name, price: null };
    const letter = { pages: row.document.letterPages, country: address.country };
    const price = await transport.price(letter, ctx.clock.deadline(ANSWER_WITHIN_MS)).catch(() => null);
    return { by: transport.name, price };
  },
});
