// The stored letter and mail of an issued notice: the very bytes that were, or will be, sent.

import { z } from 'zod';
import { noticeNumberText } from '../../core/notice-number.ts';
import { readNoticeByNumber } from '../../db/notices.ts';
import { refusal } from '../errors.ts';
import { readMailing } from '../notices/envelope.ts';
import { query } from '../use-case.ts';

export const noticeDocument = query({
  name: 'notice.document',
  summary: 'The letter (PDF) and the e-mail of an issued notice, as stored when it was issued.',
  role: 'viewer',
  input: z.strictObject({ number: z.int().positive() }),
  async run(work, { number }) {
    const notice = await readNoticeByNumber(work.db, number);
    if (notice === null) throw refusal('notice_unknown', { notice: noticeNumberText(number) });
    const { document } = await readMailing(work.db, notice.id);
    return { number, letter: document.letter, pages: document.letterPages, email: document.email };
  },
});
