// The disk of the outbox and of the journal fills up while notices are written to it, and is freed again: what could
// not be written is written later, whole, and once.
import { join } from 'node:path';
import { createJournal } from '../../../src/deliver/journal.ts';
import type { Judgement } from './judge.ts';
import { readOutbox } from './outbox-record.ts';
import { sleep } from './processes.ts';
import { smallDisk } from './small-disk.ts';
import { openStage } from './stage.ts';

export interface DiskFullResult extends Judgement {
  notices: number;
  how: string;
  fills: number;
  /** Hand-overs that failed for want of room, and were repeated. */
  refusals: number;
  /** Files that were left half written. */
  half: number;
  /** Notices that left without a line in the journal. */
  unjournalled: number;
  seconds: number;
}

/** A notice with its letter is some 60 KB. */
const MEGABYTES_A_NOTICE = 0.15;
const FULL_FOR_MS = 1_500;

export async function runDiskFull({ notices, fills }: { notices: number; fills: number }): Promise<DiskFullResult> {
  const began = Date.now();
  const disk = smallDisk(Math.ceil(4 + notices * MEGABYTES_A_NOTICE));
  const stage = await openStage({ database: 'postgres', provider: { folder: disk.folder }, notices, seed: 1 });
  try {
    const worker = await stage.prepare(0);
    const receipt = () => worker.says('at receipt');
    worker.tell('torment');
    for (let n = 0; n < fills; n += 1) {
      // Something is being written at this moment.
      await receipt();
      disk.fill(worker.pid);
      await Promise.race([receipt().then(receipt).then(receipt), sleep(5 * FULL_FOR_MS)]);
      await sleep(FULL_FOR_MS);
      disk.free(worker.pid);
    }
    await worker.kill();
    const found = await stage.finish();
    const { half, lines } = readOutbox(disk.folder);
    const journalled = new Set(
      (await createJournal(join(disk.folder, 'send-journal.jsonl'), { flush: false }).read()).map(
        (one) => one.deliveryId,
      ),
    );
    const refused = await stage.ask(`select count(*)::int as n from delivery_attempts where outcome = 'refused'`);
    return {
      ...{ notices, how: disk.how, fills, refusals: Number(refused[0]?.n), half, ...found },
      unjournalled: lines.filter((line) => !journalled.has(line.split(' ')[2] ?? '')).length,
      seconds: Math.round((Date.now() - began) / 1_000),
    };
  } finally {
    await stage.close();
    disk.remove();
  }
}
