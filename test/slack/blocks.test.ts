// The local Slack refuses what Slack refuses: every limit of the table one below or at it, and one above.
import { describe, expect, test } from 'vitest';
import { isViewTooLarge, problemsOfBlocks, problemsOfView, textOfBlocks } from '../support/slack/blocks.ts';
import type { Json } from '../support/slack/shape.ts';

const x = (length: number) => 'x'.repeat(length);
const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
const section = (text: string): Json => ({ type: 'section', text: mrkdwn(text) });
const button = (more: Json = {}): Json => ({ type: 'button', action_id: 'a', text: plain('Go'), ...more });
const actions = (...elements: Json[]): Json => ({ type: 'actions', elements });
const option = (value: string, more: Json = {}) => ({ text: plain('Option'), value, ...more });
const select = (more: Json): Json => ({ type: 'static_select', action_id: 's', ...more });
const checkboxes = (more: Json): Json => ({ type: 'checkboxes', action_id: 'c', options: [option('1')], ...more });
const input = (more: Json = {}): Json => ({
  type: 'input',
  label: plain('Label'),
  element: { type: 'plain_text_input', action_id: 'i' },
  ...more,
});
const confirm = (more: Json = {}) => ({
  title: plain('Sure?'),
  text: plain('Really'),
  confirm: plain('Yes'),
  deny: plain('No'),
  ...more,
});
const modal = (more: Json = {}): Json => ({ type: 'modal', title: plain('Title'), blocks: [], ...more });

/** What is wrong with one block of a message. */
const wrong = (...blocks: Json[]) => problemsOfBlocks(blocks).map(({ message }) => message);

