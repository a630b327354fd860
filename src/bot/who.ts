// Who somebody in Slack is to Duly: the person on the list, or a refusal that says why and who may. Guests, apps,
// people who have left and members of other workspaces are refused whatever the list says.

import type { Context } from '../app/context.ts';
import type { Person } from '../app/people/identity.ts';
import { actingFrom, personBehind } from '../app/people/identity.ts';
import { listPeople } from '../app/people/people.ts';
import { mayAct, type Role } from '../core/actor.ts';
import type { Bot } from './deps.ts';
import { createGroups, type Groups } from './groups.ts';
import { shared } from './recent.ts';
import { type Md, md, own } from './text.ts';
import { screenLanguage, type Voice, voiceOf } from './voice.ts';

export interface Visitor {
  userId: string;
  person: Person;
  /** The person's own context: use cases called with it check the role and name the person. */
  ctx: Context;
  voice: Voice;
}

export type Admission = { ok: true; visitor: Visitor } | { ok: false; why: Md };

interface Member {
  name: string;
  isGuest: boolean;
  isBot: boolean;
  hasLeft: boolean;
  email: string | null;
  teamId: string;
}

/** How long what Slack said about somebody is taken as true; and for how long while Slack does not answer. */
const FRESH_MS = 60_000;
const STALE_MS = 24 * 3_600_000;

export interface Door {
  /** Lets somebody in who has at least the role, or says why not. */
  admit(userId: string, teamId: string | null, needed: Role): Promise<Admission>;
  /** What is known about a member may be old now. */
  forget(userId: string): void;
  /** Roles from user groups. */
  groups: Groups;
}

export function createDoor(bot: Bot): Door {
  const members = new Map<string, { member: Member; atMs: number }>();

  const memberOf = shared(async (userId): Promise<Member | null> => {
    const known = members.get(userId);
    if (known !== undefined && performance.now() < known.atMs + FRESH_MS) return known.member;
    try {
      const { user } = await bot.clients.interactive.users.info({ user: userId });
      const member: Member = {
        name: user?.profile?.real_name ?? user?.real_name ?? user?.name ?? userId,
        isGuest: user?.is_restricted === true || user?.is_ultra_restricted === true,
        isBot: user?.is_bot === true,
        hasLeft: user?.deleted === true,
        email: user?.profile?.email ?? null,
        teamId: user?.team_id ?? bot.self.teamId,
      };
      members.set(userId, { member, atMs: performance.now() });
      return member;
    } catch {
      return known !== undefined && performance.now() < known.atMs + STALE_MS ? known.member : null;
    }
  });
  const listed = shared((userId) => personBehind(bot.ctx, { slackUserId: userId }));

  const groups = createGroups(bot, async (userId) => {
    const member = await memberOf(userId);
    if (member === null) return null;
    const { name, email, isBot, isGuest, hasLeft, teamId } = member;
    return { name, email, mayBeLetIn: !isBot && !isGuest && !hasLeft && teamId === bot.self.teamId };
  });
  const personOf = async (userId: string, email: string | null) =>
    (await listed(userId)) ?? (email === null ? null : personBehind(bot.ctx, { email }));

  return {
    groups,
    async admit(userId, teamId, needed) {
      const house = await bot.recent.house();
      const plainVoice = voiceOf(screenLanguage(house.language), house);
      const { may } = plainVoice.words;
      const member = await memberOf(userId);
      if (teamId !== bot.self.teamId || (member !== null && member.teamId !== bot.self.teamId)) {
        return { ok: false, why: own(may.stranger) };
      }
      if (member?.isBot) return { ok: false, why: own(may.bot) };
      if (member?.isGuest || member?.hasLeft) return { ok: false, why: own(may.guest) };
      // Without an answer of Slack only those count whom the list names by their Slack id.
      let person = await personOf(userId, member?.email ?? null);
      if (person === null && (await groups.refresh('stranger'))) person = await personOf(userId, null);
      if (person === null) return { ok: false, why: md`${may.nobody(await namesOf(bot, 'approver'))}` };
      const voice = voiceOf(person.language ?? plainVoice.language, house);
      if (!mayAct(person.role, needed)) {
        const { may: own } = voice.words;
        return { ok: false, why: md`${own.role(own.roles[needed], await namesOf(bot, needed))}` };
      }
      return { ok: true, visitor: { userId, person, ctx: bot.deps.context(actingFrom('slack', person)), voice } };
    },
    forget: (userId) => members.delete(userId),
  };
}

async function namesOf(bot: Bot, needed: Role): Promise<string> {
  const people = await listPeople(bot.ctx, {});
  const names = people.filter((one) => one.active && mayAct(one.role, needed)).map((one) => one.name);
  return names.slice(0, 10).join(', ');
}
