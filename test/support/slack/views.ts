// Modals and the App Home of the double: views.*, with trigger ids, hashes, the stack, and what people have entered.
import { isViewTooLarge, problemsOfView } from './blocks.ts';
import { invalid, Refusal } from './errors.ts';
import { LIMITS } from './limits.ts';
import { fileReady, withIds } from './messages.ts';
import { isObject, type Json } from './shape.ts';
import type { Trigger, View, Workspace } from './workspace.ts';

export function openView(workspace: Workspace, args: Json): Json {
  const content = readView(workspace, args.view, 'modal');
  const trigger = exchange(workspace, args.trigger_id);
  for (const id of workspace.stacks.get(trigger.user) ?? []) close(workspace, id);
  const view = addView(workspace, trigger.user, content, null);
  workspace.stacks.set(trigger.user, [view.id]);
  return { ok: true, view: shownView(workspace, view) };
}

export function pushView(workspace: Workspace, args: Json): Json {
  const content = readView(workspace, args.view, 'modal');
  const trigger = exchange(workspace, args.trigger_id);
  return { ok: true, view: shownView(workspace, push(workspace, trigger.user, content)) };
}

/** Puts a view on top of the person's stack, which holds three at most. */
export function push(workspace: Workspace, user: string, content: Json): View {
  const stack = workspace.stacks.get(user) ?? [];
  const below = stack.at(-1);
  if (below === undefined) throw new Refusal('no_root_view');
  if (stack.length >= LIMITS.view.stack) throw new Refusal('push_limit_reached');
  const view = addView(workspace, user, content, below);
  stack.push(view.id);
  return view;
}

export function updateView(workspace: Workspace, args: Json): Json {
  const view = [...workspace.views.values()].find(
    (candidate) =>
      candidate.open &&
      (candidate.id === args.view_id || (args.external_id !== undefined && candidate.externalId === args.external_id)),
  );
  if (view === undefined) throw new Refusal('not_found');
  if (args.hash !== undefined && args.hash !== view.hash) throw new Refusal('hash_conflict');
  replace(workspace, view, readView(workspace, args.view, view.type));
  return { ok: true, view: shownView(workspace, view) };
}

/** New content of an open view. What was entered stays where block and action keep their ids. */
export function replace(workspace: Workspace, view: View, content: Json): void {
  const named = { ...content, blocks: withIds(workspace, content.blocks as Json[]) };
  const kept = view.values;
  view.content = named;
  view.hash = newHash(workspace);
  view.externalId = typeof content.external_id === 'string' ? content.external_id : null;
  view.values = initialValues(named);
  for (const [block, actions] of Object.entries(view.values)) {
    for (const action of Object.keys(actions)) {
      const entered = kept[block]?.[action];
      if (entered !== undefined) actions[action] = entered;
    }
  }
}

export function publishView(workspace: Workspace, args: Json): Json {
  const content = readView(workspace, args.view, 'home');
  const user = String(args.user_id ?? '');
  if (!workspace.people.has(user)) throw new Refusal('user_not_found');
  const known = [...workspace.views.values()].find((view) => view.type === 'home' && view.user === user);
  if (known !== undefined && args.hash !== undefined && args.hash !== known.hash) throw new Refusal('hash_conflict');
  if (known !== undefined) replace(workspace, known, content);
  const view = known ?? addView(workspace, user, content, null);
  return { ok: true, view: shownView(workspace, view) };
}

/** A view that the app sent, checked. */
export function readView(workspace: Workspace, view: unknown, type: 'modal' | 'home'): Json {
  if (!isObject(view)) throw new Refusal('invalid_arguments');
  const problems = problemsOfView(view, fileReady(workspace));
  if (view.type !== type) problems.push({ message: `must be of type ${type}`, pointer: '/view/type' });
  if (problems.length > 0) throw invalid('invalid_arguments', problems);
  if (isViewTooLarge(view)) throw new Refusal('view_too_large');
  return view;
}

/** A trigger id lasts three seconds, unless a test has more patience, and opens one view. */
export function exchange(workspace: Workspace, id: unknown): Trigger {
  const trigger = workspace.triggers.get(String(id ?? ''));
  if (trigger === undefined) throw new Refusal('invalid_trigger_id');
  if (trigger.used) throw new Refusal('exchanged_trigger_id');
  if (workspace.now() - trigger.at > workspace.patienceMs) throw new Refusal('expired_trigger_id');
  trigger.used = true;
  return trigger;
}

export function newTrigger(workspace: Workspace, user: string, view: string | null = null): string {
  const id = `${Math.floor(workspace.now())}.${workspace.teamId}.${workspace.nextId('x').toLowerCase()}`;
  workspace.triggers.set(id, { user, at: workspace.now(), used: false, view });
  return id;
}

export function close(workspace: Workspace, id: string): void {
  const view = workspace.views.get(id);
  if (view !== undefined) view.open = false;
}

/** A view as Slack gives it back and sends it with what people do. */
export function shownView(workspace: Workspace, view: View): Json {
  return {
    close: null,
    submit: null,
    private_metadata: '',
    callback_id: '',
    clear_on_close: false,
    notify_on_close: false,
    ...view.content,
    id: view.id,
    team_id: workspace.teamId,
    external_id: view.externalId ?? '',
    state: { values: view.values },
    hash: view.hash,
    root_view_id: view.rootId,
    previous_view_id: view.previousId,
    app_id: workspace.appId,
    app_installed_team_id: workspace.teamId,
    bot_id: workspace.botId,
  };
}

function addView(workspace: Workspace, user: string, content: Json, previousId: string | null): View {
  const id = workspace.nextId('V');
  const named = { ...content, blocks: withIds(workspace, content.blocks as Json[]) };
  const previous = previousId === null ? undefined : workspace.views.get(previousId);
  const view: View = {
    id,
    type: content.type === 'home' ? 'home' : 'modal',
    user,
    content: named,
    hash: newHash(workspace),
    values: initialValues(named),
    rootId: previous?.rootId ?? id,
    previousId,
    externalId: typeof content.external_id === 'string' ? content.external_id : null,
    open: true,
  };
  workspace.views.set(id, view);
  return view;
}

function newHash(workspace: Workspace): string {
  return `${Math.floor(workspace.now() / 1000)}.${workspace.nextId('h')}`;
}

/** What the elements say before anybody touches them. */
export function initialValues(content: Json): View['values'] {
  const values: View['values'] = {};
  for (const block of content.blocks as Json[]) {
    for (const element of elementsOf(block)) {
      const value = initialValue(element);
      if (value === null) continue;
      setValue(values, block, element, value);
    }
  }
  return values;
}

/** Keeps what an element says. */
export function setValue(values: View['values'], block: Json, element: Json, value: Json): void {
  const blockId = String(block.block_id);
  values[blockId] = { ...values[blockId], [String(element.action_id)]: value };
}

/** Everything in a block that a person can use. */
export function elementsOf(block: Json): Json[] {
  const found = [
    block.element,
    block.accessory,
    ...(block.type === 'actions' && Array.isArray(block.elements) ? block.elements : []),
  ];
  return found.filter((element): element is Json => isObject(element) && typeof element.action_id === 'string');
}

function initialValue(element: Json): Json | null {
  const type = String(element.type);
  switch (type) {
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null };
    case 'checkboxes':
    case 'multi_static_select':
      return { type, selected_options: element.initial_options ?? [] };
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null };
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: element.initial_value ?? null };
    default:
      return null;
  }
}
