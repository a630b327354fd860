// What the interface itself answers before or beside a use case, in both languages: no token, too many requests, a body
// too large, a key that is in use.

import type { ScreenLanguage } from '../../core/reason-text.ts';
import { type ApiAnswer, problem } from './answer.ts';

interface Said {
  title: string;
  detail: string;
}

type InBoth = Record<ScreenLanguage, Said>;

/** Status, code and words; `what` is what a sentence names: an address, a size. */
const PROBLEMS = {
  unauthenticated: [
    401,
    () => ({
      en: {
        title: 'Who is asking?',
        detail: 'Send "Authorization: Bearer duly_..." with a token that is neither revoked nor past its end.',
      },
      de: {
        title: 'Wer fragt?',
        detail:
          'Senden Sie „Authorization: Bearer duly_...“ mit einem Token, das weder widerrufen noch abgelaufen ist.',
      },
    }),
  ],
  not_found: [
    404,
    (what) => ({
      en: { title: 'Not found', detail: `There is no ${what}. See /api/v1/openapi.json.` },
      de: { title: 'Nicht gefunden', detail: `${what} gibt es nicht. Siehe /api/v1/openapi.json.` },
    }),
  ],
  under_way: [
    409,
    () => ({
      en: {
        title: 'Not ended yet',
        detail: 'A request with this Idempotency-Key has not ended. Ask again later with the same key.',
      },
      de: {
        title: 'Noch nicht beendet',
        detail: 'Eine Anfrage mit diesem Idempotency-Key läuft noch. Fragen Sie später mit demselben Schlüssel.',
      },
    }),
  ],
  too_large: [
    413,
    (what) => ({
      en: { title: 'Too large', detail: `At most ${what} are taken here.` },
      de: { title: 'Zu groß', detail: `Höchstens ${what} werden hier angenommen.` },
    }),
  ],
  key_reused: [
    422,
    () => ({
      en: {
        title: 'The key was used before',
        detail: 'This Idempotency-Key came with another request before. Use a new key for a new request.',
      },
      de: {
        title: 'Der Schlüssel wurde schon benutzt',
        detail: 'Dieser Idempotency-Key kam schon mit einer anderen Anfrage. Nehmen Sie für jede Anfrage einen neuen.',
      },
    }),
  ],
  too_many: [
    429,
    () => ({
      en: { title: 'Too many requests', detail: 'Wait a minute, then go on more slowly.' },
      de: { title: 'Zu viele Anfragen', detail: 'Warten Sie eine Minute, und fragen Sie dann langsamer weiter.' },
    }),
  ],
  failed: [
    500,
    () => ({
      en: { title: 'Failed', detail: 'Something broke; it is in the log.' },
      de: { title: 'Fehlgeschlagen', detail: 'Etwas ging schief; es steht im Protokoll.' },
    }),
  ],
} as const satisfies Record<string, readonly [number, (what: string) => InBoth]>;

/** The problem document of such an answer, in the language that was asked for. */
export function doorProblem(code: keyof typeof PROBLEMS, language: ScreenLanguage, what = ''): ApiAnswer {
  const [status, say] = PROBLEMS[code];
  return problem({ status, code, ...say(what)[language] }, language);
}
