// What was corrected for one delivery, kept for the customer's later notices.

import { keepRevisions } from '../../db/as-of.ts';
import type { CustomerRow } from '../../db/facts/customers.ts';
import { updateCustomer } from '../../db/ingest.ts';
import { readCustomerRow } from '../../db/lookups.ts';
import type { AuditNote, Work } from '../use-case.ts';

/** Returns the note of it. */
export async function keepForCustomer(
  work: Work,
  customerId: number,
  contact: Partial<Pick<CustomerRow, 'emailsTo' | 'address'>>,
): Promise<AuditNote> {
  const before = await readCustomerRow(work.db, customerId);
  await keepRevisions(work.db, 'customer', [before], work.now);
  await updateCustomer(work.db, customerId, { ...contact, changedAt: work.now, version: before.version + 1 });
  const was = Object.fromEntries(Object.keys(contact).map((key) => [key, before[key as keyof typeof contact]]));
  return { entity: 'customer', entityId: String(customerId), before: was, after: contact };
}
