// An office for tests of the bot: a company in the database, the local Slack with people in it, and the real bot
// between the two over a WebSocket or HTTP.
import { onTestFinished } from 'vitest';
import { setUpChat } from '../../src/app/chat/settings.ts';
import { addPerson } from '../../src/app/people/people.ts';
import { type RunningBot, startBot } from '../../src/bot/index.ts';
import type { Role } from '../../src/core/actor.ts';
import type { Store } from '../../src/db/client.ts';
import { createWeb, serveWeb } from '../../src/web/index.ts';
import type { ServedWeb } from '../../src/web/serve.ts';
import { type House, type HouseOptions, openHouse } from '../app/house.ts';
import {
  type Channel,
  type Message,
  type Person,
  type Slack,
  type SlackOptions,
  startSlack,
  textsOf,
  type View,
} from '../support/slack/slack.ts';

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
  /** Waits until every message says what it should, and looks. */
  settle(): Promise<void>;
  /** The digest of the day. */
  digest(): Message;
  /** All texts of the digest, one a line. */
  digestText(): string;
  threadText(): string;
  restartBot(): Promise<void>;
  /** The topmost modal of a person, once it says this. */
  modal(by: Person, says?: string | RegExp): Promise<View>;
  /** What only this person was shown, once there is so much of it. */
  told(by: Person, count?: number): Promise<string[]>;
}

export interface OfficeOptions extends HouseOptions {
  mode?: 'socket' | 'http';
  undoMinutes?: number;
  slack?: SlackOptions;
}

const SECRET = 'local-signing-secret';

/** Opens the office; it is closed after the test. */
export async function openOffice(store: Store, options: OfficeOptions = {}): Promise<Office> {
  const house = await openHouse(store, options);
  // What takes longer than Slack waits is tested where it is meant, not on a slow machine.
  const slack = await startSlack({ patienceMs: 30_000, ...options.slack });
  const agingChart = async () => ({ png: new Uint8Array([137, 80, 78, 71]), alt: 'Overdue by age' });
  house.ports.renderer = { ...house.ports.renderer, agingChart };
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
  const mode = options.mode ?? 'socket';
  const start = () =>
    startOn(house, slack, mode, logged, () => {
      kicks += 1;
    });
  const office: Office = {
    house,
    slack,
    bot: await start(),
    channel,
    ...people,
    logged,
    kicks: () => kicks,
    settle: async () => {
      await office.bot.settle(20_000);
      await slack.look();
    },
    digest: () =>
      slack
        .messages(channel)
        .filter((message) => message.threadTs === null)
        .at(-1) as Message,
    digestText: () => textsOf(office.digest()),
    threadText: () => slack.thread(office.digest().ts).map(textsOf).join('\n'),
    ...patientEyes(slack),
    restartBot: async () => {
      await office.bot.stop();
      office.bot = await start();
    },
  };
  const server = mode === 'http' ? await serveOver(office) : null;
  onTestFinished(async () => {
    await office.bot.stop();
    await server?.close();
    await slack.stop();
  });
  return office;
}

/** What people see, once it is there. */
function patientEyes(slack: Slack): Pick<Office, 'modal' | 'told'> {
  return {
    modal: (by, says = '') =>
      until(() => {
        const view = slack.modal(by);
        if (!(says instanceof RegExp ? says.test(textsOf(view)) : textsOf(view).includes(says))) {
          throw new Error(`the modal does not say ${says}, but: ${textsOf(view)}`);
        }
        return view;
      }),
    told: (by, count = 1) =>
      until(() => {
        const all = slack.ephemerals(by).map(textsOf);
        if (all.length < count) throw new Error(`${by.realName} was told ${all.length} things: ${all.join('; ')}`);
        return all;
      }),
  };
}

/** The bot behind the console's own server, as the service mounts it; Slack calls there from now on. */
async function serveOver(office: Office): Promise<ServedWeb> {
  const { store, clock, ports } = office.house;
  const web = createWeb({
    context: (actor) => ({ store, clock, ports, actor }),
    publicUrl: null,
    afterDecision: () => undefined,
    log: { failure: (message) => office.logged.push(message) },
    slack: async (request) => office.bot.handle?.(request) ?? new Response(null, { status: 404 }),
  });
  const server = await serveWeb(web, { hostname: '127.0.0.1', port: 0 });
  office.slack.useHttp({ url: `${server.url}/slack/events`, signingSecret: SECRET });
  return server;
}

/** Looks until it does not throw any more: answers may come after Slack was told. */
export async function until<T>(look: () => T, withinMs = 40_000): Promise<T> {
  const endMs = performance.now() + withinMs;
  for (;;) {
    try {
      return look();
    } catch (error) {
      if (performance.now() > endMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
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
    // Nobody reads along here.
    pace: 0.01,
    nextRun: async () => ({ day: '2026-03-11', time: '08:00' }),
    nowMs: () => Date.now(),
  });
}
