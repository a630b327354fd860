// Ready-made engines for comparison. They are no dependencies of the project: @react-pdf/renderer and pdfmake are
// installed into a folder below the temp directory when they are asked for, Chromium is the one of the tests.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChromium } from './peers/chromium.ts';
import type { Peer } from './peers/content.ts';
import { startPdfmake } from './peers/pdfmake.ts';
import { startReactPdf } from './peers/react.ts';

const FOLDER = join(tmpdir(), 'duly-bench-peers');
const PACKAGES = ['@react-pdf/renderer@4.9.0', 'pdfmake@0.3.0', 'react@19.2.0'];

/** All peers that can be started here; one that cannot is left out, with the reason on the error output. */
export async function startPeers(): Promise<Peer[]> {
  install();
  const requirePeer = createRequire(join(FOLDER, 'package.json'));
  const started: Peer[] = [];
  for (const start of [startPdfmake, startReactPdf, startChromium]) {
    try {
      started.push(await start(requirePeer));
    } catch (error) {
      process.stderr.write(`${start.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  return started;
}

function install(): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'package.json'), '{"private":true}');
  if (existsSync(join(FOLDER, 'node_modules', 'pdfmake'))) return;
  const options = { cwd: FOLDER, stdio: 'ignore' } as const;
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...PACKAGES], options);
}
