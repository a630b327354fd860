// The e-mail of a notice: subject, plain text and HTML, all from the same template text.

import type { Notice } from '../../core/notice.ts';
import type { PaymentCode } from '../codes/payment-code.ts';
import { qrPng } from '../picture/png.ts';
import type { ComposedText } from '../text/compose.ts';
import { htmlPart } from './html.ts';
import { textPart } from './text.ts';

export interface InlineImage {
  /** Without angle brackets; the HTML refers to it as cid:<contentId>. */
  contentId: string;
  bytes: Uint8Array;
  mimeType: string;
}

export interface EmailParts {
  subject: string;
  text: string;
  html: string;
  inlineImages: InlineImage[];
}

const CODE_CONTENT_ID = 'payment-code';
const PIXELS_PER_MODULE = 5;

/** Subject, both parts and the EPC code as picture; a Swiss QR-bill is in the PDF only. */
export function renderEmail(notice: Notice, composed: ComposedText, code: PaymentCode): EmailParts {
  const hasCode = code.kind === 'epc';
  const inlineImages: InlineImage[] = hasCode
    ? [{ contentId: CODE_CONTENT_ID, bytes: qrPng(code.matrix, PIXELS_PER_MODULE), mimeType: 'image/png' }]
    : [];
  return {
    subject: composed.subject,
    text: textPart(notice, composed),
    html: htmlPart(notice, composed, hasCode ? CODE_CONTENT_ID : null),
    inlineImages,
  };
}
