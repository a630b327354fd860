// Decisions on bank bookings in the chat: the same use cases as on the console, the same rule that the first one wins.

import type { App } from '@slack/bolt';
import { UseCaseError } from '../../app/errors.ts';
import { confirmMatch, refuseMatch } from '../../app/matching/decide.ts';
import { readMatch } from '../../app/matching/list.ts';
import { changed } from '../deciding.ts';
import type { Bot } from '../deps.ts';
import { ACTION, readIds } from '../ids.ts';
import { invoicesOf } from '../messages/bookings.ts';
import { type Md, md, own } from '../text.ts';
import type { Door } from '../who.ts';
import { BOOKING_WORDS } from '../words/bookings.ts';
import { type Click, onAction, type Said } from './guard.ts';

export function addBookings(app: App, bot: Bot, door: Door): void {
  onAction(app, bot, door, ACTION.booking, { role: 'approver', once: 'within' }, book);
  onAction(app, bot, door, ACTION.bookingNone, { role: 'approver', once: 'within' }, none);
}

async function book(click: Click): Promise<Said> {
  const [entry, version, candidate] = readIds(click.value, 3) ?? [];
  if (entry === undefined || version === undefined || candidate === undefined) return null;
  await decided(click, () => confirmMatch(click.ctx, { entry, version, candidate }));
  return async (): Promise<Md> => {
    const booked = await readMatch(click.ctx, { entry });
    return md`${BOOKING_WORDS[click.voice.language].told(booked.candidates.map(invoicesOf).join(', '))}`;
  };
}

async function none(click: Click): Promise<Said> {
  const [entry, version] = readIds(click.value, 2) ?? [];
  if (entry === undefined || version === undefined) return null;
  await decided(click, () => refuseMatch(click.ctx, { entry, version }));
  return own(BOOKING_WORDS[click.voice.language].toldNone);
}

/** Whoever comes too late sees what is true now as soon as he is told. */
async function decided(click: Click, decide: () => Promise<unknown>): Promise<void> {
  try {
    await decide();
  } catch (error) {
    if (error instanceof UseCaseError) click.bot.kick();
    throw error;
  }
  changed(click);
}
