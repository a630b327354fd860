// Boxes that say something above a page: what was done, what to mind, what went wrong.

import { html } from 'hono/html';
import { withheldText } from '../../core/four-eyes-text.ts';
import type { ProposalOutcomeRow } from '../../db/proposal-outcomes.ts';
import type { Flash } from '../flash.ts';
import { type Html, type Request, visitOf } from '../web.ts';
import { doneNote } from './done.ts';
import { errorSummary } from './fields.ts';
import { note } from './note.ts';

export { note };

const NAMES_AT_MOST = 5;

/** What the last page left to be said; `outcomes` are those of the proposals it names. */
export function flashNote(c: Request, flash: Flash | null, outcomes: readonly ProposalOutcomeRow[]): Html | string {
  if (flash === null) return '';
  const words = c.get('words');
  switch (flash.kind) {
    case 'said':
      return saidNote(c, flash.what);
    case 'invoice': {
      const withdrew = flash.withdrawn === 0 ? '' : html`<p>${words.invoice.withdrew(flash.withdrawn)}</p>`;
      return note('good', words.invoice.done[flash.done], withdrew);
    }
    case 'done':
      return doneNote(c, flash);
    case 'plan':
      return note('good', words.plans.done[flash.done]);
    case 'settings': {
      const { saved, chatTested } = words.settings;
      const { saved: logoSaved, removed: logoRemoved } = words.settings.logo;
      const { added, changed } = words.people.done;
      const { revokedNow: tokenRevoked } = words.tokens;
      const { sent: mailSent } = words.mail;
      const { passwordSet } = words.people;
      return note(
        'good',
        {
          saved,
          personAdded: added,
          personChanged: changed,
          tokenRevoked,
          mailSent,
          passwordSet,
          chatTested,
          logoSaved,
          logoRemoved,
        }[flash.done],
      );
    }
    case 'text': {
      const { savedNow, restored } = words.templates;
      return note('good', flash.done === 'savedNow' ? savedNow : restored(flash.version));
    }
    case 'wrongFile':
      return errorSummary(c, { file: flash.text });
    case 'decided':
      return decidedNote(c, flash, outcomes);
  }
}

function saidNote(c: Request, what: Extract<Flash, { kind: 'said' }>['what']): Html {
  const words = c.get('words');
  switch (what) {
    case 'nothingTicked':
      return note('warn', words.today.nothingTicked);
    case 'takenBack':
      return note('good', words.proposal.takenBack);
    case 'doneBefore':
    case 'shownBefore':
      return note('calm', words.errors[what]);
    case 'signedOut':
      return note('calm', words.signIn.signedOut);
    case 'sessionsEnded':
    case 'passwordSet':
    case 'languageSet':
      return note('good', words.access.done[what]);
  }
}

function decidedNote(
  c: Request,
  flash: Extract<Flash, { kind: 'decided' }>,
  outcomes: readonly ProposalOutcomeRow[],
): Html {
  const { decisions, list } = c.get('words');
  const named = outcomes.filter((row) => flash.decided.includes(row.id)).map((row) => row.customerName);
  const shown = named.slice(0, NAMES_AT_MOST);
  const more = flash.count - shown.length;
  const names = html`<p>${shown.join(' · ')}${more > 0 && shown.length > 0 ? ` ${list.more(more)}` : ''}</p>`;
  const follows = visitOf(c).house.leavesMachine ? decisions.follows : decisions.followsOutbox;
  const body = html`${shown.length === 0 ? '' : names}
${flash.decision === 'approve' && flash.count > 0 ? html`<p>${follows}</p>` : ''}
${flash.waiting === 0 ? '' : html`<p>${decisions.waiting(flash.waiting)}</p>`}
${flash.withheld === null ? '' : html`<p>${withheldText(flash.withheld, c.get('language'))}</p>`}
${beforeList(
  c,
  outcomes.filter((row) => flash.before.includes(row.id)),
)}`;
  return note(flash.count === 0 ? 'warn' : 'good', decisions.done[flash.decision](flash.count), body);
}

/** What somebody else decided first, one line each. */
function beforeList(c: Request, rows: readonly ProposalOutcomeRow[]): Html | string {
  if (rows.length === 0) return '';
  const { decisions } = c.get('words');
  return html`<p>${decisions.before(rows.length)}</p>
<ul>${rows.map((row) => html`<li>${decisions.beforeLine(row.customerName, decisions.states[row.state], decidedBy(c, row))}</li>`)}</ul>`;
}

/** ' by Ben, 22 Nov 2026, 10:02 (Slack)', or nothing while nobody decided. */
export function decidedBy(
  c: Request,
  row: Pick<ProposalOutcomeRow, 'decidedAt' | 'decidedBy' | 'decidedFrom'>,
): string {
  if (row.decidedAt === null) return '';
  const { decisions } = c.get('words');
  const surface = decisions.surfaces[row.decidedFrom ?? ''] ?? '';
  return decisions.who(row.decidedBy, c.get('format').instant(row.decidedAt), surface);
}
