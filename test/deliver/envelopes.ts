// An envelope as the use cases make it, for the tests of the transports.
import type { Envelope } from '../../src/core/envelope.ts';

export const DELIVERY = '0b7c6c1e-4d0f-4a35-9a55-0d3c3b1f8a01';

export function envelope(more: Partial<Envelope> = {}): Envelope {
  return {
    deliveryId: DELIVERY,
    noticeNumber: 'M-00042',
    channel: 'email',
    from: { name: 'Nordwind "Handels" GmbH & Söhne', address: 'mahnung@nordwind.example' },
    replyTo: 'buchhaltung@nordwind.example',
    to: ['pay@kunde.example'],
    cc: ['chef@kunde.example'],
    subject: 'Zahlungserinnerung M-00042 – Größe zählt',
    text: 'Guten Tag,\nbitte zahlen Sie 100,00 €.',
    html: '<p>Guten Tag, bitte zahlen Sie 100,00 €.</p><img src="cid:code" alt="">',
    inlineImages: [{ contentId: 'code', mimeType: 'image/png', content: new Uint8Array([137, 80, 78, 71]) }],
    attachments: [
      { fileName: 'M-00042.pdf', mimeType: 'application/pdf', content: new TextEncoder().encode('%PDF-1.7 letter') },
      { fileName: 'Rechnung Ü-7.pdf', mimeType: 'application/pdf', content: new Uint8Array([0, 255, 10, 13]) },
    ],
    date: '2026-03-10T08:00:00.000Z',
    ...more,
  };
}

/** A deadline as the sender sets one, short. */
export const within = (ms: number) => AbortSignal.timeout(ms);
