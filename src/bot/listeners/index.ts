// Every listener of the bot; each is in the file of its subject.

import type { App } from '@slack/bolt';
import { registerCommands } from '../commands/index.ts';
import type { Bot } from '../deps.ts';
import { createDoor } from '../who.ts';

export function addListeners(app: App, bot: Bot): void {
  const door = createDoor(bot);
  registerCommands(app, bot, door);
}
