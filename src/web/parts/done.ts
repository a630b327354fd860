// What was done, in a sentence, with the way to take it back.

import { html } from 'hono/html';
import type { Done, Flash } from '../flash.ts';
import type { Html, Request } from '../web.ts';
import type { Words } from '../words/index.ts';
import { note } from './note.ts';

export function doneNote(c: Request, { done, count, undo }: Extract<Flash, { kind: 'done' }>): Html {
  const words = c.get('words');
  const kind =
    done === 'nothingTicked' || done === 'letterTooLate' ? 'warn' : done === 'customerUnchanged' ? 'calm' : 'good';
  const fields = Object.entries(undo?.fields ?? {}).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const back =
    undo === null ? '' : html`<form method="post" action="${undo.path}">${fields}<button>${words.undo}</button></form>`;
  const next =
    done === 'proposedByHand' ? html`<p><a href="/?warning=by_hand">${words.overview.decideNow}</a></p>` : '';
  return note(kind, sentence(words, done, count), html`${next}${back}`);
}

function sentence(
  { overview, customers, exclusions, ledger, payments, delivery }: Words,
  done: Done,
  count: number,
): string {
  switch (done) {
    case 'proposedByHand':
      return overview.proposed(count);
    case 'nothingTicked':
      return overview.nothingTicked;
    case 'customerSaved':
      return customers.saved;
    case 'customerUnchanged':
      return customers.unchanged;
    case 'customerExcluded':
      return exclusions.added.customer;
    case 'customerIncluded':
      return exclusions.ended.customer;
    case 'invoicePaused':
      return exclusions.added.invoice;
    case 'invoiceResumed':
      return exclusions.ended.invoice;
    case 'dunningSuspended':
      return exclusions.added.all;
    case 'dunningResumed':
      return exclusions.ended.all;
    case 'disputeSettled':
      return exclusions.ended.dispute;
    case 'promiseEnded':
      return exclusions.ended.promise;
    case 'originalKept':
      return ledger.attached;
    case 'imported':
      return payments.imported(count);
    case 'importUndone':
      return payments.undone(count);
    case 'bankNoted':
      return payments.bankNoted;
    case 'posted':
      return delivery.posted(count);
    case 'deliveryHandled':
      return delivery.handled;
    case 'letterRecalled':
      return delivery.recalled;
    case 'letterTooLate':
      return delivery.tooLate;
    case 'sendingPaused':
      return delivery.paused;
    case 'sendingResumed':
      return delivery.resumed;
  }
}
