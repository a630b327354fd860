// duly mail test, problems, retry, letters: whether mails leave, what reached nobody, and letters to be posted by hand.

import { writeFile } from 'node:fs/promises';
import { letterPosted, listPrintQueue, printBatchPdf, printLetters } from '../../app/letters/print-queue.ts';
import { deliveryProblems, retryWithAddress, sendAsLetter } from '../../app/notices/problems.ts';
import { sendPlainTestMail } from '../../app/notices/test-mail.ts';
import type { Day } from '../../core/day.ts';
import type { ProblemAction } from '../../core/delivery-problem.ts';
import { noticeNumberText, parseNoticeNumber } from '../../core/notice-number.ts';
import { type Answer, EXIT, type House } from '../desk.ts';
import { refuse } from '../refusals.ts';
import { sendAll } from '../sending.ts';
import { table } from '../table.ts';

export async function mailTest(house: House, to: string): Promise<Answer> {
  const json = await sendPlainTestMail(house.ctx, { to });
  const went = house.say(`The test mail was taken by ${json.by}.`, `Die Testmail wurde angenommen von ${json.by}.`);
  const stayed = house.say(
    `The test mail lies in ${house.config.outboxDir}; nothing left this machine.`,
    `Die Testmail liegt in ${house.config.outboxDir}; nichts hat diesen Rechner verlassen.`,
  );
  return { json, lines: [json.leftMachine ? went : stayed] };
}

/** Exit 1 when there are problems, so that a script notices. */
export async function problems(house: House): Promise<Answer> {
  const rows = await deliveryProblems(house.ctx, {});
  const { say } = house;
  const columns = [say('Notice', 'Schreiben'), say('Customer', 'Kunde'), say('To', 'An'), say('State', 'Stand')];
  const lines = table(
    [
      ...columns.map((title) => ({ title })),
      { title: say('Reason, and what to do', 'Grund und Abhilfe'), whole: true },
    ],
    rows.map((row) => [
      row.notice,
      `${row.customer} ${row.customerName}`,
      row.channel === 'email' ? row.to.join(', ') : say('letter', 'Brief'),
      house.words.deliveryStates[row.state],
      [row.reason ?? '', `→ ${row.actions.map((action) => actionText(house, action)).join(', ')}`].join(' ').trim(),
    ]),
  );
  const none = say('Every notice is delivered or on its way.', 'Alle Schreiben sind zugestellt oder unterwegs.');
  return {
    json: { problems: rows },
    lines: rows.length === 0 ? [none] : lines,
    exit: rows.length === 0 ? EXIT.fine : EXIT.failed,
  };
}

/** Sends a notice that reached nobody to another address, or as a letter. */
export async function retry(house: House, notice: string, to: string | undefined): Promise<Answer> {
  const number = parseNoticeNumber(notice);
  const name = number === null ? notice : noticeNumberText(number);
  const problem = (await deliveryProblems(house.ctx, {})).find((row) => row.notice === name);
  if (problem === undefined) throw refuse('no_problem_with', { notice: name });
  const { delivery } = problem;
  const json =
    to === undefined
      ? await sendAsLetter(house.ctx, { delivery })
      : await retryWithAddress(house.ctx, { delivery, to });
  const sent = await sendAll(house, 1);
  const line =
    to === undefined
      ? house.say(`Notice ${name} goes out as a letter.`, `Schreiben ${name} geht als Brief hinaus.`)
      : house.say(
          `Notice ${name} goes to ${to}; the customer keeps it.`,
          `Schreiben ${name} geht an ${to}; beim Kunden vermerkt.`,
        );
  return { json: { ...json, sent }, lines: [line] };
}

export async function letters(house: House): Promise<Answer> {
  const json = await listPrintQueue(house.ctx, {});
  const { say } = house;
  if (json.rows.length === 0) {
    return { json, lines: [say('No letter waits to be posted.', 'Kein Brief wartet auf die Post.')] };
  }
  const titles = [
    say('Notice', 'Schreiben'),
    say('Customer', 'Kunde'),
    say('Place', 'Ort'),
    say('Batch', 'Stapel'),
    '',
  ];
  const rows = json.rows.map((row) => [
    row.notice,
    `${row.customer} ${row.customerName}`,
    row.place,
    row.batch === null ? say('not printed', 'nicht gedruckt') : String(row.batch),
    row.stopped ? say('do not post', 'nicht abschicken') : '',
  ]);
  return {
    json,
    lines: table(
      titles.map((title) => ({ title })),
      rows,
    ),
  };
}

export async function lettersPrint(house: House, file: string): Promise<Answer> {
  const printed = await printLetters(house.ctx, {});
  const { batch, letters: names, cancelled } = printed;
  if (batch !== null) await writeBatch(house, batch, file);
  return {
    json: { ...printed, file: batch === null ? null : file },
    lines: [
      ...(batch === null
        ? []
        : [
            house.say(
              `Batch ${batch}: ${names.length} letters in ${file}.`,
              `Stapel ${batch}: ${names.length} Briefe in ${file}.`,
            ),
            house.say(
              `When they are in the post: duly letters posted ${batch}`,
              `Wenn sie in der Post sind: duly letters posted ${batch}`,
            ),
          ]),
      ...(cancelled.length === 0
        ? []
        : [
            house.say(
              `Stopped meanwhile, not printed: ${cancelled.join(', ')}.`,
              `Inzwischen gestoppt, nicht gedruckt: ${cancelled.join(', ')}.`,
            ),
          ]),
    ],
  };
}

export async function lettersAgain(house: House, batch: number, file: string): Promise<Answer> {
  await writeBatch(house, batch, file);
  return {
    json: { batch, file },
    lines: [house.say(`Batch ${batch} is in ${file}.`, `Stapel ${batch} liegt in ${file}.`)],
  };
}

export async function lettersPosted(
  house: House,
  batch: number,
  { on, evenStopped }: { on?: Day; evenStopped?: true },
): Promise<Answer> {
  const json = await letterPosted(house.ctx, {
    batch,
    ...(on === undefined ? {} : { on }),
    ...(evenStopped ? { evenStopped } : {}),
  });
  const { posted, heldBack } = json;
  const held = house.say(
    `Take out of the pile, stopped meanwhile: ${heldBack.join(', ')}. In the post already? --even-stopped`,
    `Aus dem Stapel nehmen, inzwischen gestoppt: ${heldBack.join(', ')}. Schon in der Post? --even-stopped`,
  );
  const done = house.say(`Posted: ${posted.length} letters.`, `In der Post: ${posted.length} Briefe.`);
  return {
    json,
    lines: heldBack.length === 0 ? [done] : [done, held],
    exit: heldBack.length === 0 ? EXIT.fine : EXIT.partly,
  };
}

async function writeBatch(house: House, batch: number, file: string): Promise<void> {
  const { pdf } = await printBatchPdf(house.ctx, { batch });
  await writeFile(file, pdf);
}

function actionText({ say }: House, action: ProblemAction): string {
  switch (action) {
    case 'correct_address':
      return say('duly retry NOTICE --to ADDRESS', 'duly retry SCHREIBEN --to ADRESSE');
    case 'correct_letter':
      return say('duly letters correct NOTICE', 'duly letters correct SCHREIBEN');
    case 'send_as_letter':
      return say('duly retry NOTICE --letter', 'duly retry SCHREIBEN --letter');
    case 'send_again':
      return say('duly resend NOTICE', 'duly resend SCHREIBEN');
    case 'review':
      return say('find out whether it arrived', 'klären, ob es ankam');
    case 'accept':
      return say('or accept it', 'oder hinnehmen');
  }
}
