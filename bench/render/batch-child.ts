// A print batch in a process of its own, for its peak memory: `node bench/render/batch-child.ts LETTERS`.
import { createRenderer, shippedText } from '../../src/render/index.ts';
import { GERMAN_SENDER, ROOT } from '../../test/render/support/notices.ts';
import { benchNotice } from './letters.ts';

const count = Number(process.argv[2] ?? 500);
const renderer = await createRenderer({ root: ROOT });
const text = shippedText(ROOT, 'de', 'notice', 'letter');
const letters = [];
for (let serial = 0; serial < count; serial++) {
  const of = benchNotice(2 + (serial % 9), serial);
  const { pdf } = await renderer.letter(of, text);
  letters.push({ pdf, noticeNumber: `M-2026-${serial}`, recipient: of.customer.name, place: 'Hamburg' });
}
const renderedMb = process.memoryUsage.rss() / 1e6;
const cpu = process.cpuUsage();
const facts = { organisation: GERMAN_SENDER, language: 'de', createdOn: '2026-11-21' } as const;
const { pdf, pages } = await renderer.printBatch(letters, facts);
const spent = process.cpuUsage(cpu);
const peakMb = process.resourceUsage().maxRSS / 1000;
const cpuMs = (spent.user + spent.system) / 1000;
process.stdout.write(JSON.stringify({ letters: count, pages, bytes: pdf.length, cpuMs, renderedMb, peakMb }));