describe('a message', () => {
  const cases: [string, Json[], Json[]][] = [
    ['blocks', times(50, () => section('x')), times(51, () => section('x'))],
    ['text of a section', [section(x(3000))], [section(x(3001))]],
    ['emoji count once', [section('😀'.repeat(3000))], [section('😀'.repeat(3001))]],
    [
      'fields of a section',
      [{ type: 'section', fields: times(10, () => mrkdwn(x(2000))) }],
      [{ type: 'section', fields: times(11, () => mrkdwn('x')) }],
    ],
    ['one field', [{ type: 'section', fields: [mrkdwn(x(2000))] }], [{ type: 'section', fields: [mrkdwn(x(2001))] }]],
    ['a header', [{ type: 'header', text: plain(x(150)) }], [{ type: 'header', text: plain(x(151)) }]],
    [
      'elements of a context',
      [{ type: 'context', elements: times(10, () => mrkdwn('x')) }],
      [{ type: 'context', elements: times(11, () => mrkdwn('x')) }],
    ],
    [
      'elements of actions',
      [actions(...times(25, (n) => button({ action_id: `a${n}` })))],
      [actions(...times(26, (n) => button({ action_id: `a${n}` })))],
    ],
    ['label of a button', [actions(button({ text: plain(x(75)) }))], [actions(button({ text: plain(x(76)) }))]],
    ['value of a button', [actions(button({ value: x(2000) }))], [actions(button({ value: x(2001) }))]],
    ['action id', [actions(button({ action_id: x(255) }))], [actions(button({ action_id: x(256) }))]],
    ['block id', [{ ...section('x'), block_id: x(255) }], [{ ...section('x'), block_id: x(256) }]],
    [
      'options of a select',
      [actions(select({ options: times(100, (n) => option(`${n}`)) }))],
      [actions(select({ options: times(101, (n) => option(`${n}`)) }))],
    ],
    [
      'text of an option',
      [actions(select({ options: [option('1', { text: plain(x(75)) })] }))],
      [actions(select({ options: [option('1', { text: plain(x(76)) })] }))],
    ],
    [
      'value of an option',
      [actions(select({ options: [option(x(150))] }))],
      [actions(select({ options: [option(x(151))] }))],
    ],
    [
      'a placeholder',
      [actions(select({ placeholder: plain(x(150)), options: [option('1')] }))],
      [actions(select({ placeholder: plain(x(151)), options: [option('1')] }))],
    ],
    [
      'checkboxes',
      [actions(checkboxes({ options: times(10, (n) => option(`${n}`)) }))],
      [actions(checkboxes({ options: times(11, (n) => option(`${n}`)) }))],
    ],
    [
      'an overflow menu',
      [actions({ type: 'overflow', action_id: 'o', options: times(5, (n) => option(`${n}`)) })],
      [actions({ type: 'overflow', action_id: 'o', options: times(6, (n) => option(`${n}`)) })],
    ],
    [
      'text of a confirmation',
      [actions(button({ confirm: confirm({ text: plain(x(300)) }) }))],
      [actions(button({ confirm: confirm({ text: plain(x(301)) }) }))],
    ],
    [
      'title of a confirmation',
      [actions(button({ confirm: confirm({ title: plain(x(100)) }) }))],
      [actions(button({ confirm: confirm({ title: plain(x(101)) }) }))],
    ],
    [
      'buttons of a confirmation',
      [actions(button({ confirm: confirm({ deny: plain(x(30)) }) }))],
      [actions(button({ confirm: confirm({ deny: plain(x(31)) }) }))],
    ],
    [
      'alternative text',
      [{ type: 'image', image_url: 'https://x.example/a.png', alt_text: x(2000) }],
      [{ type: 'image', image_url: 'https://x.example/a.png', alt_text: x(2001) }],
    ],
    ['markdown', [{ type: 'markdown', text: x(12000) }], [{ type: 'markdown', text: x(12001) }]],
    [
      'markdown in sum',
      times(2, () => ({ type: 'markdown', text: x(6000) })),
      [
        { type: 'markdown', text: x(6000) },
        { type: 'markdown', text: x(6001) },
      ],
    ],
    [
      'rows of a table',
      [{ type: 'table', rows: times(100, () => [{ type: 'raw_text', text: 'x' }]) }],
      [{ type: 'table', rows: times(101, () => [{ type: 'raw_text', text: 'x' }]) }],
    ],
    ['length of an input', [input({ label: plain(x(2000)) })], [input({ label: plain(x(2001)) })]],
  ];
  test.each(cases)('is held to the limit: %s', (_name, accepted, refused) => {
    expect(wrong(...accepted)).toEqual([]);
    expect(wrong(...refused)).not.toEqual([]);
  });

  test('counts the texts of all blocks together', () => {
    expect(textOfBlocks([section(x(10)), actions(button({ text: plain('12345') }))])).toBe(15);
  });

  const refusals: [string, Json, string][] = [
    ['unknown blocks', { type: 'nope' }, 'unsupported type: nope'],
    ['unknown fields', { ...section('x'), colour: 'red' }, 'invalid additional property: colour'],
    ['empty texts', section(''), 'must be more than 0 characters'],
    ['sections without anything', { type: 'section' }, 'missing required field: text or fields'],
    ['half characters', section('a\ud83d'), 'must be valid text: it holds half a character'],
    [
      'emoji with mrkdwn',
      { type: 'section', text: { ...mrkdwn('x'), emoji: false } },
      'invalid additional property: emoji',
    ],
    [
      'verbatim with plain text',
      actions(button({ text: { ...plain('x'), verbatim: true } })),
      'invalid additional property: verbatim',
    ],
    ['mrkdwn on a button', actions(button({ text: mrkdwn('x') })), 'unsupported type: mrkdwn'],
    ['one action id twice in a block', actions(button(), button()), 'action_id `a` already exists'],
    ['a select without options', actions(select({ options: [] })), 'no less than 1 items allowed'],
    [
      'one value twice',
      actions(select({ options: [option('1'), option('1')] })),
      'an option with the value `1` already exists',
    ],
    ['an empty initial choice', actions(checkboxes({ initial_options: [] })), 'no less than 1 items allowed'],
    [
      'an initial choice that is no option',
      actions(checkboxes({ initial_options: [option('1', { text: plain('Other') })] })),
      'must be one of the provided options',
    ],
    [
      'an image without a source',
      { type: 'image', alt_text: 'x' },
      'exactly one of image_url and slack_file is required',
    ],
    [
      'an alert outside of modals',
      { type: 'alert', text: plain('x') },
      'block type alert is not allowed on this surface',
    ],
    ['an input without its element', input({ element: undefined }), 'missing required field: element'],
    ['a button in an input', input({ element: button() }), 'unsupported type: button'],
  ];
  test.each(refusals)('refuses %s', (_name, block, message) => {
    expect(wrong(block)).toContain(message);
  });

  test('refuses one block id twice, and says where', () => {
    const named = { ...section('x'), block_id: 'one' };
    expect(problemsOfBlocks([named, named])).toEqual([
      { message: 'block_id `one` already exists', pointer: '/blocks/1/block_id' },
    ]);
  });

  test('refuses a second table, and a file that is not ready', () => {
    const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] };
    expect(wrong(table, table)).toEqual(['only one table allowed']);
    const image = { type: 'image', alt_text: 'x', slack_file: { id: 'F012345678' } };
    expect(problemsOfBlocks([image], () => true)).toEqual([]);
    expect(problemsOfBlocks([image], () => false)).toEqual([
      { message: 'invalid slack file', pointer: '/blocks/0/slack_file' },
    ]);
  });
});

