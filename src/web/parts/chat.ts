// The steps in which Slack is set up, each with what it needs and how far it is.

import { html } from 'hono/html';
import type { ChatDescription } from '../../app/chat/settings.ts';
import type { Problems } from '../forms.ts';
import type { Html, Request } from '../web.ts';
import { type ChatFields, chatForm } from './chat-form.ts';

export interface ChatStepParts {
  chat: ChatDescription;
  fields: ChatFields;
  problems: Problems;
  mayEdit: boolean;
  /** The one for Socket Mode; null where the console was not given any. */
  manifest: object | null;
}

export function chatSteps(c: Request, { chat, fields, problems, mayEdit, manifest }: ChatStepParts): Html {
  const { settings: words } = c.get('words');
  const isConnected = chat.mode !== null;
  const last =
    chat.lastPostedAt === null ? '' : html`<p>${words.chatLast(c.get('format').instant(chat.lastPostedAt))}</p>`;
  const test = html`<form method="post" action="/settings/chat/test"><button>${words.chatTest}</button></form>`;
  return html`<section class="card"><h2>${words.chatState}</h2><p class="${isConnected ? 'good' : ''}">${words.chatModes[chat.mode ?? 'none']}</p>
<p>${chat.channelId === null ? words.chatOff : words.chatOn(chat.channelId)}</p>
${chat.problem === null ? '' : html`<p class="bad">${words.chatProblem(chat.problem)}</p>`}${last}</section>
<section class="card"><h2>1. ${words.chatStep.app}</h2><p>${words.chatApp}</p>${manifest === null ? '' : manifests(c, manifest)}</section>
<section class="card"><h2>2. ${words.chatStep.tokens}</h2><p>${words.chatTokens}</p></section>
<section class="card"><h2>3. ${words.chatStep.channel}</h2><p>${words.chatInvite}</p>${chatForm(c, fields, problems, mayEdit)}</section>
${mayEdit && isConnected && chat.channelId !== null ? html`<section class="card"><h2>4. ${words.chatStep.test}</h2>${test}</section>` : ''}`;
}

function manifests(c: Request, manifest: object): Html {
  const { settings: words } = c.get('words');
  const path = '/settings/chat/manifest.json';
  return html`<p class="row"><a class="button" href="${path}">${words.chatManifest.socket}</a>
<a class="button quiet" href="${path}?mode=http">${words.chatManifest.http}</a></p>
<details><summary>${words.chatShow}</summary><pre class="scroll" tabindex="0">${JSON.stringify(manifest, null, 2)}</pre></details>`;
}
