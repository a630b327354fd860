// Fonts, texts and layout, tried out: a sample letter with the organisation's own name and address.

import { organisationOnNotice } from '../../app/notices/compose.ts';
import { ROOT } from '../../compose.ts';
import type { Organisation } from '../../db/organisation.ts';
import type { Voice } from '../voice.ts';
import { type Check, failed, ok } from './check.ts';

/** Without an organisation the letter is that of a sample one. */
export async function letterCheck({ say }: Voice, organisation: Organisation | null): Promise<Check> {
  try {
    const [{ createRenderer, shippedText }, { SAMPLE_NOTICES }] = await Promise.all([
      import('../../render/index.ts'),
      import('../../render/text/samples.ts'),
    ]);
    const [sample] = SAMPLE_NOTICES;
    if (sample === undefined) throw new Error('there is no sample notice');
    const language = organisation?.language ?? sample.language;
    const own = organisation === null ? {} : { organisation: organisationOnNotice(organisation), language };
    const renderer = await createRenderer({ root: ROOT });
    const text = shippedText(ROOT, language, 'notice', 'letter');
    const profile = organisation === null ? {} : { profile: organisation.windowProfile };
    const { pages, unprintable } = await renderer.letter({ ...sample, ...own }, text, profile);
    if (unprintable.length > 0) throw new Error(`no font has ${unprintable.join(' ')}`);
    return ok(
      'letters',
      say(
        `Fonts are there, a sample letter has ${pages} page(s).`,
        `Schriften vorhanden, Probebrief: ${pages} Seite(n).`,
      ),
    );
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown';
    return failed(
      'letters',
      say(`A sample letter could not be made: ${why}.`, `Ein Probebrief ließ sich nicht erzeugen: ${why}.`),
      say(
        'Install Duly again (templates/fonts, templates/texts), or correct the organisation.',
        'Duly neu installieren (templates/fonts, templates/texts) oder die Organisation berichtigen.',
      ),
    );
  }
}
