// What every answer and every form goes through: headers, origin of forms, their size and kind.

import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { NONCE, secureHeaders } from 'hono/secure-headers';
import { isEncrypted } from './auth/cookies.ts';
import type { WebEnv } from './web.ts';

/** Previews are framed by our own pages and have policies of their own. */
export const PREVIEW = '/preview/';

const FORM_BYTES_AT_MOST = 256 * 1024;
/** The largest file of an import with what a form adds. */
const UPLOAD_BYTES_AT_MOST = 21 * 1024 * 1024;
/** Addresses that take a file. */
const UPLOADS = /^\/(imports|invoices\/[^/]+\/original|settings\/company\/logo)$/;
const HSTS = 'max-age=31536000; includeSubDomains';

/** Headers of pages: our own scripts by nonce, styles and forms from here alone, never in a frame. */
export function pageHeaders(publicUrl: string | null) {
  return secureHeaders({
    ...commonHeaders(publicUrl),
    xFrameOptions: 'DENY',
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: [NONCE],
      connectSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      frameSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
  });
}

/** Headers of previews: a mail's own inline styles and embedded pictures, nothing from outside, no script, no forms. */
export function previewHeaders(publicUrl: string | null) {
  return secureHeaders({
    ...commonHeaders(publicUrl),
    xFrameOptions: 'SAMEORIGIN',
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'unsafe-inline'"],
      imgSrc: ['data:'],
      formAction: ["'none'"],
      frameAncestors: ["'self'"],
      baseUri: ["'none'"],
      sandbox: [],
    },
  });
}

/**
 * A browser shows no PDF in a sandbox: it is opened in a window of its own, as a PDF and nothing else (nosniff),
 * whether we drew it or somebody handed it in.
 */
export function documentHeaders(publicUrl: string | null) {
  return secureHeaders({
    ...commonHeaders(publicUrl),
    xFrameOptions: 'DENY',
    contentSecurityPolicy: { frameAncestors: ["'none'"] },
  });
}

function commonHeaders(publicUrl: string | null) {
  return {
    strictTransportSecurity: isEncrypted(publicUrl) ? HSTS : false,
    // Not `no-referrer`: it would make browsers send `Origin: null` with our own forms.
    referrerPolicy: 'same-origin',
    originAgentCluster: false,
    permissionsPolicy: { camera: false, geolocation: false, microphone: false, payment: false },
  };
}

/**
 * Forms are taken from our own pages only. `csrf` judges the content types that a foreign form can send; every other
 * type is refused here, since for those it would rely on the browser alone. Without a public address the host that was
 * asked is our own: nobody else is signed in there, for its cookies are that host's.
 */
export function ownFormsOnly(publicUrl: string | null) {
  const judge = publicUrl === null ? csrf() : csrf({ origin: new URL(publicUrl).origin });
  return createMiddleware<WebEnv>(async (c, next) => {
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
    const type = c.req.header('content-type') ?? '';
    const isForm = /^application\/x-www-form-urlencoded(;|$)/i.test(type.trim());
    const isUpload = UPLOADS.test(c.req.path) && /^multipart\/form-data(;|$)/i.test(type.trim());
    if (!isRead && !isForm && !isUpload) throw new HTTPException(415);
    return judge(c, next);
  });
}

const tooLarge = () => {
  throw new HTTPException(413);
};
const limitForm = bodyLimit({ maxSize: FORM_BYTES_AT_MOST, onError: tooLarge });
const limitUpload = bodyLimit({ maxSize: UPLOAD_BYTES_AT_MOST, onError: tooLarge });

/** Forms are small; only where a file is handed in may more come. */
export const limitForms = createMiddleware<WebEnv>((c, next) =>
  UPLOADS.test(c.req.path) ? limitUpload(c, next) : limitForm(c, next),
);
