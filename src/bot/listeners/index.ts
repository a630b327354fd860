// Every listener of the bot; each is in the file of its subject.

import type { App } from '@slack/bolt';
import { registerCommands } from '../commands/index.ts';
import type { Bot } from '../deps.ts';
import type { Groups } from '../groups.ts';
import { createDoor } from '../who.ts';
import { addApproving } from './approve.ts';
import { addBookings } from './bookings.ts';
import { addDetail } from './detail.ts';
import { addHome, type Homes } from './home.ts';
import { addOtherwise } from './otherwise.ts';
import { addReview } from './review.ts';
import { addRunning } from './run.ts';
import { addUndo } from './undo.ts';

export function addListeners(app: App, bot: Bot): { homes: Homes; groups: Groups } {
  const door = createDoor(bot);
  addApproving(app, bot, door);
  addBookings(app, bot, door);
  addOtherwise(app, bot, door);
  addDetail(app, bot, door);
  addReview(app, bot, door);
  addUndo(app, bot, door);
  addRunning(app, bot, door);
  registerCommands(app, bot, door);
  app.event('subteam_members_changed', async () => {
    await door.groups.refresh('changed');
  });
  return { homes: addHome(app, bot, door), groups: door.groups };
}
