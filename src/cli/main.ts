// One call of the command line: arguments to command, answer to the terminal, every error to one readable line.

import { CommanderError } from 'commander';
import { type Answer, createDesk, type Desk, EXIT, type Exit, type Surroundings } from './desk.ts';
import { createProgram } from './program.ts';
import { safeText } from './table.ts';

/** Runs one command line (without `node` and the file); resolves with the exit code and never rejects. */
export async function runCli(args: readonly string[], around: Surroundings): Promise<Exit> {
  const desk = createDesk(around, asksForJson(args));
  let exit: Exit = EXIT.fine;
  const show = (answer: Answer) => {
    exit = answer.exit ?? EXIT.fine;
    if (desk.json && answer.json !== null) around.out(`${JSON.stringify(answer.json)}\n`);
    else if (!desk.json && answer.lines.length > 0) around.out(`${answer.lines.map(safeText).join('\n')}\n`);
  };
  const program = createProgram(desk, {
    plain: async (work) => show(await work(desk)),
    house: async (work) => {
      const { inHouse } = await import('./house.ts');
      await inHouse(desk, async (house) => show(await work(house)));
    },
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exit;
  } catch (error) {
    return fail(desk, error);
  }
}

/** Asked before the arguments are parsed, so that their errors come in the form that was asked for, too. */
function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? args.length : end).includes('--json');
}

async function fail(desk: Desk, error: unknown): Promise<Exit> {
  // Help and version end a command in the same way as an error does.
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT.fine;
  const { explain } = await import('./failure.ts');
  const { exit, code, message, problems, trail } = explain(
    error,
    desk.around.env.DULY_LOG_LEVEL === 'debug',
    desk.language,
  );
  if (desk.json) desk.around.out(`${JSON.stringify({ error: { code, message, problems } })}\n`);
  else for (const line of failureLines(message, problems)) desk.note(safeText(line));
  for (const line of trail) desk.note(line);
  return exit;
}

/** The message, and the problems that it does not name itself. */
export function failureLines(message: string, problems: readonly { path: string; message: string }[]): string[] {
  const lines = message.split('\n');
  if (problems.length < 2 || lines.length > 1) return lines;
  return [...lines, ...problems.map((problem) => `  ${problem.path}: ${problem.message}`)];
}
