// What Slack's libraries say, as lines of our log: warnings and errors by their first words only, since the rest may
// hold what people wrote.

import type { BotDeps } from './deps.ts';

const SHOWN_CHARACTERS = 120;

export function sdkLogger(log: BotDeps['log']) {
  const said =
    (level: 'warn' | 'error') =>
    (...parts: unknown[]) => {
      const [first] = parts;
      const text = first instanceof Error ? first.name : String(first);
      log(level, 'Slack library', { said: text.slice(0, SHOWN_CHARACTERS) });
    };
  const silent = () => undefined;
  return {
    debug: silent,
    info: silent,
    warn: said('warn'),
    error: said('error'),
    setLevel: silent,
    // The libraries' own type of level; the log has one of its own.
    getLevel: () => 'warn' as never,
    setName: silent,
  };
}
