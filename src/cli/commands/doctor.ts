// duly doctor: the report on the installation's health.

import { ConfigError } from '../../config.ts';
import { examine } from '../../doctor.ts';
import { CHECK_TITLES, type Check, type CheckState, failed } from '../checks/check.ts';
import { type Answer, type Desk, EXIT } from '../desk.ts';
import { actorOf, commandConfig } from '../house.ts';
import { table } from '../table.ts';
import { createVoice } from '../voice.ts';

/** Exit 1 when something failed; warnings are no failure. */
export async function doctor(desk: Desk): Promise<Answer> {
  const checks = await examineAll(desk);
  const healthy = checks.every((check) => check.state !== 'failed');
  return {
    json: { ok: healthy, checks },
    lines: linesOf(desk, checks),
    exit: healthy ? EXIT.fine : EXIT.failed,
  };
}

async function examineAll(desk: Desk): Promise<Check[]> {
  // JSON speaks English, whoever reads it.
  const voice = desk.json ? createVoice('en') : desk;
  try {
    const config = commandConfig(desk);
    return await examine({
      voice,
      config,
      open: () => desk.around.openSystem(config),
      contextOf: (system) => system.as(actorOf(desk)),
    });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const todo = voice.say('Correct the environment of Duly.', 'Die Umgebung von Duly berichtigen.');
    return [failed('configuration', error.message.replaceAll('\n', ' '), todo)];
  }
}

function linesOf(desk: Desk, checks: readonly Check[]): string[] {
  const words: Record<CheckState, string> = {
    ok: 'ok',
    warning: desk.say('warning', 'Warnung'),
    failed: desk.say('FAILED', 'FEHLER'),
  };
  const columns = [{ title: '' }, { title: '' }, { title: '', whole: true }];
  const rows = checks.flatMap(({ name, state, says, todo }) => [
    [words[state], CHECK_TITLES[desk.language][name], says],
    ...(todo === null ? [] : [['', '', `→ ${todo}`]]),
  ]);
  return table(columns, rows).slice(1);
}
