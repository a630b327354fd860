// The interactive elements of Block Kit, as Slack checks them.
import { isDeepStrictEqual } from 'node:util';
import { LIMITS } from './limits.ts';
import {
  all,
  among,
  bool,
  type Check,
  int,
  isObject,
  list,
  problem,
  shape,
  str,
  text,
  typed,
  unique,
} from './shape.ts';

const HTTP_URL = /^https?:\/\/\S+$|^slack:\/\/\S+$|^mailto:\S+$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const actionId = str(LIMITS.id);

const confirm = shape(
  {
    title: text(LIMITS.confirm.title, 'plain_text'),
    text: text(LIMITS.confirm.text),
    confirm: text(LIMITS.confirm.button, 'plain_text'),
    deny: text(LIMITS.confirm.button, 'plain_text'),
  },
  { style: among('primary', 'danger') },
);

const option = (kind: 'plain_text' | 'either', more: Record<string, Check> = {}) =>
  shape(
    { text: text(LIMITS.option.text, kind), value: str(LIMITS.option.value) },
    { description: text(LIMITS.option.description, kind), ...more },
  );

const options = (kind: 'plain_text' | 'either', max: number, more: Record<string, Check> = {}) =>
  all(list(option(kind, more), 1, max), unique('value', 'an option with the value'));

const placeholder = text(LIMITS.select.placeholder, 'plain_text');
const common = { confirm, focus_on_load: focus() };

/** At most one element of a view takes the focus, and none in a message. */
function focus(): Check {
  return all(bool, (value, at, scene) => {
    if (value !== true) return;
    scene.focused += 1;
    if (scene.surface === 'message') problem(scene, at, 'focus_on_load is not allowed in messages');
    if (scene.focused > 1) problem(scene, at, 'only one element can have focus_on_load');
  });
}

function everyOption(value: Record<string, unknown>): unknown[] {
  const own = Array.isArray(value.options) ? value.options : [];
  const groups = Array.isArray(value.option_groups) ? value.option_groups : [];
  return [...own, ...groups.flatMap((group) => (isObject(group) && Array.isArray(group.options) ? group.options : []))];
}

/** What is chosen at first must be one of the options, in every field of it. */
const initialChoices: Check = (value, at, scene) => {
  if (!isObject(value)) return;
  const known = everyOption(value);
  const holds = (chosen: unknown) => known.some((candidate) => isDeepStrictEqual(candidate, chosen));
  if (value.initial_option !== undefined && !holds(value.initial_option)) {
    problem(scene, `${at}/initial_option`, 'must be one of the provided options');
  }
  if (value.initial_options === undefined) return;
  if (!Array.isArray(value.initial_options) || value.initial_options.length === 0) {
    return problem(scene, `${at}/initial_options`, 'no less than 1 items allowed');
  }
  value.initial_options.forEach((chosen, index) => {
    if (!holds(chosen)) problem(scene, `${at}/initial_options/${index}`, 'must be one of the provided options');
  });
};

const anything: Check = () => undefined;

/** `options` or `option_groups`, exactly one of them. */
const optionsOrGroups: Check = (value, at, scene) => {
  if (!isObject(value)) return;
  if ((value.options === undefined) === (value.option_groups === undefined)) {
    problem(scene, at, 'exactly one of options and option_groups is required');
  }
};

const optionGroups = list(
  shape({ label: text(LIMITS.select.group, 'plain_text'), options: options('plain_text', LIMITS.select.options) }),
  1,
  LIMITS.select.groups,
);

const select = (more: Record<string, Check>) =>
  all(
    shape(
      { action_id: actionId },
      {
        placeholder,
        options: options('plain_text', LIMITS.select.options),
        option_groups: optionGroups,
        ...common,
        ...more,
      },
    ),
    optionsOrGroups,
    initialChoices,
  );

const choices = (more: Record<string, Check>) =>
  all(
    shape({ action_id: actionId, options: options('either', LIMITS.choices) }, { ...common, ...more }),
    initialChoices,
  );

const dispatch = shape({ trigger_actions_on: list(among('on_enter_pressed', 'on_character_entered'), 1, 2) });

