// The English words of delivery: problems, letters to print, what was handed over.

import type { ProblemAction } from '../../../core/delivery-problem.ts';
import { counted } from '../count.ts';

const n = counted('en-GB');
const letters = (count: number) => n(count, 'letter', 'letters');

export const delivery = {
  delivery: {
    title: 'Delivery',
    problems: 'Notices that reached nobody',
    noProblems: 'Every notice that was sent arrived, as far as anybody knows.',
    notice: 'Notice',
    actions: {
      correct_address: 'Send to another address',
      send_as_letter: 'Send as a letter',
      send_again: 'Send again',
      review: 'Say what became of it',
      accept: 'Leave it at that',
    } satisfies Record<ProblemAction, string>,
    address: 'E-mail address',
    remember: 'Keep it for this customer',
    sendButton: 'Send',
    reason: 'Reason',
    arrived: 'It arrived',
    notArrived: 'It did not arrive',
    sendAgain: 'Send it once more',
    reviewHint: 'Nobody knows whether it arrived. Ask the customer or the provider first.',
    acceptButton: 'Leave it',
    letterButton: 'Send as a letter',
    againButton: 'Send again',
    handled: 'That is done.',
    queue: 'Letters to print and post',
    queueEmpty: 'No letter waits to be printed or posted.',
    unprinted: (count: number) => `${letters(count)} to print`,
    print: (count: number) => `Print ${letters(count)}`,
    batch: (id: number, count: number) => `Batch ${id}: ${letters(count)}`,
    printedBy: (name: string, at: string) => `printed by ${name}, ${at}`,
    pdf: 'Open the PDF',
    postedButton: 'All of it is posted',
    stopped: 'do not post: paid or stopped',
    stoppedNote: (count: number) => `Take ${letters(count)} out of the pile: paid, stopped or cancelled since.`,
    posted: (count: number) => `Posted: ${letters(count)}.`,
    outbox: 'Latest hand-overs',
    outboxEmpty: 'Nothing was handed over yet.',
    all: 'Everything that was sent',
    search: 'Notice or customer',
    groups: { all: 'All', waiting: 'On their way', handed_over: 'Handed over', problem: 'Did not arrive' },
    receipt: 'Receipt',
    attempts: (count: number) => `${count} attempts`,
    notBefore: (at: string) => `not before ${at}`,
    askPrice: 'What does it cost?',
    price: (by: string, amount: string) => `This letter costs ${amount} at ${by}.`,
    noPrice: (by: string) => `${by} names no price.`,
    recall: 'Call back',
    recallButton: 'Call the letter back',
    recallReason: 'Say why.',
    recalled: 'The letter is called back.',
    tooLate: 'The provider has reported something else meanwhile: look at the delivery.',
    state: 'State',
    pages: (count: number) => n(count, 'page', 'pages'),
    to: 'To',
    byProvider: 'Letters are taken by a provider or written to the outbox folder; nothing needs to be printed here.',
  },
};

export type DeliveryWords = typeof delivery;
