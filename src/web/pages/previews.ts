// Letters and mails: of proposals as they would become, of notices as they are stored. Framed or opened by our own
// pages, with policies that let nothing in from outside and no script run.

import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { noticeDocument } from '../../app/insight/notice-document.ts';
import { previewLetter, previewLetterPicture, previewMail } from '../../app/insight/preview-proposal.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import { documentHeaders, previewHeaders } from '../protect.ts';
import { type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';

/** The letter's page on screen: wide enough to read on a phone held close, small enough for a hundred kilobytes. */
const PICTURE_WIDTH_PX = 1_000;

export function previewPages({ deps, door }: Tools): Web {
  const app = new Hono<WebEnv>();
  const framed = previewHeaders(deps.publicUrl);
  const opened = documentHeaders(deps.publicUrl);

  app.get('/preview/proposals/:id/letter.pdf', opened, door, async (c) => {
    const { pdf } = await previewLetter(visitOf(c).ctx, { proposal: idOf(c, 'id') });
    return document(c, pdf, 'application/pdf', 'preview.pdf');
  });

  app.get('/preview/proposals/:id/letter.png', framed, door, async (c) => {
    const picture = { proposal: idOf(c, 'id'), page: 0, widthPx: PICTURE_WIDTH_PX };
    return document(c, await previewLetterPicture(visitOf(c).ctx, picture), 'image/png', 'preview.png');
  });

  app.get('/preview/proposals/:id/mail', framed, door, async (c) => {
    const { html, inlineImages } = await previewMail(visitOf(c).ctx, { proposal: idOf(c, 'id') });
    const images = inlineImages.map((image) => ({ ...image, base64: Buffer.from(image.bytes).toString('base64') }));
    return c.html(embedImages(html, images));
  });

  app.get('/preview/notices/:number/letter.pdf', opened, door, async (c) => {
    const number = idOf(c, 'number');
    const { letter } = await noticeDocument(visitOf(c).ctx, { number });
    return document(c, letter, 'application/pdf', `${noticeNumberText(number)}.pdf`);
  });

  app.get('/preview/notices/:number/mail', framed, door, async (c) => {
    const { email } = await noticeDocument(visitOf(c).ctx, { number: idOf(c, 'number') });
    return c.html(embedImages(email.html, email.inlineImages));
  });

  return app;
}

/** A mail refers to its own pictures by id; on a page they are put in place, since nothing may be loaded. */
export function embedImages(
  html: string,
  images: readonly { contentId: string; mimeType: string; base64: string }[],
): string {
  return images.reduce(
    (text, { contentId, mimeType, base64 }) => text.replaceAll(`cid:${contentId}`, `data:${mimeType};base64,${base64}`),
    html,
  );
}

/** The number in an address; anything else is an address that does not exist. */
export function idOf(c: Request, name: 'id' | 'number' | 'version'): number {
  const text = c.req.param(name) ?? '';
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new HTTPException(404);
  return Number(text);
}

/** Shown, not saved; the name is for those who save it all the same, and made of our own words only. */
function document(c: Request, bytes: Uint8Array, type: string, name: string): Response {
  const disposition = `inline; filename="${name}"`;
  return c.body(Uint8Array.from(bytes).buffer, 200, { 'Content-Type': type, 'Content-Disposition': disposition });
}
