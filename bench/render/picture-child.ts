// Pictures one after the other in a process of its own, for its memory: `node bench/render/picture-child.ts PICTURES`.
import { createRenderer, shippedText } from '../../src/render/index.ts';
import { ROOT } from '../../test/render/support/notices.ts';
import { benchNotice } from './letters.ts';

const count = Number(process.argv[2] ?? 500);
const renderer = await createRenderer({ root: ROOT });
const text = shippedText(ROOT, 'de', 'notice', 'letter');
// As many before: until then the heap of the process grows to its working size.
const warm = count;
let bytes = 0;
let before = 0;
let cpu = process.cpuUsage();
for (let serial = 0; serial < count + warm; serial++) {
  if (serial === warm) {
    before = process.memoryUsage.rss() / 1e6;
    cpu = process.cpuUsage();
  }
  bytes = (await renderer.letterPng(benchNotice(5, serial), text, 0, 827)).length;
}
const spent = process.cpuUsage(cpu);
const after = process.memoryUsage.rss() / 1e6;
const cpuMs = (spent.user + spent.system) / 1000 / count;
const peakMb = process.resourceUsage().maxRSS / 1000;
process.stdout.write(JSON.stringify({ count, cpuMs, bytes, beforeMb: before, afterMb: after, peakMb }));
