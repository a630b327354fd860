// Block Kit as Slack checks it: blocks, messages and views. Returns what Slack would object to; empty means accepted.
import { accessory, inActions, inContext, inInput, oneSource, slackFile } from './elements.ts';
import { codePoints, LIMITS } from './limits.ts';
import {
  all,
  among,
  bool,
  type Check,
  isObject,
  type Json,
  list,
  problem,
  type Scene,
  type Surface,
  shape,
  str,
  text,
  typed,
  unique,
} from './shape.ts';

export interface Problem {
  message: string;
  /** JSON pointer of the place. */
  pointer: string;
}

const blockId = { block_id: uniqueBlockId() };

function uniqueBlockId(): Check {
  return all(str(LIMITS.id), (value, at, scene) => {
    if (typeof value !== 'string') return;
    if (scene.blockIds.has(value)) problem(scene, at, `block_id \`${value}\` already exists`);
    scene.blockIds.add(value);
  });
}

function only(...surfaces: Surface[]): Check {
  return (value, at, scene) => {
    if (surfaces.includes(scene.surface)) return;
    problem(scene, at, `block type ${isObject(value) ? String(value.type) : ''} is not allowed on this surface`);
  };
}

const section = all(
  shape(
    {},
    {
      ...blockId,
      text: text(LIMITS.section.text),
      fields: list(text(LIMITS.section.field), 1, LIMITS.section.fields),
      accessory,
      expand: bool,
    },
  ),
  (value, at, scene) => {
    if (isObject(value) && value.text === undefined && value.fields === undefined) {
      problem(scene, at, 'missing required field: text or fields');
    }
  },
);

const contextElement: Check = (value, at, scene) => {
  if (isObject(value) && value.type === 'image') inContext(value, at, scene);
  else text(LIMITS.section.text)(value, at, scene);
};

const input = all(
  shape(
    { label: text(LIMITS.input.label, 'plain_text'), element: inInput },
    { ...blockId, hint: text(LIMITS.input.hint, 'plain_text'), optional: bool, dispatch_action: bool },
  ),
  (_value, _at, scene) => {
    scene.inputs += 1;
  },
);

const image = all(
  shape(
    { alt_text: str(LIMITS.image.alt) },
    {
      ...blockId,
      title: text(LIMITS.image.title, 'plain_text'),
      image_url: str(LIMITS.image.url, { pattern: /^https?:\/\/\S+$/ }),
      slack_file: slackFile(),
    },
  ),
  oneSource,
);

const markdown = all(only('message'), shape({ text: str(LIMITS.message.markdown) }, blockId), (value, at, scene) => {
  if (!isObject(value) || typeof value.text !== 'string') return;
  scene.textSum += codePoints(value.text);
  scene.markdownSum += codePoints(value.text);
  if (scene.markdownSum > LIMITS.message.markdown)
    problem(scene, at, 'markdown blocks hold more than 12000 characters');
});

/** Rich text: sections, lists, quotes and preformatted text with plain leaves. */
const richLeaf = typed({
  text: all(shape({ text: str(LIMITS.section.text) }, { style: styleOf() }), (value, _at, scene) => {
    if (isObject(value) && typeof value.text === 'string') scene.textSum += codePoints(value.text);
  }),
  link: shape({ url: str(LIMITS.button.url) }, { text: str(LIMITS.section.text), style: styleOf(), unsafe: bool }),
  emoji: shape({ name: str(100) }),
  user: shape({ user_id: str(20) }, { style: styleOf() }),
});

function styleOf(): Check {
  return shape({}, { bold: bool, italic: bool, strike: bool, code: bool });
}

const richSection = shape({ elements: list(richLeaf, 0, 1_000) }, { border: among('0', '1') });
const richText = shape(
  {
    elements: list(
      typed({
        rich_text_section: richSection,
        rich_text_preformatted: richSection,
        rich_text_quote: richSection,
        rich_text_list: shape(
          { style: among('bullet', 'ordered'), elements: list(typed({ rich_text_section: richSection }), 1, 1_000) },
          {
            indent: among('0', '1', '2', '3', '4', '5', '6', '7', '8'),
            offset: () => undefined,
            border: among('0', '1'),
          },
        ),
      }),
      1,
      1_000,
    ),
  },
  blockId,
);

