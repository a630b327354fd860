// What every click and every submission goes through: who is it, is it new, what went wrong. A click is never silently
// ignored; the work is committed before Slack is told that it arrived.

import type { App, BlockAction, ViewSubmitAction } from '@slack/bolt';
import { DoneBefore, UseCaseError } from '../../app/errors.ts';
import type { Role } from '../../core/actor.ts';
import { failureOf } from '../clients.ts';
import type { Bot } from '../deps.ts';
import { infoModal } from '../modals/info.ts';
import { type Md, md, own } from '../text.ts';
import type { Door, Visitor } from '../who.ts';
import { copyOf, retireCopy } from './orphans.ts';
import { tell, telling } from './telling.ts';

/** Something a person did, and where. */
export interface Click extends Visitor {
  bot: Bot;
  triggerId: string;
  /** The message it happened on; null inside a modal or the home. */
  message: { channel: string; ts: string } | null;
  /** The modal or home it happened in. */
  view: { id: string; hash: string; state: string; isModal: boolean; values: Values } | null;
  /** Value of the button, or of the option that was chosen. */
  value: string | null;
  /** Ticks of a group of boxes. */
  ticked: readonly string[];
  blockId: string;
}

/** Inputs of a view: by block, then by action. */
export type Values = Readonly<Record<string, Readonly<Record<string, InputValue | undefined>> | undefined>>;
export interface InputValue {
  value?: string | null;
  selected_date?: string | null;
  selected_option?: { value?: string } | null;
  selected_options?: readonly { value?: string }[];
}

export type Once = 'within' | 'around';

/** What a person is told after a click: nothing, words, or what is found out once Slack knows that it arrived. */
export type Said = Md | null | (() => Promise<Md | null>);

export interface ActionOptions {
  role: Role;
  /**
   * Acts on something: each click once, whatever is delivered twice. `within`: it calls one command, whose transaction
   * keeps the click; `around`: it does several things, so the click is taken before and marked done after.
   */
  once?: Once;
  /** Only opens or turns pages: Slack is told at once, since nothing is to be committed. */
  ackFirst?: boolean;
}

/** What a submission is answered with: nothing closes the modal. */
export type Answer = undefined | { response_action: 'errors'; errors: Record<string, string> } | ViewAnswer;
type ViewAnswer =
  | { response_action: 'update' | 'push'; view: ReturnType<typeof infoModal> }
  | { response_action: 'clear' };

export function onAction(
  app: App,
  bot: Bot,
  door: Door,
  actionId: string,
  { role, once, ackFirst = false }: ActionOptions,
  act: (click: Click) => Promise<Said>,
): void {
  app.action(actionId, async ({ ack, body, action }) => {
    if (body.type !== 'block_actions') return ack();
    if (ackFirst) await ack();
    const admission = await door.admit(body.user.id, body.team?.id ?? body.user.team_id ?? null, role);
    const at = placeOf(body);
    if (!admission.ok) {
      if (!ackFirst) await ack();
      return tell(bot, body.user.id, at, body.trigger_id, admission.why);
    }
    const click: Click = { ...admission.visitor, bot, triggerId: body.trigger_id, ...at, ...chosenIn(action) };
    const { action_ts: actionTs = '' } = action as { action_ts?: string };
    const key = `${body.user.id} ${at.message?.ts ?? at.view?.id ?? ''} ${actionTs}`;
    const done = await acted(bot, once === undefined ? click : keyed(click, key, once), act);
    if (!ackFirst) await ack();
    const said = typeof done === 'function' ? await telling(done) : done;
    if (said !== null) await tell(bot, body.user.id, at, body.trigger_id, said);
    await retireCopy(bot, at.message, copyOf(body.message?.metadata));
  });
}

export function onSubmit(
  app: App,
  bot: Bot,
  door: Door,
  callbackId: string,
  act: (click: Click) => Promise<Answer>,
  once: Once = 'around',
): void {
  app.view({ callback_id: callbackId, type: 'view_submission' }, async ({ ack, body, view }) => {
    const admission = await door.admit(body.user.id, body.team?.id ?? null, 'approver');
    if (!admission.ok)
      return ack({ response_action: 'update', view: infoModal(admission.why, await bot.publicVoice()) });
    const click: Click = {
      ...admission.visitor,
      bot,
      triggerId: (body as ViewSubmitAction & { trigger_id?: string }).trigger_id ?? '',
      message: null,
      view: { id: view.id, hash: view.hash, state: view.private_metadata, isModal: true, values: view.state.values },
      value: null,
      ticked: [],
      blockId: '',
    };
    let answer: Answer;
    const key = `${view.id} ${view.hash}`;
    const said = await acted(bot, keyed(click, key, once), async (keyedClick) => {
      answer = await act(keyedClick);
      return null;
    });
    if (said !== null) return ack({ response_action: 'update', view: infoModal(said, click.voice) });
    // Nothing was done, and the same view may be submitted again.
    if (once === 'around' && (answer?.response_action === 'errors' || answer?.response_action === 'push'))
      await bot.memory.dropClick(key);
    return answer === undefined ? ack() : ack(answer);
  });
}

/** A click that is acted on once; `takenBy` is its key where it is taken around the work. */
type Keyed = Click & { takenBy: string | null };

function keyed(click: Click, key: string, once: Once): Keyed {
  return once === 'within'
    ? { ...click, ctx: { ...click.ctx, once: `click ${key}` }, takenBy: null }
    : { ...click, takenBy: key };
}

/** Does the work once; what went wrong becomes words for the person. A repeated click is done already: silence. */
async function acted<T extends Said>(bot: Bot, click: Click | Keyed, work: (click: Click) => Promise<T>) {
  const key = 'takenBy' in click ? click.takenBy : null;
  if (key !== null && !(await bot.memory.takeClick(key))) return null;
  try {
    const said = await work(click);
    if (key !== null) await bot.memory.finishClick(key);
    return said;
  } catch (error) {
    if (error instanceof DoneBefore) return null;
    if (key !== null) await bot.memory.dropClick(key);
    if (error instanceof UseCaseError) return md`${error.in(click.voice.language)}`;
    const failure = failureOf(error);
    if (failure.kind === 'refused') bot.deps.log('warn', 'Slack refused a call', { code: failure.code });
    else bot.deps.log.failure('a click failed', error);
    return own(click.voice.words.told.failed);
  }
}

export type Place = Pick<Click, 'message' | 'view'>;

function placeOf(body: BlockAction): Place {
  const { container, view } = body;
  const channel = body.channel?.id ?? container.channel_id;
  const ts = body.message?.ts ?? container.message_ts;
  return {
    message: typeof channel === 'string' && typeof ts === 'string' ? { channel, ts } : null,
    view:
      view === undefined
        ? null
        : {
            id: view.id,
            hash: view.hash,
            state: view.private_metadata,
            isModal: view.type === 'modal',
            values: view.state.values,
          },
  };
}

function chosenIn(action: object): Pick<Click, 'value' | 'ticked' | 'blockId'> {
  const { value, selected_option, selected_options, block_id } = action as InputValue & { block_id?: string };
  return {
    value: selected_option?.value ?? value ?? null,
    ticked: (selected_options ?? []).flatMap((option) => (option.value === undefined ? [] : [option.value])),
    blockId: block_id ?? '',
  };
}
