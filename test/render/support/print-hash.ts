// Prints the hash of a letter; run as a process of its own under another time zone (test/render/pdf/quality.test.ts).

import { createHash } from 'node:crypto';
import { createRenderer, shippedText } from '../../../src/render/index.ts';
import { notice, ROOT } from './notices.ts';

const renderer = await createRenderer({ root: ROOT });
const { pdf } = await renderer.letter(notice(5), shippedText(ROOT, 'de', 'notice', 'letter'));
process.stdout.write(createHash('sha256').update(pdf).digest('hex'));
