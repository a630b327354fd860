// The front door of the room: loaded only where Slack is configured, since its libraries take most of a second.

export { type RunningBot, startBot } from './bot.ts';
export type { BotDeps, SlackConfig, SlackConnection } from './deps.ts';
export { SlackNotUsable } from './self.ts';
