// The payloads Slack sends to an app, field for field as its documentation shows them.

import { shown } from './messages.ts';
import type { Json } from './shape.ts';
import { newTrigger, shownView } from './views.ts';
import type { Ephemeral, Message, Person, View, Workspace } from './workspace.ts';

/** Verification tokens are deprecated; apps must check signatures. It is sent all the same. */
const TOKEN = 'deprecated-verification-token';

export function commandPayload(
  workspace: Workspace,
  by: Person,
  said: { command: string; text: string; channel: string; channelName: string; responseUrl: string },
): Json {
  return {
    token: TOKEN,
    team_id: by.teamId,
    team_domain: workspace.domain,
    channel_id: said.channel,
    channel_name: said.channelName,
    user_id: by.id,
    user_name: by.name,
    command: said.command,
    text: said.text,
    api_app_id: workspace.appId,
    is_enterprise_install: 'false',
    response_url: said.responseUrl,
    trigger_id: newTrigger(workspace, by.id),
  };
}

export type Place =
  | { kind: 'message'; message: Message; responseUrl: string }
  | { kind: 'ephemeral'; message: Ephemeral; responseUrl: string }
  | { kind: 'view'; view: View };

export function actionPayload(workspace: Workspace, by: Person, place: Place, action: Json): Json {
  const actionTs = workspace.nextTs();
  const common = {
    type: 'block_actions',
    ...who(workspace, by),
    trigger_id: newTrigger(workspace, by.id, place.kind === 'view' ? place.view.id : null),
    actions: [{ ...action, action_ts: actionTs }],
  };
  switch (place.kind) {
    case 'view':
      return {
        ...common,
        container: { type: 'view', view_id: place.view.id },
        view: shownView(workspace, place.view),
      };
    case 'message': {
      const { message } = place;
      return {
        ...common,
        container: { type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral: false },
        channel: { id: message.channel, name: workspace.channels.get(message.channel)?.name ?? '' },
        message: shown(workspace, message),
        state: { values: {} },
        response_url: place.responseUrl,
      };
    }
    case 'ephemeral': {
      const { message } = place;
      const thread = message.threadTs === null ? {} : { thread_ts: message.threadTs };
      return {
        ...common,
        container: {
          type: 'message',
          message_ts: message.ts,
          channel_id: message.channel,
          is_ephemeral: true,
          ...thread,
        },
        channel: { id: message.channel, name: workspace.channels.get(message.channel)?.name ?? '' },
        state: { values: {} },
        response_url: place.responseUrl,
      };
    }
  }
}

export function submissionPayload(workspace: Workspace, by: Person, view: View): Json {
  return {
    type: 'view_submission',
    ...who(workspace, by),
    trigger_id: newTrigger(workspace, by.id, view.id),
    view: shownView(workspace, view),
    response_urls: [],
  };
}

export function closedPayload(workspace: Workspace, by: Person, view: View, isCleared: boolean): Json {
  return { type: 'view_closed', ...who(workspace, by), view: shownView(workspace, view), is_cleared: isCleared };
}

export function shortcutPayload(workspace: Workspace, by: Person, callbackId: string): Json {
  return {
    type: 'shortcut',
    ...who(workspace, by),
    callback_id: callbackId,
    action_ts: workspace.nextTs(),
    trigger_id: newTrigger(workspace, by.id),
  };
}

/** Options of an external select, asked for while the person types. */
export function suggestionPayload(workspace: Workspace, by: Person, view: View, actionId: string, value: string): Json {
  return {
    type: 'block_suggestion',
    ...who(workspace, by),
    container: { type: 'view', view_id: view.id },
    view: shownView(workspace, view),
    action_id: actionId,
    block_id: '',
    value,
  };
}

export function eventPayload(workspace: Workspace, event: Json): Json {
  return {
    token: TOKEN,
    team_id: workspace.teamId,
    api_app_id: workspace.appId,
    event: { event_ts: workspace.nextTs(), ...event },
    type: 'event_callback',
    event_id: workspace.nextId('Ev'),
    event_time: Math.floor(workspace.now() / 1000),
    authorizations: [
      { team_id: workspace.teamId, user_id: workspace.botUser, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
  };
}

function who(workspace: Workspace, by: Person): Json {
  return {
    token: TOKEN,
    api_app_id: workspace.appId,
    team: { id: by.teamId, domain: workspace.domain },
    user: { id: by.id, username: by.name, name: by.name, team_id: by.teamId },
    enterprise: null,
    is_enterprise_install: false,
  };
}
