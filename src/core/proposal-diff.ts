// What a run changes about the proposals that are there: new ones, ones that say something else now, ones to withdraw.

import type { WithdrawalReason } from './reason.ts';

export interface DiffLine {
  invoiceId: number;
  levelId: number | null;
  moves: boolean;
  openCents: number;
}

export interface DiffContent {
  customerId: number;
  currency: string;
  levelId: number | null;
  principalCents: number;
  unmatchedCents: number;
  lines: readonly DiffLine[];
}

export interface ProposalDiff<C extends DiffContent> {
  added: C[];
  refreshed: { id: number; content: C }[];
  withdrawn: { id: number; reason: WithdrawalReason }[];
}

/**
 * Compares the undecided proposals there are with those that ought to be.
 *
 * A proposal is continued by the first wanted one that shares a moving invoice with it; so an older proposal is
 * refreshed, not doubled (rules section 4.4). `reasonOf` says why an invoice is in none.
 */
export function diffProposals<C extends DiffContent>(
  open: readonly { id: number; content: DiffContent }[],
  wanted: readonly C[],
  reasonOf: (invoiceId: number) => WithdrawalReason,
): ProposalDiff<C> {
  const wantedOf = new Map<number, C>();
  for (const content of wanted) for (const line of moving(content)) wantedOf.set(line.invoiceId, content);
  const continued = new Set<C>();
  const diff: ProposalDiff<C> = { added: [], refreshed: [], withdrawn: [] };
  for (const { id, content } of open) {
    const next = moving(content)
      .map((line) => wantedOf.get(line.invoiceId))
      .find((candidate) => candidate !== undefined && !continued.has(candidate));
    if (next === undefined) {
      const first = moving(content)[0];
      const isMoved = first === undefined || wantedOf.has(first.invoiceId);
      diff.withdrawn.push({ id, reason: isMoved ? { code: 'superseded' } : reasonOf(first.invoiceId) });
      continue;
    }
    continued.add(next);
    if (!saysTheSame(content, next)) diff.refreshed.push({ id, content: next });
  }
  for (const content of wanted) if (!continued.has(content)) diff.added.push(content);
  return diff;
}

function moving(content: DiffContent): readonly DiffLine[] {
  return content.lines.filter((line) => line.moves);
}

/** Whether two contents are the same to the person who decides; the order of lines does not matter. */
export function saysTheSame(a: DiffContent, b: DiffContent): boolean {
  if (a.levelId !== b.levelId || a.principalCents !== b.principalCents || a.unmatchedCents !== b.unmatchedCents)
    return false;
  if (a.lines.length !== b.lines.length) return false;
  const lines = new Map(b.lines.map((line) => [line.invoiceId, line]));
  return a.lines.every((line) => {
    const other = lines.get(line.invoiceId);
    return (
      other !== undefined &&
      other.levelId === line.levelId &&
      other.moves === line.moves &&
      other.openCents === line.openCents
    );
  });
}
