// A payment that a person entered by mistake is taken back: by a reversal beside it, never by deleting it.

import { z } from 'zod';
import { formatAmount } from '../../core/money.ts';
import { OWN_PAYMENT_IDS } from '../../core/payment.ts';
import { insertPayments, paymentsByExternalId } from '../../db/ingest.ts';
import { invoicesByIds } from '../../db/lookups.ts';
import { lockInvoices, refreshOpenAmounts } from '../../db/progress.ts';
import { refusal } from '../errors.ts';
import { textInput } from '../inputs.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { command } from '../use-case.ts';

export const takePaymentBack = command({
  name: 'payment.take_back',
  summary: 'Reverses a payment that was entered by hand; what the bank reported is reversed by the bank alone.',
  role: 'approver',
  input: z.strictObject({ payment: textInput(100) }),
  async run(work, { payment: externalId }) {
    const taken = `${OWN_PAYMENT_IDS.takenBack}${externalId}`;
    const found = (await paymentsByExternalId(work.db, [externalId])).get(externalId);
    if (found === undefined || found.invoiceId === null || found.customerId === null) throw refusal('payment_unknown');
    if (!externalId.startsWith(OWN_PAYMENT_IDS.byHand)) throw refusal('payment_not_by_hand');
    await lockInvoices(work.db, [found.invoiceId]);
    if ((await paymentsByExternalId(work.db, [taken])).size > 0) throw refusal('payment_taken_back');
    const { invoiceId, customerId, currency, method } = found;
    const reversal = {
      externalId: taken,
      invoiceId,
      customerId,
      amountCents: -found.amountCents,
      currency,
      valueOn: found.valueOn,
      postedOn: work.today,
      method,
      text: null,
    };
    await insertPayments(work.db, [reversal], { importId: null, at: work.now, by: work.ctx.actor.name });
    await refreshOpenAmounts(work.db, [invoiceId]);
    await reviewAfterChange(work, { customerIds: [customerId] });
    const [invoice] = await invoicesByIds(work.db, [invoiceId]);
    const note = {
      entity: 'invoice',
      entityId: String(invoiceId),
      after: { takenBack: formatAmount(found.amountCents, currency), currency },
    };
    return { result: { invoice: invoice?.number ?? '', openCents: invoice?.openCents ?? 0, currency }, audit: [note] };
  },
});