const written = {
  action_id: actionId,
};
const writtenMore = {
  placeholder,
  initial_value: str(LIMITS.input.maxLength, { min: 0 }),
  focus_on_load: focus(),
  dispatch_action_config: dispatch,
};

/** Minimum and maximum length of what people type. */
const lengths: Check = (value, at, scene) => {
  if (!isObject(value)) return;
  const { min_length: min, max_length: max } = value;
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    problem(scene, at, 'min_length must not be greater than max_length');
  }
};

const button = all(
  shape(
    { action_id: actionId, text: text(LIMITS.button.text, 'plain_text') },
    {
      value: str(LIMITS.button.value),
      url: str(LIMITS.button.url, { pattern: HTTP_URL }),
      style: among('primary', 'danger'),
      confirm,
      accessibility_label: str(LIMITS.button.label),
    },
  ),
);

const image = all(
  shape(
    { alt_text: str(LIMITS.image.alt) },
    { image_url: str(LIMITS.image.url, { pattern: /^https?:\/\/\S+$/ }), slack_file: slackFile() },
  ),
  oneSource,
);

/** A picture comes from an address or from an uploaded file. */
export function oneSource(value: unknown, at: string, scene: Parameters<Check>[2]): void {
  if (!isObject(value)) return;
  if ((value.image_url === undefined) === (value.slack_file === undefined)) {
    problem(scene, at, 'exactly one of image_url and slack_file is required');
  }
}

/** A file that was uploaded and processed; one that is too young is refused like one that does not exist. */
export function slackFile(): Check {
  return all(
    shape({}, { id: str(100, { pattern: /^F[A-Z0-9]{8,}$/ }), url: str(LIMITS.image.url) }),
    (value, at, scene) => {
      if (!isObject(value)) return;
      if (typeof value.id !== 'string' || !scene.fileReady(value.id)) problem(scene, at, 'invalid slack file');
    },
  );
}

export const ELEMENTS: Record<string, Check> = {
  button,
  image,
  static_select: select({ initial_option: anything }),
  multi_static_select: select({ initial_options: anything, max_selected_items: int(1, 100) }),
  users_select: shape({ action_id: actionId }, { placeholder, initial_user: str(20), ...common }),
  external_select: shape(
    { action_id: actionId },
    { placeholder, initial_option: option('plain_text'), min_query_length: int(0, 100), ...common },
  ),
  overflow: shape(
    {
      action_id: actionId,
      options: options('either', LIMITS.overflow, { url: str(LIMITS.option.url, { pattern: HTTP_URL }) }),
    },
    { confirm },
  ),
  checkboxes: choices({ initial_options: anything }),
  radio_buttons: choices({ initial_option: anything }),
  datepicker: shape({ action_id: actionId }, { placeholder, initial_date: str(10, { pattern: DAY }), ...common }),
  timepicker: shape(
    { action_id: actionId },
    { placeholder, initial_time: str(5, { pattern: /^\d{2}:\d{2}$/ }), timezone: str(100), ...common },
  ),
  plain_text_input: all(
    shape(written, {
      ...writtenMore,
      multiline: bool,
      min_length: int(0, LIMITS.input.maxLength),
      max_length: int(1, LIMITS.input.maxLength),
    }),
    lengths,
  ),
  email_text_input: shape(written, writtenMore),
  url_text_input: shape(written, writtenMore),
  number_input: shape(
    { ...written, is_decimal_allowed: bool },
    { ...writtenMore, min_value: str(40), max_value: str(40) },
  ),
};

const SELECTS = ['static_select', 'multi_static_select', 'users_select', 'external_select'];
const PICKS = [...SELECTS, 'overflow', 'checkboxes', 'radio_buttons', 'datepicker', 'timepicker'];
const WRITTEN = ['plain_text_input', 'email_text_input', 'url_text_input', 'number_input'];

function these(names: readonly string[]): Check {
  return typed(Object.fromEntries(names.map((name) => [name, ELEMENTS[name] as Check])));
}

export const accessory = these(['button', 'image', ...PICKS]);
export const inActions = these(['button', ...PICKS]);
export const inInput = these([...WRITTEN, ...PICKS.filter((name) => name !== 'overflow')]);
export const inContext = image;
