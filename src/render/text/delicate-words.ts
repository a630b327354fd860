// Words that make a demand aggressive or misleading (UWG 4a; BGH I ZR 157/13 on credit bureaus, I ZR 25/17 on court and
// enforcement). A warning, not a ban: some of them are lawful in the right sentence, so a person decides by name.

interface DelicateWord {
  pattern: RegExp;
  reason: string;
}

const BUREAU =
  'announcing an entry at a credit bureau is unlawful unless the letter says that disputing the claim prevents it';
const CRIME = 'threatening criminal proceedings for a debt is an aggressive practice';
const ENFORCEMENT = 'enforcement needs a court order first; announcing it as immediate is misleading';

const DELICATE_WORDS: readonly DelicateWord[] = [
  {
    pattern: /schufa|boniversum|auskunftei|credit bureau|credit score|betreibungsregister|centrale d.information/gi,
    reason: BUREAU,
  },
  { pattern: /haftbefehl|strafanzeige|staatsanwalt|betrugsanzeige/gi, reason: CRIME },
  {
    pattern: /criminal charges|arrest warrant|plainte pénale|mandat d.arrêt|denuncia penale|mandato d.arresto/gi,
    reason: CRIME,
  },
  {
    pattern: /(?:sofort|umgehend|unverzüglich)[^.!?\n]{0,60}(?:gerichtsvollzieher|pfändung|zwangsvollstreckung)/gi,
    reason: ENFORCEMENT,
  },
  {
    pattern: /(?:gerichtsvollzieher|pfändung|zwangsvollstreckung)[^.!?\n]{0,60}(?:sofort|umgehend|unverzüglich)/gi,
    reason: ENFORCEMENT,
  },
  {
    pattern: /immediate(?:ly)?[^.!?\n]{0,60}(?:bailiff|seizure)|(?:bailiff|seizure)[^.!?\n]{0,60}immediate/gi,
    reason: ENFORCEMENT,
  },
  {
    pattern: /(?:huissier|saisie)[^.!?\n]{0,60}immédiat|(?:ufficiale giudiziario|pignoramento)[^.!?\n]{0,60}immediat/gi,
    reason: ENFORCEMENT,
  },
];

export interface DelicateFinding {
  severity: 'warning';
  message: string;
  line: number;
  column: number;
}

/** Every delicate word with its place, lines and columns from 1. */
export function findDelicateWords(source: string): DelicateFinding[] {
  return DELICATE_WORDS.flatMap(({ pattern, reason }) =>
    [...source.matchAll(pattern)].map((found) => {
      const before = source.slice(0, found.index).split('\n');
      return {
        severity: 'warning' as const,
        message: `"${found[0]}": ${reason}.`,
        line: before.length,
        column: (before[before.length - 1] ?? '').length + 1,
      };
    }),
  );
}
