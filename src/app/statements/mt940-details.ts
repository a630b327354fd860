// Field 86 of MT940: the German form with business code and subfields (DK, appendix 3 of the DFÜ agreement), or free
// text. Only what tells payer and purpose is read.

import { bankText, identifier, type TransactionDraft, tidyIban } from './drafts.ts';

type Details = Pick<
  TransactionDraft,
  'payerName' | 'payerIban' | 'endToEndId' | 'mandateId' | 'reference' | 'text' | 'returnReason' | 'isReturn'
>;

/** Business codes of money that comes back: returned direct debits and transfers. */
const RETURNS = new Set(['059', '108', '109', '159', '181', '184', '185', '188']);
const SUBFIELD = /^\d{2}$/;
const LABELS = [
  'EREF',
  'KREF',
  'MREF',
  'CRED',
  'DEBT',
  'SVWZ',
  'ABWA',
  'ABWE',
  'IBAN',
  'BIC',
  'PURP',
  'MDAT',
  'COAM',
  'OAMT',
];
const PURPOSE = [...numbers(20, 29), ...numbers(60, 63)];

export function readDetails(value: string): Details {
  const flat = value.replaceAll('\n', '');
  const code = /^\d{3}(?=\?)/.exec(flat)?.[0];
  if (code === undefined) return { ...NOTHING, text: bankText([value.replaceAll('\n', ' ')]) };
  const subfields = subfieldsOf(flat.slice(3));
  const purpose = PURPOSE.flatMap((number) => subfields.get(number) ?? []);
  const labelled = labelledOf(purpose);
  const name = [subfields.get('32') ?? '', subfields.get('33') ?? ''].join('').trim();
  const remittance = labelled.get('SVWZ') ?? labelled.get('') ?? [];
  const joined = remittance.join('').replace(/\s/g, '').toUpperCase();
  return {
    payerName: (labelled.get('ABWA')?.join('') ?? '') || name || null,
    payerIban: tidyIban(subfields.get('31') ?? labelled.get('IBAN')?.join('') ?? null),
    endToEndId: identifier(labelled.get('EREF')?.join('') ?? null),
    mandateId: identifier(labelled.get('MREF')?.join('') ?? null),
    // A structured reference stands in the purpose, which then holds nothing else.
    reference: /^RF\d{2}[A-Z0-9]{1,21}$/.test(joined) || /^\d{27}$/.test(joined) ? joined : null,
    text: bankText(remittance),
    returnReason: RETURNS.has(code) ? (subfields.get('34') ?? code) : null,
    isReturn: RETURNS.has(code),
  };
}

const NOTHING: Details = {
  payerName: null,
  payerIban: null,
  endToEndId: null,
  mandateId: null,
  reference: null,
  text: '',
  returnReason: null,
  isReturn: false,
};

/** `?20...?21...` by number. */
function subfieldsOf(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const part of text.split('?')) {
    const number = part.slice(0, 2);
    if (SUBFIELD.test(number) && !fields.has(number)) fields.set(number, part.slice(2));
  }
  return fields;
}

/** Lines of the purpose by the label they begin with; a line without one goes on with the label before. */
function labelledOf(lines: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let label = '';
  for (const line of lines) {
    const next = LABELS.find((one) => line.startsWith(`${one}+`));
    if (next !== undefined) label = next;
    const rest = next === undefined ? line : line.slice(next.length + 1);
    found.set(label, [...(found.get(label) ?? []), rest]);
  }
  return found;
}

function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}
