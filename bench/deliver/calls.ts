// Bare calls to the provider: mails of notices that a pipeline has sent, handed over again without a row being read or
// written. `node calls.ts COUNT`, configured by the environment like the pipeline.
import { asc, eq } from 'drizzle-orm';
import { toEnvelope } from '../../src/app/notices/envelope.ts';
import { openSystem } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import type { Envelope } from '../../src/core/envelope.ts';
import { readMailings } from '../../src/db/mailings.ts';
import { readOrganisation } from '../../src/db/organisation.ts';
import { deliveries, notices } from '../../src/db/schema/index.ts';
import { whenAsked } from './task.ts';

/** Different mails; handed over in turn. */
const MAILS = 100;
const AT_ONCE = 8;

const count = Number(process.argv[2]);
const system = await openSystem(readConfig(process.env));
const organisation = await readOrganisation(system.store.db);
const rows = await system.store.db
  .select({ delivery: deliveries })
  .from(deliveries)
  .innerJoin(notices, eq(notices.id, deliveries.noticeId))
  .orderBy(asc(notices.number))
  .limit(MAILS);
const mailings = await readMailings(
  system.store.db,
  rows.map(({ delivery }) => delivery.noticeId),
);
const envelopes: Envelope[] = [];
for (const { delivery } of rows) {
  const mailing = mailings.get(delivery.noticeId);
  if (mailing !== undefined && organisation !== null) envelopes.push(toEnvelope(mailing, delivery, organisation));
}
await whenAsked(async () => {
  let next = 0;
  const lane = async () => {
    for (let turn = next++; turn < count; turn = next++) {
      const envelope = envelopes[turn % envelopes.length];
      if (envelope === undefined) throw new Error('there is no mail to hand over');
      const { outcome } = await system.ports.transport.handOver(envelope, new AbortController().signal);
      if (outcome !== 'accepted') throw new Error(`the stub answered ${outcome}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
});
await system.close();
