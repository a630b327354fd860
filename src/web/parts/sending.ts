// All sending at a glance: whether it is on hold and why, which ways out rest, and for admins the word that stops it or
// lets it go on.

import { html } from 'hono/html';
import type { sendingStatus } from '../../app/notices/control.ts';
import type { Html, Request } from '../web.ts';
import { textField } from './fields.ts';
import { note } from './note.ts';

type Status = Awaited<ReturnType<typeof sendingStatus>>;

export function sendingCard(c: Request, { holds, resting }: Status, mayHold: boolean): Html {
  const { delivery: words } = c.get('words');
  const { instant } = c.get('format');
  const held = holds.map(
    (hold) => html`<p>${words.heldBy(hold.startedBy, instant(hold.startedAt))}: ${hold.reason}</p>
${hold.cause === 'person' ? '' : html`<p>${words.heldHint}</p>`}`,
  );
  const rests = resting.map(({ name, until, reason }) =>
    note('warn', words.rests(name, instant(until)), reason === null ? '' : html`<p class="break">${reason}</p>`),
  );
  return html`${holds.length === 0 ? '' : note('bad', words.held, html`${held}`)}${rests}
${mayHold ? holdForm(c, holds.length > 0) : ''}`;
}

function holdForm(c: Request, isHeld: boolean): Html {
  const { delivery: words } = c.get('words');
  const [step, label] = isHeld ? ['resume', words.resume] : ['pause', words.pause];
  const field = { name: 'reason', label: words.reason, value: '', problems: {}, scope: 'sending' };
  return html`<details ${isHeld ? 'open' : ''}><summary>${label}</summary>
<form method="post" action="/delivery/sending" novalidate>${textField(field)}<button name="do" value="${step}">${label}</button></form></details>`;
}
