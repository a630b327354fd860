// The peak memory of this process and of those it starts, taken together every few milliseconds.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const EVERY_MS = 50;
const MEGABYTE = 1024 * 1024;
const PAGE_BYTES = 4096;

/** Starts to watch, with what is held now forgotten (Linux); the function returned tells the peak in MB. */
export function watchTree(): () => number {
  writeFileSync('/proc/self/clear_refs', '5');
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss() + residentOfChildren());
  };
  const timer = setInterval(look, EVERY_MS).unref();
  return () => {
    clearInterval(timer);
    look();
    // Between two looks this process may have held more than at either.
    const [, ownKilobytes = '0'] = /VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'latin1')) ?? [];
    return Math.max(peak / MEGABYTE, Number(ownKilobytes) / 1024);
  };
}

function residentOfChildren(): number {
  let bytes = 0;
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const [, parent] = /\) \S+ (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
      if (Number(parent) !== process.pid) continue;
      bytes += Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * PAGE_BYTES;
    } catch {
      // It has ended meanwhile.
    }
  }
  return bytes;
}
