// What a person's hand can do with an element, and what a modal does with the app's answer.
import { problemsOfView } from './blocks.ts';
import { readContent, showEphemeral } from './messages.ts';
import { isObject, type Json } from './shape.ts';
import { close, elementsOf, push, readView, replace } from './views.ts';
import type { Person, View, Workspace } from './workspace.ts';

/** How an element is used: options chosen by their values, a day, a text, and which block if several fit. */
export interface Use {
  block?: string;
  option?: string;
  options?: readonly string[];
  day?: string;
  text?: string;
}

export class NothingThere extends Error {}

/** The element with an action id; a person can only use what is on the screen. */
export function findElement(
  blocks: readonly Json[],
  actionId: string,
  { block, option }: Use,
): { block: Json; element: Json } {
  const found = blocks.flatMap((candidate) =>
    elementsOf(candidate)
      .filter((element) => element.action_id === actionId)
      .map((element) => ({ block: candidate, element })),
  );
  const inBlock = found.filter((one) => block === undefined || String(one.block.block_id).startsWith(block));
  const fitting = inBlock.filter(({ element }) => option === undefined || optionOf(element, option) !== undefined);
  const [first, second] = fitting;
  if (first === undefined) {
    const there = blocks.flatMap(elementsOf).map((element) => element.action_id);
    throw new NothingThere(
      `there is no ${actionId}${option === undefined ? '' : ` with ${option}`}; there is: ${there.join(', ')}`,
    );
  }
  if (second !== undefined) throw new NothingThere(`several ${actionId}: say which block`);
  return first;
}

/** What Slack sends about one use of an element. */
export function actionOf(block: Json, element: Json, use: Use): Json {
  const { type } = element;
  const named = { action_id: element.action_id, block_id: block.block_id, type };
  if (type === 'button') {
    return { ...named, text: element.text, ...(element.value === undefined ? {} : { value: element.value }) };
  }
  return { ...named, ...(enteredValue(element, use) ?? {}) };
}

/** What an element says after it was used; null for a button, which says nothing. */
export function enteredValue(element: Json, use: Use): Json | null {
  const type = String(element.type);
  switch (type) {
    case 'button':
      return null;
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
    case 'overflow': {
      const chosen = use.option === undefined ? undefined : optionOf(element, use.option);
      if (chosen === undefined) throw new NothingThere(`${String(element.action_id)} has no option ${use.option}`);
      return { type, selected_option: chosen };
    }
    case 'checkboxes':
    case 'multi_static_select': {
      const chosen = (use.options ?? []).map((value) => {
        const option = optionOf(element, value);
        if (option === undefined) throw new NothingThere(`${String(element.action_id)} has no option ${value}`);
        return option;
      });
      return { type, selected_options: chosen };
    }
    case 'datepicker':
      return { type, selected_date: use.day ?? null };
    default:
      return { type, value: use.text ?? null };
  }
}

function optionOf(element: Json, value: string): Json | undefined {
  const groups = Array.isArray(element.option_groups) ? (element.option_groups as Json[]) : [];
  const options = [
    ...((element.options as Json[] | undefined) ?? []),
    ...groups.flatMap((group) => group.options as Json[]),
  ];
  return options.find((option) => option.value === value);
}

/** Required inputs that are empty; Slack's own client does not let such a view be submitted. */
export function emptyInputs(view: View): string[] {
  return (view.content.blocks as Json[])
    .filter((block) => block.type === 'input' && block.optional !== true)
    .filter((block) => {
      const [element] = elementsOf(block);
      const value = view.values[String(block.block_id)]?.[String(element?.action_id)];
      const { type: _type, ...held } = value ?? {};
      return Object.values(held).every((one) => one === null || one === '' || (Array.isArray(one) && one.length === 0));
    })
    .map((block) => String(block.block_id));
}

export interface Submitted {
  /** What the person sees beside the inputs, by block. */
  errors: Record<string, string>;
  /** True when this view is gone. */
  closed: boolean;
}

/** What the app's answer to a submission does to the person's modals. */
export function afterSubmit(workspace: Workspace, view: View, answer: unknown): Submitted {
  const stack = workspace.stacks.get(view.user) ?? [];
  const action = isObject(answer) ? answer.response_action : undefined;
  if (action === undefined) {
    // Slack closes the topmost view and shows the one below it.
    close(workspace, view.id);
    stack.splice(stack.indexOf(view.id), 1);
    return { errors: {}, closed: true };
  }
  const body = answer as Json;
  switch (action) {
    case 'clear':
      for (const id of stack) close(workspace, id);
      stack.length = 0;
      return { errors: {}, closed: true };
    case 'errors':
      return { errors: inputErrors(view, body.errors), closed: false };
    case 'update':
      replace(workspace, view, readView(workspace, body.view, 'modal'));
      return { errors: {}, closed: false };
    case 'push':
      push(workspace, view.user, readView(workspace, body.view, 'modal'));
      return { errors: {}, closed: false };
    default:
      throw new Error(
        `response_action ${String(action)} is unknown; ${problemsOfView(body.view).length} problems in its view`,
      );
  }
}

/** Errors must name input blocks of this view, else Slack shows its own failure. */
function inputErrors(view: View, errors: unknown): Record<string, string> {
  const inputs = (view.content.blocks as Json[]).filter(({ type }) => type === 'input').map((block) => block.block_id);
  const named = isObject(errors) ? (errors as Record<string, string>) : {};
  const strange = Object.keys(named).filter((block) => !inputs.includes(block));
  if (strange.length > 0 || Object.keys(named).length === 0) {
    throw new Error(`errors for blocks that are no inputs of the view: ${strange.join(', ') || 'none at all'}`);
  }
  return named;
}

/** The answer in the acknowledgement of a command: shown to the person who gave it, or to the channel. */
export function afterCommand(workspace: Workspace, by: Person, channel: string, answer: unknown): void {
  const body: Json = typeof answer === 'string' ? { text: answer } : isObject(answer) ? answer : {};
  if (body.text === undefined && body.blocks === undefined) return;
  if (body.text === '' && body.blocks === undefined) return;
  const content = readContent(workspace, body, { bounded: false });
  showEphemeral(workspace, {
    channel,
    user: by.id,
    threadTs: null,
    via: 'ack',
    text: content.text,
    blocks: content.blocks,
  });
}
