// What the npm package emulate cannot do, so that it is known what our own double does around it when the day is played
// there: clicks, commands, response URLs and sockets it has not at all, these methods of the Web API neither.
import { expect, test } from 'vitest';
import { METHODS } from '../support/slack/api.ts';
import { startEmulated } from '../support/slack/emulated.ts';
import { startSlack } from '../support/slack/slack.ts';

test('emulate knows every method that our own Slack knows, but sockets, user groups and the validator', async ({
  onTestFinished,
}) => {
  const slack = await startSlack({ behind: (workspace) => startEmulated(workspace, ['Anna'], 'mahnwesen') });
  onTestFinished(() => slack.stop());
  const answers = await Promise.all(
    METHODS.map(async (method) => {
      const headers = { authorization: `Bearer ${slack.tokens.bot}` };
      const response = await fetch(`${slack.apiUrl}${method}`, { method: 'POST', headers });
      return { method, ...((await response.json()) as { error?: string }) };
    }),
  );
  const unknown = answers.filter(({ error }) => error === 'unknown_method').map(({ method }) => method);
  expect(unknown.toSorted()).toEqual([
    'apps.connections.open',
    'blocks.validate',
    'usergroups.list',
    'usergroups.users.list',
  ]);
});
