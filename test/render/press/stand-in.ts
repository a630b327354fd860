// Stands in for the process that prints: it answers with its own number as subject, ends or is silent when the notice
// says so. The real one cannot be made to do that at a chosen document.
import type { PressAnswer, PressJob } from '../../../src/render/press/job.ts';

process.once('disconnect', () => process.exit());
process.on('message', ({ id, notice }: PressJob) => {
  if (notice.number === 'ends') process.exit(1);
  if (notice.number === 'silent') return;
  const letter = {
    pdf: new Uint8Array(),
    pages: 1,
    paymentCode: { kind: 'none', reason: null },
    unprintable: [],
  } as const;
  const email = { subject: String(process.pid), text: '', html: '', inlineImages: [] };
  const answer: PressAnswer = { id, made: { letter: { ...letter, unprintable: [] }, email } };
  process.send?.(answer, () => undefined);
});
