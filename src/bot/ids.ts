// Every id that comes back from Slack, made and read in one place. A button carries ids and a revision, never an
// amount: what it means is read from the database when it is pressed.

export const ACTION = {
  review: 'digest.review',
  approveAll: 'digest.approve_all',
  approveLevel: 'digest.approve_level',
  runAnyway: 'digest.run_anyway',
  stopAutomation: 'digest.stop_automation',
  console: 'digest.console',
  row: 'proposal.menu',
  undo: 'decisions.undo',
  second: 'home.second',
  runNow: 'home.run_now',
  tick: 'review.tick',
  filterLevel: 'review.level',
  filterAttention: 'review.attention',
  filterCustomer: 'review.customer',
  tickAll: 'review.all',
  tickNone: 'review.none',
  previous: 'review.previous',
  next: 'review.next',
  details: 'review.details',
  testMail: 'detail.test_mail',
  otherwise: 'detail.otherwise',
  pdf: 'detail.pdf',
  original: 'detail.original',
  booking: 'booking.book',
  bookingNone: 'booking.none',
} as const;

export const VIEW = {
  review: 'review',
  confirm: 'confirm',
  detail: 'detail',
  decide: 'decide',
  runAnyway: 'run_anyway',
  stopAutomation: 'stop_automation',
  undo: 'undo',
  info: 'info',
} as const;

/** Ids joined by dots, e.g. digest and revision. */
export function idsValue(...ids: readonly number[]): string {
  return ids.join('.');
}

/** Positive integers joined by dots, as `idsValue` wrote them; null for anything else. */
export function readIds(value: unknown, count: number): number[] | null {
  if (typeof value !== 'string' || !/^\d{1,15}(\.\d{1,15})*$/.test(value)) return null;
  const ids = value.split('.').map(Number);
  return ids.length === count ? ids : null;
}

/** What a menu of a proposal offers. */
export const ROW_CHOICES = ['approve', 'skip', 'snooze', 'details', 'more'] as const;
export type RowChoice = (typeof ROW_CHOICES)[number];

export function rowValue(choice: RowChoice, proposalId: number): string {
  return `${choice}:${proposalId}`;
}

export function readRowValue(value: unknown): { choice: RowChoice; proposalId: number } | null {
  const [word, id] = typeof value === 'string' ? value.split(':') : [];
  const choice = ROW_CHOICES.find((one) => one === word);
  const ids = readIds(id, 1);
  return choice === undefined || ids?.[0] === undefined ? null : { choice, proposalId: ids[0] };
}

/** What a modal carries along: few ids, well below the 3,000 characters of private_metadata. */
export interface ModalState {
  digest?: number;
  proposal?: number;
  /** The version that was looked at. */
  version?: number;
  /** What a confirmation is about: all, one level, or the person's ticks. */
  about?: 'all' | 'ticks' | number;
  /** How many it showed, to notice a change. */
  shown?: number;
  kind?: string;
  /** Whose approvals an undo is about. */
  by?: string;
}

export function writeState(state: ModalState): string {
  return JSON.stringify(state);
}

export function readState(text: unknown): ModalState {
  try {
    const parsed: unknown = JSON.parse(String(text));
    return typeof parsed === 'object' && parsed !== null ? (parsed as ModalState) : {};
  } catch {
    return {};
  }
}
