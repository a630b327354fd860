// Calls the command line in this process, on the database of the test file and under a clock that stands still.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Ports } from '../../src/app/context.ts';
import { runCli } from '../../src/cli/main.ts';
import { virtualClock } from '../../src/clock.ts';
import type { System } from '../../src/compose.ts';
import type { Config } from '../../src/config.ts';
import type { Store } from '../../src/db/store.ts';
import { createOutbox } from '../../src/deliver/outbox.ts';
import { createRenderer, shippedText } from '../../src/render/index.ts';
import { ROOT } from '../support/paths.ts';

/** A Monday. */
export const TODAY = '2026-11-23';

export interface Called {
  exit: number;
  out: string;
  err: string;
}

/** A folder that is removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'duly-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function writeFile(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

export interface CommandLine {
  (...args: string[]): Promise<Called>;
  /** The document that the command prints with --json. */
  json(...args: string[]): Promise<unknown>;
  clock: ReturnType<typeof virtualClock>;
  /** What the transport says and takes; tests of providers put another in its place. */
  ports: Partial<Ports>;
  outbox: string;
  env: Record<string, string>;
}

/** The command line on a store; it is not closed by the commands. */
export function commandLine(store: () => Store): CommandLine {
  const folder = temporaryFolder();
  const clock = virtualClock(TODAY, 'Europe/Berlin', '09:00');
  const env: Record<string, string> = { DULY_DATA_DIR: folder, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/test' };
  const call = async (...args: string[]): Promise<Called> => {
    const said = { out: '', err: '' };
    const exit = await runCli(args, {
      env,
      userName: 'anna',
      interactive: false,
      columns: 100,
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
      openSystem: (config) => systemOn(store(), config, clock, line.ports),
      openScratch: async () => ({ ...store(), close: async () => undefined, db: store().db }),
    });
    return { exit, ...said };
  };
  const json = async (...args: string[]) => JSON.parse((await call('--json', ...args)).out) as unknown;
  const line: CommandLine = Object.assign(call, { json, clock, ports: {}, outbox: join(folder, 'outbox'), env });
  return line;
}

/** Fonts are read once for all commands of a file. */
const renderer = createRenderer({ root: ROOT });

async function systemOn(
  store: Store,
  config: Readonly<Config>,
  clock: ReturnType<typeof virtualClock>,
  other: Partial<Ports>,
): Promise<System> {
  const log = Object.assign(() => undefined, { failure: () => undefined });
  const ports: Ports = {
    renderer: await renderer,
    transport: createOutbox(config.outboxDir),
    shippedText: async (language, kind, channel) => shippedText(ROOT, language, kind, channel),
    log,
    ...other,
  };
  const close = async () => undefined;
  return { store, ports, log, webhooks: {}, as: (actor) => ({ store, clock, actor, ports }), close };
}
