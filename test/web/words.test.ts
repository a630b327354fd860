// The record of what was done has a word for every change there is, in both languages.
import { expect, test } from 'vitest';
import { USE_CASES } from '../../src/app/index.ts';
import { WORDS } from '../../src/web/words/index.ts';

test.each(['en', 'de'] as const)('every action has a word in %s', (language) => {
  const { actions } = WORDS[language].activity;
  const commands = USE_CASES.filter(({ kind }) => kind === 'command').map(({ name }) => name.replace('.', '_'));
  expect(commands.filter((name) => !Object.hasOwn(actions, name))).toEqual([]);
});
