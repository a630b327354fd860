// The stored letter and mail of an issued notice: the very bytes that were, or will be, sent.

import { z } from 'zod';
import { noticeNumberText } from '../../core/notice-number.ts';
import { readLetterVersion } from '../../db/letter-versions.ts';
import { readNoticeByNumber } from '../../db/notices.ts';
import { refusal } from '../errors.ts';
import { readMailing } from '../notices/envelope.ts';
import { query } from '../use-case.ts';

export const noticeDocument = query({
  name: 'notice.document',
  summary: 'The letter (PDF) and the e-mail of an issued notice, as stored when it was issued.',
  role: 'viewer',
  input: z.strictObject({
    number: z.int().positive(),
    /** Of the letter: 1 as issued, more where its postal address was corrected. */
    version: z.int().positive().default(1),
  }),
  async run(work, { number, version }) {
    const notice = await readNoticeByNumber(work.db, number);
    if (notice === null) throw refusal('notice_unknown', { notice: noticeNumberText(number) });
    const { document } = await readMailing(work.db, notice.id);
    const row = version === 1 ? null : await readLetterVersion(work.db, notice.id, version);
    if (version > 1 && row === null)
      throw refusal('letter_version_unknown', { notice: noticeNumberText(number), version });
    return {
      number,
      version,
      letter: row?.letter ?? document.letter,
      pages: row?.letterPages ?? document.letterPages,
      email: document.email,
    };
  },
});
