// Roles from user groups of Slack, where the settings name any: who is in them is asked every minute, when Slack says
// that they changed, and when somebody comes whom nobody knows. While Slack does not answer the list stays as it is.

import { type GroupMember, type GroupRole, peopleInChat, takeOverGroups } from '../app/chat/groups.ts';
import { failureOf } from './clients.ts';
import type { Bot } from './deps.ts';
import { atMost } from './recent.ts';

/** `usergroups.users.list` allows twenty calls a minute. */
const EVERY_MS = 60_000;
/** A stranger is reason to look again, but not more often than this. */
const STRANGER_EVERY_MS = 5_000;
/** Guests, apps and those who left are looked at again after this. */
const REFUSED_FOR_MS = 3_600_000;

export interface Groups {
  /** Asks when it is time to; `now` = somebody may just have joined. Returns whether the list was brought in step. */
  refresh(now?: 'changed' | 'stranger'): Promise<boolean>;
}

/** What the door knows of a member of the workspace; null = Slack did not say. */
export interface Candidate {
  name: string;
  email: string | null;
  /** A member of this workspace in flesh and blood, no guest. */
  mayBeLetIn: boolean;
}

export function createGroups(bot: Bot, candidate: (userId: string) => Promise<Candidate | null>): Groups {
  const oneAtATime = atMost(1);
  const refusedUntilMs = new Map<string, number>();
  let askedMs = Number.NEGATIVE_INFINITY;
  let failing = false;

  const membersOf = async (group: string, role: GroupRole, known: ReadonlySet<string>): Promise<GroupMember[]> => {
    const { users = [] } = await bot.clients.background.usergroups.users.list({ usergroup: group });
    const members: GroupMember[] = [];
    for (const slackUserId of users) {
      if ((refusedUntilMs.get(slackUserId) ?? 0) > performance.now()) continue;
      // The door looks at whoever is known each time that he comes.
      const found = known.has(slackUserId) ? { name: '', email: null, mayBeLetIn: true } : await candidate(slackUserId);
      if (found?.mayBeLetIn) members.push({ slackUserId, name: found.name, email: found.email, role });
      else if (found !== null) refusedUntilMs.set(slackUserId, performance.now() + REFUSED_FOR_MS);
    }
    return members;
  };

  const ask = async (): Promise<boolean> => {
    const { viewerGroup, approverGroup } = await bot.memory.settings();
    const people = await peopleInChat(bot.ctx);
    const nobodyByGroup = people.every(({ active, fromGroup }) => !(active && fromGroup));
    if (viewerGroup === null && approverGroup === null && nobodyByGroup) {
      askedMs = Number.NEGATIVE_INFINITY;
      return false;
    }
    const known = new Set(people.map(({ slackUserId }) => slackUserId));
    try {
      const viewers = viewerGroup === null ? [] : await membersOf(viewerGroup, 'viewer', known);
      const approvers = approverGroup === null ? [] : await membersOf(approverGroup, 'approver', known);
      // Whoever is in both may decide.
      const byId = new Map([...viewers, ...approvers].map((member) => [member.slackUserId, member]));
      await takeOverGroups(bot.ctx, [...byId.values()]);
      failing = false;
      return true;
    } catch (error) {
      const failure = failureOf(error);
      const code = failure.kind === 'refused' ? failure.code : failure.kind;
      if (!failing) bot.deps.log('warn', 'the user groups of Slack were not read; the list stays as it is', { code });
      failing = true;
      return false;
    }
  };

  return {
    refresh: (now) =>
      oneAtATime(async () => {
        const waitMs = now === 'changed' ? 0 : now === 'stranger' ? STRANGER_EVERY_MS : EVERY_MS;
        if (performance.now() < askedMs + waitMs) return false;
        askedMs = performance.now();
        return ask();
      }),
  };
}
