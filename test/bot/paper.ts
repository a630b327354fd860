// Digests on paper: views of any size with any names, for tests of what the blocks say and whether Slack takes them.
import type { DigestItem, DigestView } from '../../src/app/chat/digest.ts';
import { type Voice, voiceOf } from '../../src/bot/voice.ts';

export const GERMAN: Voice = voiceOf('de', { country: 'DE', timeZone: 'Europe/Berlin' });
export const ENGLISH: Voice = voiceOf('en', { country: 'DE', timeZone: 'Europe/Berlin' });

export const SETTINGS = {
  channelId: 'C1',
  nudgeAt: '12:00',
  closeAt: '17:00',
  undoMinutes: 15,
  showDetails: true,
  initials: false,
  emptyAfterDays: null,
  nudgeDirect: true,
  viewerGroup: null,
  approverGroup: null,
};

export const AROUND = {
  settings: SETTINGS,
  consoleUrl: 'https://duly.example.com',
  leavesMachine: true,
  nextRun: null,
  nextUp: [],
  picture: { fileId: 'F0AGING001', alt: 'Overdue by age: 1,190.00' },
};

export function item(id: number, more: Partial<DigestItem> = {}): DigestItem {
  const base = {
    id,
    version: 1,
    state: 'proposed',
    byHand: false,
    planId: 1,
    planName: 'Standard',
    sendFrom: '13:00',
    levelId: 1,
    levelName: 'Zahlungserinnerung',
    levelPosition: 1,
    levelKind: 'reminder',
    channels: ['email'],
    automation: 'propose',
    graceDays: 0,
    actAt: '13:00',
    shownOn: '2026-11-20',
    currency: 'EUR',
    openCents: 119_000,
    unmatchedCents: 0,
    customerId: id,
    customerNumber: `K-${id}`,
    customerName: `Customer ${id}`,
    emailsTo: ['pay@example.com'],
    address: null,
    preferredChannel: null,
    invoice: `RE-2026-${String(id).padStart(5, '0')}`,
    invoices: 1,
    oldestDue: '2026-11-01',
    decidedBy: null,
    decidedAt: null,
    decidedFrom: null,
    decidedOn: null,
    issueNotBefore: null,
    firstApprovedBy: null,
    firstApproverId: null,
    levelChosenById: null,
    secondNeeded: null,
    snoozedUntil: null,
    remark: null,
    reopened: null,
    withdrawn: null,
    noticeNumber: null,
    deliveryId: null,
    delivery: null,
    deliveryReason: null,
    paidByHand: null,
    daysOverdue: 19,
    channel: 'email',
    warnings: [],
    actsOn: null,
    undecided: true,
    takesBack: null,
  } satisfies DigestItem;
  return { ...base, ...more };
}

export function digestOf(items: readonly DigestItem[], more: Partial<DigestView> = {}): DigestView {
  const digest = {
    id: 1,
    onDay: '2026-11-20' as const,
    state: 'open' as const,
    openedAt: '2026-11-20T07:00:00.000Z',
    reviewedAt: null,
    closedAt: null,
    keeper: null,
    keptUntil: null,
  };
  return {
    digest,
    today: '2026-11-20',
    items: [...items],
    plans: [{ name: 'Standard', gate: null, stopped: false, runId: 1, held: {} }],
    troubles: [],
    bankDataThrough: '2026-11-19',
    ratesUntil: null,
    holidaysUntil: null,
    ...more,
  };
}
