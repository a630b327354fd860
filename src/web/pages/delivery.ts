// Delivery: notices that reached nobody, each with what can be done, and the letters to be printed and posted.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { letterPosted, listPrintQueue, printBatchPdf, printLetters } from '../../app/letters/print-queue.ts';
import { pauseSending, resumeSending, sendingStatus } from '../../app/notices/control.ts';
import { deliveryProblems, retryWithAddress, sendAsLetter } from '../../app/notices/problems.ts';
import { resolveDelivery } from '../../app/notices/resolve-delivery.ts';
import { acceptUndelivered, sendNotice } from '../../app/notices/send-notice.ts';
import { mayAct } from '../../core/actor.ts';
import { keepFlash, takeFlash } from '../flash.ts';
import { readForm } from '../forms.ts';
import { problemCards, queueCard } from '../parts/delivery.ts';
import { layout } from '../parts/layout.ts';
import { note } from '../parts/note.ts';
import { flashNote } from '../parts/notes.ts';
import { sendingCard } from '../parts/sending.ts';
import { documentHeaders } from '../protect.ts';
import { refusalOf } from '../refusals.ts';
import { pdfAnswer } from '../uploads.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';
import { idOf } from './previews.ts';

const PROBLEMS_AT_MOST = 50;
const typed = z.string().max(2_000).default('');
const PROBLEM_FORM = z.strictObject({
  do: z.enum(['correct_address', 'send_as_letter', 'send_again', 'arrived', 'not_arrived', 'review_again', 'accept']),
  delivery: z.uuid(),
  notice: z.string().regex(/^\D*0*[1-9]\d{0,14}$/),
  to: typed,
  reason: typed,
  remember: z.literal('on').optional(),
});

export function deliveryPages({ deps, jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/delivery', door, (c) => showDelivery(c, flashNote(c, takeFlash(c, jar), []), null));

  app.post('/delivery/problems', door, async (c) => {
    const fields = await readForm(c, PROBLEM_FORM);
    try {
      await handle(c, fields);
      deps.afterDecision();
      keepFlash(c, jar, { kind: 'done', done: 'deliveryHandled' });
      return c.redirect('/delivery', 303);
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      return showDelivery(c, '', refusal.text ?? Object.values(refusal.problems).join(' '));
    }
  });

  app.post('/delivery/sending', door, async (c) => {
    const { do: step, reason } = await readForm(c, z.strictObject({ do: z.enum(['pause', 'resume']), reason: typed }));
    try {
      const { ctx } = visitOf(c);
      await (step === 'pause' ? pauseSending(ctx, { reason }) : resumeSending(ctx, { reason }));
      deps.afterDecision();
      keepFlash(c, jar, { kind: 'done', done: step === 'pause' ? 'sendingPaused' : 'sendingResumed' });
      return c.redirect('/delivery', 303);
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      return showDelivery(c, '', refusal.text ?? Object.values(refusal.problems).join(' '));
    }
  });

  app.post('/delivery/print', door, async (c) => {
    await readForm(c, z.strictObject({}));
    try {
      await printLetters(visitOf(c).ctx, {});
      return c.redirect('/delivery#queue', 303);
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      return showDelivery(c, '', refusal.text);
    }
  });

  app.post('/delivery/batches/:id/posted', door, async (c) => {
    await readForm(c, z.strictObject({}));
    try {
      const { posted } = await letterPosted(visitOf(c).ctx, { batch: idOf(c, 'id') });
      keepFlash(c, jar, { kind: 'done', done: 'posted', count: posted.length });
      return c.redirect('/delivery', 303);
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      return showDelivery(c, '', refusal.text);
    }
  });

  app.get('/preview/batches/:id/letters.pdf', documentHeaders(deps.publicUrl), door, async (c) => {
    const { pdf } = await printBatchPdf(visitOf(c).ctx, { batch: idOf(c, 'id') });
    return pdfAnswer(c, pdf, 'letters.pdf');
  });

  return app;
}

async function handle(c: Request, fields: z.output<typeof PROBLEM_FORM>): Promise<void> {
  const { ctx } = visitOf(c);
  const { delivery, reason } = fields;
  const number = Number(fields.notice.replace(/^\D+/, ''));
  switch (fields.do) {
    case 'correct_address':
      await retryWithAddress(ctx, { delivery, to: fields.to, remember: fields.remember === 'on' });
      return;
    case 'send_as_letter':
      await sendAsLetter(ctx, { delivery });
      return;
    case 'send_again':
      await sendNotice(ctx, { number });
      return;
    case 'arrived':
    case 'not_arrived':
      await resolveDelivery(ctx, { delivery, resolution: fields.do, reason });
      return;
    case 'review_again':
      await resolveDelivery(ctx, { delivery, resolution: 'send_again', reason });
      return;
    case 'accept':
      await acceptUndelivered(ctx, { number, reason });
  }
}

async function showDelivery(c: Request, flash: Html | string, text: string | null): Promise<Response> {
  const { delivery: words, errors } = c.get('words');
  const { ctx, signedIn } = visitOf(c);
  const mayChange = mayAct(signedIn.role, 'approver');
  const problems = await deliveryProblems(ctx, { limit: PROBLEMS_AT_MOST });
  const queue = await listPrintQueue(ctx, {});
  const main = html`${flash}<header class="head"><h1>${words.title}</h1><a class="button" href="/delivery/outbox">${words.all}</a></header>
${text === null ? '' : note('bad', errors.refused.title, html`<p>${text}</p>`)}
${sendingCard(c, await sendingStatus(ctx, {}), mayAct(signedIn.role, 'admin'))}
${problemCards(c, problems, mayChange)}${queueCard(c, queue, mayChange)}`;
  return c.html(layout(c, { title: words.title, main, isError: text !== null }), text === null ? 200 : 422);
}
