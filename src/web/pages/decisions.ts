// Deciding on proposals: first a page that says what the decision would concern and mean, then the decision itself.
// What was shown is what is decided: versions travel with the form, and something newer is shown again instead.

import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { refusal } from '../../app/errors.ts';
import { type Selection, weighProposals } from '../../app/insight/list-proposals.ts';
import { type ProposalDetail, viewProposal } from '../../app/insight/preview-proposal.ts';
import { decideProposals } from '../../app/proposals/decide.ts';
import { mayAct } from '../../core/actor.ts';
import {
  CHECK_FORM,
  DECIDE_FORM,
  type DecideFields,
  NO_FIELDS,
  readDecision,
  readSeen,
  type Seen,
} from '../decision-form.ts';
import { type DecisionKind, keepFlash } from '../flash.ts';
import { type Problems, readForm } from '../forms.ts';
import { checkPage } from '../parts/check.ts';
import { layout } from '../parts/layout.ts';
import { askInput, askPath, readAsk } from '../proposal-address.ts';
import { refusalOf } from '../refusals.ts';
import { type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';

export function decisionPages({ deps, jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.post('/decisions/check', door, async (c) => {
    requireApprover(c);
    const form = await readForm(c, CHECK_FORM, ['proposal']);
    const seen = readSeen(form.proposal) ?? [];
    if (form.all === undefined && seen.length === 0) {
      keepFlash(c, jar, { kind: 'said', what: 'nothingTicked' });
      return c.redirect(listPath(form.list), 303);
    }
    return showCheck(c, form.do, selectionOf(form.all, seen), { seen, list: form.list });
  });

  app.post('/decisions', door, async (c) => {
    const fields = await readForm(c, DECIDE_FORM);
    const seen = readSeen(fields.seen.split('-'));
    if (seen === null) throw new HTTPException(400);
    const proposals = seen.map((one) => one.id);
    const again = { seen, fields, list: fields.list };
    const read = readDecision(fields, c.get('words'));
    if ('problems' in read) return showCheck(c, fields.do, proposals, { ...again, problems: read.problems });
    try {
      const { decided, waiting, withheld, decidedBefore } = await decideProposals(visitOf(c).ctx, {
        proposals,
        seen,
        decision: read.decision,
      });
      if (fields.do === 'approve' && decided.length > 0) deps.afterDecision();
      const before = decidedBefore.map((one) => one.id);
      keepFlash(c, jar, {
        kind: 'decided',
        decision: fields.do,
        count: decided.length,
        decided,
        before,
        waiting: waiting.length,
        withheld: withheld[0]?.why ?? null,
      });
      return c.redirect(listPath(fields.list), 303);
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      return showCheck(c, fields.do, proposals, { ...again, ...refusal });
    }
  });

  return app;
}

/** The use case refuses anyway; here before people fill in a form that would be refused. */
function requireApprover(c: Request): void {
  const { name, role } = visitOf(c).signedIn;
  if (!mayAct(role, 'approver')) throw refusal('may_not_decide', { name });
}

type Selected = Parameters<typeof weighProposals>[1]['proposals'];

function selectionOf(all: string | undefined, seen: readonly Seen[]): Selected {
  if (all === undefined) return seen.map((one) => one.id);
  return askInput(readAsk(all));
}

/** The list one came from, at its place; only what its address can say is taken over. */
function listPath(list: string): string {
  const ask = readAsk(list);
  return askPath(ask, { after: ask.after });
}

interface Again {
  /** What was looked at before; empty when this is the first look. */
  seen: readonly Seen[];
  /** The query of the list to come back to. */
  list: string;
  fields?: DecideFields;
  problems?: Problems;
  /** Why the decision as a whole was refused. */
  text?: string | null;
}

async function showCheck(c: Request, kind: DecisionKind, proposals: Selected, again: Again): Promise<Response> {
  const { ctx } = visitOf(c);
  const selection = await weighProposals(ctx, { proposals });
  const versions = new Map(again.seen.map(({ id, version }) => [id, version]));
  const hasChanged = selection.rows.some((row) => (versions.get(row.id) ?? row.version) !== row.version);
  const { errors, decisions } = c.get('words');
  const problems = again.problems ?? {};
  const refusal = hasChanged ? errors.changed : (again.text ?? null);
  const isError = again.fields !== undefined;
  const fields = again.fields ?? NO_FIELDS;
  const levels = kind === 'approve' ? await higherLevels(c, selection) : [];
  const back = { list: again.list, path: listPath(again.list) };
  const main = checkPage(c, { kind, selection, levels, fields, problems, refusal, back });
  const title = decisions.ask[kind](selection.rows.length);
  return c.html(layout(c, { title, main, isError }), isError ? (refusal === null ? 422 : 409) : 200);
}

/** A single proposal may be approved at a higher level; many have no level in common. */
async function higherLevels(c: Request, { rows }: Selection): Promise<ProposalDetail['higherLevels']> {
  const [only, second] = rows;
  if (only === undefined || second !== undefined) return [];
  return (await viewProposal(visitOf(c).ctx, { proposal: only.id })).higherLevels;
}
