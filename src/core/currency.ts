// Currencies of ISO 4217: which codes money can be in today, and how many decimals each has.
// As of November 2026, from general knowledge and compared with Intl's list in the tests: BGN left with Bulgaria's euro
// (2026-01-01), XCG has replaced ANG, ZWG has replaced ZWL. Left out are the codes without a minor unit, in which no
// invoice is made out: metals, XDR, XSU, XUA, bond units, XTS, XXX.

const CODES =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE ' +
  'CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF ' +
  'GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR ' +
  'LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN ' +
  'PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS ' +
  'TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XCD XCG XOF XPF YER ' +
  'ZAR ZMW ZWG';

const ACTIVE: ReadonlySet<string> = new Set(CODES.split(' '));

/** Every currency whose minor unit is not a hundredth. */
const MINOR_DIGITS: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
]);

/** Whether the code is an active ISO 4217 currency with a minor unit; upper case only. */
export function isCurrency(code: string): boolean {
  return ACTIVE.has(code);
}

/** Decimals of a currency: EUR 2, JPY 0, KWD 3, CLF 4; 2 for a code this table does not know. */
export function minorDigits(currency: string): number {
  return MINOR_DIGITS.get(currency) ?? 2;
}
