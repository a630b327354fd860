// An office for tests of the bot: a company in the database, the local Slack with people in it, and the real bot
// between the two over a WebSocket or HTTP.
import { afterEach } from 'vitest';
import { setUpChat } from '../../src/app/chat/settings.ts';
import { addPerson } from '../../src/app/people/people.ts';
import { type RunningBot, startBot } from '../../src/bot/index.ts';
import type { Role } from '../../src/core/actor.ts';
import type { Store } from '../../src/db/client.ts';
import { type House, type HouseOptions, openHouse } from '../app/house.ts';
import { type Channel, type Message, type Person, type Slack, startSlack, textsOf } from '../support/slack/slack.ts';

export interface Office {
  house: House;
  slack: Slack;
  bot: RunningBot;
  channel: Channel;
  /** Approvers on the list, known to Slack. */
  ben: Person;
  cleo: Person;
  /** An admin. */
  anna: Person;
  /** In the channel, but on no list. */
  zoe: Person;
  /** Lines of the log at warn and error. */
  logged: string[];
  /** How often issuing and sending was asked for. */
  kicks(): number;
  /** Waits until every message says what it should. */
  settle(): Promise<void>;
  /** The digest of the day. */
  digest(): Message;
  /** All texts of the digest, one a line. */
  digestText(): string;
  threadText(): string;
  restartBot(): Promise<void>;
}

export interface OfficeOptions extends HouseOptions {
  mode?: 'socket' | 'http';
  undoMinutes?: number;
}

const SECRET = 'local-signing-secret';

/** Opens the office; it is closed after the test. */
export async function openOffice(store: Store, options: OfficeOptions = {}): Promise<Office> {
  const house = await openHouse(store, options);
  const slack = await startSlack();
  const people = {
    anna: slack.person('Anna'),
    ben: slack.person('Ben'),
    cleo: slack.person('Cleo'),
    zoe: slack.person('Zoe'),
  };
  const channel = slack.channel('mahnwesen', Object.values(people));
  const roles: [Person, Role][] = [
    [people.anna, 'admin'],
    [people.ben, 'approver'],
    [people.cleo, 'approver'],
  ];
  for (const [person, role] of roles) {
    await addPerson(house.anna, {
      name: person.realName,
      role,
      email: person.email,
      slackUserId: person.id,
      language: 'en',
    });
  }
  const { undoMinutes = 15 } = options;
  await setUpChat(house.anna, { channelId: channel.id, undoMinutes });
  const logged: string[] = [];
  let kicks = 0;
  const start = () =>
    startOn(house, slack, options.mode ?? 'socket', logged, () => {
      kicks += 1;
    });
  const office = {
    house,
    slack,
    bot: await start(),
    channel,
    ...people,
    logged,
    kicks: () => kicks,
    settle: () => office.bot.settle(20_000),
    digest: () =>
      slack
        .messages(channel)
        .filter((message) => message.threadTs === null)
        .at(-1) as Message,
    digestText: () => textsOf(office.digest()),
    threadText: () => slack.thread(office.digest().ts).map(textsOf).join('\n'),
    restartBot: async () => {
      await office.bot.stop();
      office.bot = await start();
    },
  };
  afterEach(async () => {
    await office.bot.stop();
    await slack.stop();
  });
  return office;
}

async function startOn(
  house: House,
  slack: Slack,
  mode: 'socket' | 'http',
  logged: string[],
  afterDecision: () => void,
): Promise<RunningBot> {
  const log = Object.assign(
    (level: string, message: string, fields = {}) => {
      if (level !== 'info') logged.push(`${message} ${JSON.stringify(fields)}`);
    },
    { failure: (message: string, error: unknown) => logged.push(`${message} ${String(error)}`) },
  );
  const { store, clock, ports } = house;
  return startBot({
    context: (actor) => ({ store, clock, ports, actor }),
    service: { name: 'Duly', role: 'approver', surface: 'schedule' },
    slack: {
      botToken: slack.tokens.bot,
      apiUrl: slack.apiUrl,
      connection:
        mode === 'socket' ? { mode: 'socket', appToken: slack.tokens.app } : { mode: 'http', signingSecrets: [SECRET] },
    },
    consoleUrl: 'https://duly.example.com',
    log,
    afterDecision,
    nextRun: async () => ({ day: '2026-03-11', time: '08:00' }),
    nowMs: () => Date.now(),
  });
}
