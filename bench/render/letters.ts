// The letters that are measured: every one different, so that nothing is saved up from the one before.
import type { Notice, NoticeInvoice } from '../../src/core/notice.ts';
import { GERMAN_CUSTOMER, invoice, notice } from '../../test/render/support/notices.ts';

/** Letter `serial` over `count` invoices: own number, name and amounts. */
export function benchNotice(count: number, serial: number): Notice {
  const invoices = Array.from({ length: count }, (_, index): NoticeInvoice => {
    const openCents = 10_000 + ((serial * 7_919 + index * 104_729) % 900_000);
    const interestCents = Math.round(openCents / 17);
    return invoice(index, {
      number: `RE-2026-${String(10_000 + serial * 61 + index).slice(-5)}`,
      grossCents: openCents + (index % 4 === 0 ? 5_000 : 0),
      paidCents: index % 4 === 0 ? 5_000 : 0,
      openCents,
      interestCents,
      interestSegments: [],
    });
  });
  return notice(count, {
    invoices,
    number: `M-2026-${serial}`,
    paymentReference: `M-2026-${serial}`,
    customer: { ...GERMAN_CUSTOMER, number: `K ${serial}`, name: `${serial}. Straßenbau Müller GmbH & Co. KG` },
  });
}
