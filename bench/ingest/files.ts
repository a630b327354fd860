// The files of the benchmark, always the same: 100,000 invoices, and a statement of 25,000 bookings that pay them.
import { camt } from '../../test/support/camt.ts';

const CUSTOMERS = 5_000;
const number = (n: number) => `RE-2026-${String(n).padStart(6, '0')}`;
const amount = (n: number) => `${100 + (n % 900)}.${String(n % 100).padStart(2, '0')}`;

export function customersFile(): Uint8Array {
  const rows = Array.from({ length: CUSTOMERS }, (_, n) => `K${n};Kunde ${n} Handel GmbH`);
  return new TextEncoder().encode(['number;name', ...rows].join('\n'));
}

export function invoicesFile(count = 100_000): Uint8Array {
  const rows = Array.from(
    { length: count },
    (_, n) => `${number(n)};K${n % CUSTOMERS};2026-03-01;2026-03-15;${amount(n).replace('.', ',')};EUR`,
  );
  return new TextEncoder().encode(['number;customer;issued;due;gross;currency', ...rows].join('\n'));
}

/** The same table as programs write it that put every cell in quotes. */
export function quotedFile(): Uint8Array {
  const text = new TextDecoder().decode(invoicesFile());
  const rows = text.split('\n').map((row) =>
    row
      .split(';')
      .map((cell) => `"${cell}"`)
      .join(';'),
  );
  return new TextEncoder().encode(rows.join('\r\n'));
}

/** Every second booking names its invoice surely; the others are cut, bare or strange. */
export function camtFile(count = 25_000): Uint8Array {
  const texts = [
    (n: number) => `Rechnung ${number(n)}`,
    (n: number) => [`Zahlung zu ${number(n).slice(0, 9)}`, number(n).slice(9)],
    (n: number) => number(n),
    () => 'Vielen Dank',
  ];
  const entries = Array.from({ length: count }, (_, n) => ({
    amount: amount(n),
    ref: `BANK${n}`,
    name: `Kunde ${n % CUSTOMERS} Handel GmbH`,
    iban: 'AT611904300234573201',
    text: texts[n % texts.length]?.(n) ?? '',
  }));
  return camt(entries, { on: '2026-03-19' });
}
