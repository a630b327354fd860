// Every listener of the bot; each is in the file of its subject.

import type { App } from '@slack/bolt';
import type { Bot } from '../deps.ts';

export function addListeners(_app: App, _bot: Bot): void {}
