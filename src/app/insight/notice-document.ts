// The stored letter and mail of an issued notice: the very bytes that were, or will be, sent.

import { z } from 'zod';
import { readNoticeByNumber } from '../../db/notices.ts';
import { notFound } from '../errors.ts';
import { readMailing } from '../notices/envelope.ts';
import { query } from '../use-case.ts';

export const noticeDocument = query({
  name: 'notice.document',
  summary: 'The letter (PDF) and the e-mail of an issued notice, as stored when it was issued.',
  role: 'viewer',
  input: z.strictObject({ number: z.int().positive() }),
  async run(work, { number }) {
    const notice = await readNoticeByNumber(work.db, number);
    if (notice === null) throw notFound(`Notice ${number}`);
    const { document } = await readMailing(work.db, notice.id);
    return { number, letter: document.letter, pages: document.letterPages, email: document.email };
  },
});