const cell = typed({
  raw_text: all(shape({ text: str(LIMITS.section.text) }), (value, _at, scene) => {
    if (isObject(value) && typeof value.text === 'string') scene.textSum += codePoints(value.text);
  }),
  rich_text: richText,
});

const table = all(
  only('message'),
  shape(
    { rows: list(list(cell, 1, LIMITS.table.columns), 1, LIMITS.table.rows) },
    {
      ...blockId,
      column_settings: list(
        shape({}, { align: among('left', 'center', 'right'), is_wrapped: bool }),
        0,
        LIMITS.table.columns,
      ),
    },
  ),
  (_value, at, scene) => {
    scene.tables += 1;
    if (scene.tables > LIMITS.message.tables) problem(scene, at, 'only one table allowed');
  },
);

const BLOCK = typed({
  section,
  header: shape({ text: text(LIMITS.header, 'plain_text') }, { ...blockId, level: () => undefined }),
  divider: shape({}, blockId),
  context: shape({ elements: list(contextElement, 1, LIMITS.context.elements) }, blockId),
  actions: shape(
    { elements: all(list(inActions, 1, LIMITS.actions.elements), unique('action_id', 'action_id')) },
    blockId,
  ),
  input,
  image,
  markdown,
  rich_text: richText,
  table,
  alert: all(
    only('modal'),
    shape({ text: text(LIMITS.alert) }, { ...blockId, level: among('default', 'info', 'warning', 'error', 'success') }),
  ),
});

const plainButton = text(LIMITS.view.button, 'plain_text');
const kept = {
  private_metadata: str(LIMITS.view.metadata, { min: 0 }),
  callback_id: str(LIMITS.view.id, { min: 0 }),
  external_id: str(LIMITS.view.id, { min: 0 }),
};
const viewBlocks = { blocks: list(BLOCK, 0, LIMITS.view.blocks) };
const VIEW = typed({
  modal: shape(
    { title: text(LIMITS.view.title, 'plain_text'), ...viewBlocks },
    {
      ...kept,
      submit: plainButton,
      close: plainButton,
      clear_on_close: bool,
      notify_on_close: bool,
      submit_disabled: bool,
    },
  ),
  home: shape(viewBlocks, kept),
});

/** What Slack objects to in the blocks of a message. */
export function problemsOfBlocks(blocks: unknown, fileReady: (id: string) => boolean = () => true): Problem[] {
  const scene = newScene('message', fileReady);
  list(BLOCK, 0, LIMITS.message.blocks)(blocks, '/blocks', scene);
  return scene.problems;
}

/** Characters in all texts of the blocks of a message together. */
export function textOfBlocks(blocks: unknown): number {
  const scene = newScene('message', () => true);
  list(BLOCK, 0, LIMITS.message.blocks)(blocks, '/blocks', scene);
  return scene.textSum;
}

/** What Slack objects to in a view; `too_large` stands alone. */
export function problemsOfView(view: unknown, fileReady: (id: string) => boolean = () => true): Problem[] {
  const surface = isObject(view) && view.type === 'home' ? 'home' : 'modal';
  const scene = newScene(surface, fileReady);
  VIEW(view, '/view', scene);
  if (isObject(view) && surface === 'modal' && scene.inputs > 0 && view.submit === undefined) {
    problem(scene, '/view', 'missing required field: submit');
  }
  return scene.problems;
}

export function isViewTooLarge(view: Json): boolean {
  return Buffer.byteLength(JSON.stringify(view)) > LIMITS.view.bytes;
}

function newScene(surface: Surface, fileReady: (id: string) => boolean): Scene {
  return {
    surface,
    problems: [],
    textSum: 0,
    markdownSum: 0,
    tables: 0,
    inputs: 0,
    focused: 0,
    blockIds: new Set(),
    fileReady,
  };
}