describe('a view', () => {
  const cases: [string, Json, Json][] = [
    ['title', modal({ title: plain(x(24)) }), modal({ title: plain(x(25)) })],
    ['submit', modal({ submit: plain(x(24)) }), modal({ submit: plain(x(25)) })],
    ['close', modal({ close: plain(x(24)) }), modal({ close: plain(x(25)) })],
    ['metadata', modal({ private_metadata: x(3000) }), modal({ private_metadata: x(3001) })],
    ['callback id', modal({ callback_id: x(255) }), modal({ callback_id: x(256) })],
    ['blocks', modal({ blocks: times(100, () => section('x')) }), modal({ blocks: times(101, () => section('x')) })],
    [
      'length of what is typed',
      modal({
        submit: plain('Go'),
        blocks: [input({ element: { type: 'plain_text_input', action_id: 'i', max_length: 3000 } })],
      }),
      modal({
        submit: plain('Go'),
        blocks: [input({ element: { type: 'plain_text_input', action_id: 'i', max_length: 3001 } })],
      }),
    ],
    [
      'a submit button where there are inputs',
      modal({ submit: plain('Go'), blocks: [input()] }),
      modal({ blocks: [input()] }),
    ],
    ['one focus', focusing(1), focusing(2)],
    [
      'surfaces',
      modal({ blocks: [{ type: 'alert', text: plain('x') }] }),
      { type: 'home', blocks: [{ type: 'alert', text: plain('x') }] },
    ],
    ['markdown in messages only', modal(), modal({ blocks: [{ type: 'markdown', text: 'x' }] })],
    ['a home without title', { type: 'home', blocks: [section('x')] }, { type: 'home', title: plain('x'), blocks: [] }],
  ];
  test.each(cases)('is held to the limit: %s', (_name, accepted, refused) => {
    expect(problemsOfView(accepted)).toEqual([]);
    expect(problemsOfView(refused)).not.toEqual([]);
  });

  test('is too large above 250 KB', () => {
    const of = (bytes: number) => ({ a: x(bytes - '{"a":""}'.length) });
    expect([isViewTooLarge(of(250_000)), isViewTooLarge(of(250_001))]).toEqual([false, true]);
  });

  function focusing(count: number): Json {
    const element = { type: 'plain_text_input', action_id: 'i', focus_on_load: true };
    return modal({ submit: plain('Go'), blocks: times(count, () => input({ element })) });
  }
});
