// duly proposals, propose, take-back: what waits for a decision, and putting something there.

import { viewInvoice } from '../../app/insight/invoice-view.ts';
import { listUndecided, type ProposalPage } from '../../app/insight/list-proposals.ts';
import type { ProposalView } from '../../app/insight/proposal-view.ts';
import { proposeByHand } from '../../app/proposals/propose-by-hand.ts';
import { reopenProposal } from '../../app/proposals/reopen.ts';
import { fourEyesText } from '../../core/four-eyes-text.ts';
import { reasonText, reopenText } from '../../core/reason-text.ts';
import type { Answer, House } from '../desk.ts';
import { reasonJson, reopenJson, withDecimals } from '../json.ts';
import { levelNamed } from '../levels.ts';
import { refuse } from '../refusals.ts';
import { table } from '../table.ts';

const PAGE = 500;

export async function proposals(
  house: House,
  { limit = Number.MAX_SAFE_INTEGER }: { limit?: number },
): Promise<Answer> {
  const { rows, sums, total } = await readPages(house, limit);
  const { say, words } = house;
  if (total === 0) {
    const lines = [say('Nothing waits for a decision.', 'Nichts wartet auf eine Entscheidung.')];
    return { json: { proposals: [], sums: [], total }, lines };
  }
  const left = total - rows.length;
  const groups = sums.map((sum) => [
    sum.levelName ?? words.list.statement,
    String(sum.count),
    house.money(sum.principalCents, sum.currency),
  ]);
  return {
    json: {
      proposals: rows.map(proposalJson),
      sums: sums.map(({ levelPosition: _order, ...sum }) => withDecimals(sum)),
      total,
    },
    lines: [
      ...proposalTable(house, rows),
      ...(left > 0 ? [words.list.more(left)] : []),
      '',
      ...table(
        [
          { title: words.list.level },
          { title: words.list.count, right: true },
          { title: words.list.open, right: true },
        ],
        groups,
      ),
      '',
      say(
        'Approve with "duly approve ID..." or "duly approve --all".',
        'Freigeben mit „duly approve NR...“ oder „duly approve --all“.',
      ),
    ],
  };
}

export async function propose(
  house: House,
  invoices: string[],
  { level, remark }: { level?: string; remark?: string },
): Promise<Answer> {
  const levelId = level === undefined ? undefined : await levelNamed(house, await planOfAll(house, invoices), level);
  const made = await proposeByHand(house.ctx, { invoices, levelId, remark });
  const ids = made.proposals.join(', ');
  return { json: made, lines: [house.say(`Proposed: ${ids}.`, `Vorgeschlagen: ${ids}.`)] };
}

export async function takeBack(house: House, proposal: number): Promise<Answer> {
  const lines = [
    house.say(
      `The approval of proposal ${proposal} was taken back.`,
      `Freigabe des Vorschlags ${proposal} zurückgenommen.`,
    ),
  ];
  return { json: await reopenProposal(house.ctx, { proposal }), lines };
}

async function readPages(house: House, limit: number): Promise<ProposalPage> {
  const rows: ProposalView[] = [];
  for (let after: string | null = null; ; ) {
    const size = Math.min(PAGE, limit - rows.length);
    const page = await listUndecided(house.ctx, { limit: size, ...(after === null ? {} : { after }) });
    rows.push(...page.rows);
    after = page.next;
    if (after === null || rows.length >= limit) return { ...page, rows };
  }
}

function proposalTable(house: House, rows: readonly ProposalView[]): string[] {
  const { list } = house.words;
  const columns = [
    { title: house.say('ID', 'Nr.'), right: true },
    { title: list.customer },
    { title: list.level },
    { title: list.invoices },
    { title: house.say('Days', 'Tage'), right: true },
    { title: list.total, right: true },
    { title: '' },
    { title: list.notes },
  ];
  return table(
    columns,
    rows.map((row) => [
      String(row.id),
      `${row.customer.number} ${row.customer.name}`,
      row.level?.name ?? list.statement,
      `${row.lines[0]?.invoice ?? ''}${row.lines.length > 1 ? ` +${row.lines.length - 1}` : ''}`,
      String(row.daysOverdue),
      house.money(row.amounts?.totalCents ?? row.openCents, row.currency),
      row.wayOut.channel === null ? list.noWayOut : list.by[row.wayOut.channel],
      notesOn(house, row).join(' '),
    ]),
  );
}

function notesOn(house: House, row: ProposalView): string[] {
  const { against, reopened, firstApproval, secondNeeded, byHand, unmatchedCents, currency } = row;
  const { language, words } = house;
  return [
    ...(against?.kind === 'withdraw' ? [reasonText(against.reason, language)] : []),
    ...(against?.kind === 'reopen' ? [reopenText(against.reason, language)] : []),
    ...(reopened === null ? [] : [reopenText(reopened, language)]),
    ...(firstApproval === null ? [] : [words.list.firstApproval(firstApproval.by)]),
    ...(secondNeeded === null ? [] : [fourEyesText(secondNeeded, language)]),
    ...(byHand ? [`${words.list.byHand}.`] : []),
    ...(unmatchedCents > 0 ? [`${words.list.unmatched(house.money(unmatchedCents, currency))}.`] : []),
  ];
}

function proposalJson(row: ProposalView): unknown {
  const { against, reopened, secondNeeded } = row;
  return withDecimals({
    ...row,
    against:
      against === null
        ? null
        : {
            kind: against.kind,
            reason: against.kind === 'withdraw' ? reasonJson(against.reason) : reopenJson(against.reason),
          },
    reopened: reopened === null ? null : reopenJson(reopened),
    secondNeeded: secondNeeded === null ? null : { ...secondNeeded, text: fourEyesText(secondNeeded, 'en') },
  });
}

/** The one plan that all invoices are in. */
async function planOfAll(house: House, invoices: readonly string[]): Promise<string> {
  const plans = new Set<string>();
  for (const invoice of invoices) plans.add((await viewInvoice(house.ctx, { invoice })).planName);
  const [plan, other] = plans;
  if (plan === undefined || other !== undefined) {
    throw refuse('invoices_in_several_plans');
  }
  return plan;
}
