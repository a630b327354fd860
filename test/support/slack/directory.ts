// Who and where: auth.test, users.*, usergroups.*, conversations.* of the double.
import { Refusal } from './errors.ts';
import { channelOf } from './messages.ts';
import type { Json } from './shape.ts';
import { directChannel, type Person, type Workspace } from './workspace.ts';

export function authTest(workspace: Workspace): Json {
  return {
    ok: true,
    url: `https://${workspace.domain}.slack.com/`,
    team: 'Nordwind',
    user: 'duly',
    team_id: workspace.teamId,
    user_id: workspace.botUser,
    bot_id: workspace.botId,
    is_enterprise_install: false,
  };
}

export function userInfo(workspace: Workspace, args: Json, scopes: ReadonlySet<string>): Json {
  const person = workspace.people.get(String(args.user ?? ''));
  if (person === undefined) throw new Refusal('user_not_found');
  return {
    ok: true,
    user: shownPerson(person, scopes.has('users:read.email'), String(args.include_locale) === 'true'),
  };
}

export function userByEmail(workspace: Workspace, args: Json): Json {
  const person = [...workspace.people.values()].find(({ email }) => email === args.email);
  if (person === undefined || person.deactivated) throw new Refusal('users_not_found');
  return { ok: true, user: shownPerson(person, true, false) };
}

export function userList(workspace: Workspace, scopes: ReadonlySet<string>): Json {
  const members = [...workspace.people.values()].map((person) =>
    shownPerson(person, scopes.has('users:read.email'), false),
  );
  return { ok: true, members, response_metadata: { next_cursor: '' } };
}

export function groupMembers(workspace: Workspace, args: Json): Json {
  const group = workspace.groups.get(String(args.usergroup ?? ''));
  if (group === undefined) throw new Refusal('no_such_subteam');
  return { ok: true, users: [...group.members] };
}

export function groupList(workspace: Workspace): Json {
  const usergroups = [...workspace.groups.values()].map(({ id, handle, members }) => ({
    id,
    handle,
    name: handle,
    team_id: workspace.teamId,
    user_count: members.length,
  }));
  return { ok: true, usergroups };
}

export function channelInfo(workspace: Workspace, args: Json): Json {
  const channel = workspace.channels.get(String(args.channel ?? ''));
  const member = channel?.members.has(workspace.botUser) ?? false;
  if (channel === undefined || (channel.isPrivate && !member)) throw new Refusal('channel_not_found');
  const { id, name, isPrivate, archived } = channel;
  return { ok: true, channel: { id, name, is_private: isPrivate, is_archived: archived, is_member: member } };
}

export function channelMembers(workspace: Workspace, args: Json): Json {
  const { channel } = channelInfo(workspace, args) as { channel: { id: string } };
  const members = [...(workspace.channels.get(channel.id)?.members ?? [])];
  return { ok: true, members, response_metadata: { next_cursor: '' } };
}

export function joinChannel(workspace: Workspace, args: Json): Json {
  const channel = workspace.channels.get(String(args.channel ?? ''));
  if (channel === undefined) throw new Refusal('channel_not_found');
  if (channel.archived) throw new Refusal('is_archived');
  if (channel.isPrivate) throw new Refusal('method_not_supported_for_channel_type');
  channel.members.add(workspace.botUser);
  return { ok: true, channel: { id: channelOf(workspace, channel.id).id, name: channel.name } };
}

export function openDirect(workspace: Workspace, args: Json): Json {
  const user = String(args.users ?? '');
  if (!workspace.people.has(user)) throw new Refusal('user_not_found');
  return { ok: true, channel: { id: directChannel(workspace, user).id } };
}

function shownPerson(person: Person, withEmail: boolean, withLocale: boolean): Json {
  return {
    id: person.id,
    team_id: person.teamId,
    name: person.name,
    real_name: person.realName,
    deleted: person.deactivated,
    is_bot: person.bot,
    is_restricted: person.guest,
    is_ultra_restricted: false,
    is_stranger: person.teamId !== 'T0DULY001',
    tz: person.timeZone,
    ...(withLocale ? { locale: person.locale } : {}),
    profile: {
      real_name: person.realName,
      display_name: person.name,
      ...(withEmail ? { email: person.email } : {}),
    },
  };
}
