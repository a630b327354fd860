// Builds camt files for tests, in the old (02) and the new (08) shape, after the ISO 20022 message definitions.

export interface Tx {
  amount: string;
  debit?: boolean;
  name?: string;
  iban?: string;
  text?: string | string[];
  reference?: string;
  endToEnd?: string;
  returned?: string;
}

export interface Entry extends Partial<Tx> {
  amount: string;
  /** Booking and value day. */
  on?: string;
  ref?: string;
  reversal?: boolean;
  status?: string;
  /** Transactions of a batch; absent = the entry itself is the only one; [] = none are told. */
  parts?: Tx[];
}

export interface StatementOptions {
  version?: '02' | '08';
  format?: '052' | '053' | '054';
  id?: string;
  sequence?: number;
  account?: string;
  currency?: string;
  opening?: string;
  closing?: string;
  on?: string;
}

const SHAPES = {
  '052': ['BkToCstmrAcctRpt', 'Rpt'],
  '053': ['BkToCstmrStmt', 'Stmt'],
  '054': ['BkToCstmrDbtCdtNtfctn', 'Ntfctn'],
} as const;

const xmlText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const tag = (name: string, content: string | undefined) =>
  content === undefined ? '' : `<${name}>${content}</${name}>`;

/** A file with one statement. */
export function camt(entries: readonly Entry[], options: StatementOptions = {}): Uint8Array {
  const { version = '08', format = '053', id = 'S1', account = 'DE89370400440532013000', currency = 'EUR' } = options;
  const [root, item] = SHAPES[format];
  const on = options.on ?? '2026-03-10';
  const balance = (code: string, amount: string | undefined) =>
    amount === undefined
      ? ''
      : `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount.replace('-', '')}</Amt>` +
        `<CdtDbtInd>${amount.startsWith('-') ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>${on}</Dt></Dt></Bal>`;
  const body =
    `<${item}><Id>${id}</Id>${tag('ElctrncSeqNb', options.sequence?.toString())}<CreDtTm>${on}T20:00:00</CreDtTm>` +
    `<Acct><Id><IBAN>${account}</IBAN></Id><Ccy>${currency}</Ccy></Acct>` +
    balance('OPBD', options.opening) +
    balance('CLBD', options.closing) +
    entries.map((entry) => entryXml(entry, { version, currency, on })).join('\n') +
    `</${item}>`;
  const name = `camt.${format}.001.${version}`;
  return new TextEncoder().encode(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${name}"><${root}>` +
      `<GrpHdr><MsgId>M1</MsgId><CreDtTm>${on}T20:00:00</CreDtTm></GrpHdr>${body}</${root}></Document>`,
  );
}

interface Around {
  version: '02' | '08';
  currency: string;
  on: string;
}

function entryXml(entry: Entry, around: Around): string {
  const on = entry.on ?? around.on;
  const status = entry.status ?? 'BOOK';
  const parts = entry.parts ?? [{ ...entry, amount: entry.amount }];
  return (
    `<Ntry><Amt Ccy="${around.currency}">${entry.amount}</Amt><CdtDbtInd>${entry.debit ? 'DBIT' : 'CRDT'}</CdtDbtInd>` +
    tag('RvslInd', entry.reversal ? 'true' : undefined) +
    (around.version === '08' ? `<Sts><Cd>${status}</Cd></Sts>` : `<Sts>${status}</Sts>`) +
    `<BookgDt><Dt>${on}</Dt></BookgDt><ValDt><Dt>${on}</Dt></ValDt>${tag('AcctSvcrRef', entry.ref)}` +
    (parts.length === 0 ? '' : `<NtryDtls>${parts.map((part) => partXml(part, around)).join('')}</NtryDtls>`) +
    tag('AddtlNtryInf', parts.length === 0 ? xmlText(String(entry.text ?? '')) : undefined) +
    '</Ntry>'
  );
}

function partXml(part: Tx, { version, currency }: Around): string {
  const amount = `<Amt Ccy="${currency}">${part.amount}</Amt>`;
  const party = part.name === undefined ? '' : `<Nm>${xmlText(part.name)}</Nm>`;
  const texts = part.text === undefined ? [] : [part.text].flat();
  const structured =
    part.reference === undefined ? '' : `<Strd><CdtrRefInf><Ref>${part.reference}</Ref></CdtrRefInf></Strd>`;
  return (
    `<TxDtls><Refs>${tag('EndToEndId', part.endToEnd)}</Refs>` +
    (version === '08'
      ? `${amount}<CdtDbtInd>${part.debit ? 'DBIT' : 'CRDT'}</CdtDbtInd>`
      : `<AmtDtls><TxAmt>${amount}</TxAmt></AmtDtls>`) +
    `<RltdPties>${party === '' ? '' : `<Dbtr>${version === '08' ? `<Pty>${party}</Pty>` : party}</Dbtr>`}` +
    `${part.iban === undefined ? '' : `<DbtrAcct><Id><IBAN>${part.iban}</IBAN></Id></DbtrAcct>`}</RltdPties>` +
    `<RmtInf>${texts.map((line) => tag('Ustrd', xmlText(line))).join('')}${structured}</RmtInf>` +
    (part.returned === undefined ? '' : `<RtrInf><Rsn><Cd>${part.returned}</Cd></Rsn></RtrInf>`) +
    '</TxDtls>'
  );
}
