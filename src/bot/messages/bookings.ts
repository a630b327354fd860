// A question about bank bookings: amount, payer and text of each, what it may be for, and what became of it.

import type { BookingQuestion } from '../../app/chat/booking-questions.ts';
import type { BankEntryView, CandidateView } from '../../app/matching/view.ts';
import { actions, button, confirmation, context, option, type Rendered, section, select } from '../blocks/parts.ts';
import { ACTION, idsValue } from '../ids.ts';
import { escaped, joined, type Md, md, own } from '../text.ts';
import type { Voice } from '../voice.ts';
import { BOOKING_WORDS } from '../words/bookings.ts';
import { type Shown, shownName } from './shown.ts';

const TEXT_AT_MOST = 200;
const INVOICES_NAMED = 3;

export interface BookingSurroundings {
  shown: Shown;
  consoleUrl: string | null;
}

export function bookingsMessage(
  question: BookingQuestion,
  { shown, consoleUrl }: BookingSurroundings,
  voice: Voice,
  revision: number,
): Rendered {
  const words = BOOKING_WORDS[voice.language];
  const title = titleOf(question, voice);
  const heading = md`:bank: *${own(title)}* · ${question.fileName}`;
  const blocks: Rendered['blocks'] = [section(`bookings.${revision}`, heading)];
  for (const entry of question.entries) {
    blocks.push(section(`booking${entry.id}.${revision}`, bookingText(entry, shown, voice)));
    if (isAsked(entry)) blocks.push(actions(`decide${entry.id}.${revision}`, choices(entry, shown, voice)));
    else blocks.push(context(`became${entry.id}.${revision}`, outcome(entry, voice)));
  }
  if (question.beside > 0) blocks.push(context(`beside.${revision}`, own(words.beside(question.beside))));
  if (consoleUrl !== null && (question.entries.some(waits) || question.beside > 0)) {
    const url = `${consoleUrl}/payments#matches`;
    blocks.push(actions(`console.${revision}`, [button(ACTION.console, words.open, 'bookings', { url })]));
  }
  return { text: `${title} · ${escaped(question.fileName)}`, blocks };
}

/** Somebody can decide it here: there are candidates. */
function isAsked({ state }: BankEntryView): boolean {
  return state === 'asked';
}

/** Nobody has decided it: here somebody can, or it waits on the console. */
function waits(entry: BankEntryView): boolean {
  return isAsked(entry) || (entry.state === 'unmatched' && !isKept(entry));
}

/** Somebody keeps it as money of a customer. */
function isKept({ customer, decidedBy }: BankEntryView): boolean {
  return customer !== null && decidedBy !== null;
}

function titleOf({ entries }: BookingQuestion, voice: Voice): string {
  const words = BOOKING_WORDS[voice.language];
  const asked = entries.filter(isAsked).length;
  if (asked > 0) return words.title(asked);
  if (entries.length === 0) return words.undone;
  const left = entries.filter(waits).length;
  return left > 0 ? words.left(left) : words.done;
}

function bookingText(entry: BankEntryView, shown: Shown, voice: Voice): Md {
  const words = BOOKING_WORDS[voice.language];
  const head = md`*${voice.money(entry.amountCents, entry.currency)}* · ${voice.day(entry.bookedOn)}`;
  const doubt = doubtOf(entry, voice);
  const lines = [doubt === null ? head : md`${head} · ${own(doubt)}`];
  // What a payer wrote may hold names and addresses; where those are kept out of the chat, so is it.
  if (shown.showDetails && !shown.initials) {
    lines.push(md`${entry.payerName ?? words.unnamed}`);
    const text = entry.text.trim() === '' ? (entry.reference ?? '') : entry.text;
    if (text !== '') lines.push(md`„${own(escaped(text, TEXT_AT_MOST))}“`);
  }
  return joined(lines, '\n');
}

function doubtOf({ because, state }: BankEntryView, voice: Voice): string | null {
  const { doubts } = BOOKING_WORDS[voice.language];
  return state === 'asked' && because !== null && because in doubts ? doubts[because as keyof typeof doubts] : null;
}

/** A button for a lone candidate, a menu for several, and that it is no payment for invoices of ours. */
function choices(entry: BankEntryView, shown: Shown, voice: Voice) {
  const words = BOOKING_WORDS[voice.language];
  const offered = entry.candidates.flatMap((candidate, place) =>
    candidate.lines.length === 0 ? [] : [{ candidate, value: idsValue(entry.id, entry.version, place) }],
  );
  const [only, second] = offered;
  const confirm = confirmation(words.noneConfirm);
  const none = button(ACTION.bookingNone, words.none, idsValue(entry.id, entry.version), { confirm });
  if (only === undefined) return [none];
  if (second === undefined) {
    const label = words.book(invoicesOf(only.candidate));
    return [button(ACTION.booking, label, only.value, { style: 'primary' }), none];
  }
  const options = offered.map(({ candidate, value }) => {
    const { number, name } = candidate.customer;
    const open = candidate.lines.reduce((sum, line) => sum + line.openCents, 0);
    const label = `${invoicesOf(candidate)} · ${shownName(name, number, shown)}`;
    return option(label, value, voice.money(open, entry.currency));
  });
  return [select(ACTION.booking, words.choose, options), none];
}

/** The numbers of a candidate's invoices, the first few of many. */
export function invoicesOf({ lines }: Pick<CandidateView, 'lines'>): string {
  const named = lines.slice(0, INVOICES_NAMED).map((line) => line.invoice);
  const rest = lines.length - named.length;
  return named.join(', ') + (rest > 0 ? ` +${rest}` : '');
}

function outcome(entry: BankEntryView, voice: Voice): Md {
  const words = BOOKING_WORDS[voice.language];
  const by = entry.decidedBy === null ? own('') : md` ${words.by(entry.decidedBy)}`;
  switch (entry.state) {
    case 'booked':
      return md`:white_check_mark: ${words.booked(entry.candidates.map(invoicesOf).join(', '))}${by}`;
    case 'set_aside':
      return md`:file_folder: ${words.setAside}${by}`;
    case 'replaced':
      return md`${words.replaced}`;
    case 'asked':
    case 'unmatched':
      if (entry.decidedBy === null) return md`${words.waits}`;
      return entry.customer === null
        ? md`${words.reopened}${by}`
        : md`:white_check_mark: ${words.kept(entry.customer.number)}${by}`;
  }
}
