// How the number of a notice is written and read: M-00042. The counter behind it has no gaps.

const PREFIX = 'M-';
const DIGITS = 5;

/** @example noticeNumberText(42) // 'M-00042' */
export function noticeNumberText(number: number): string {
  return `${PREFIX}${String(number).padStart(DIGITS, '0')}`;
}

/** Reads what people type: `M-00042`, `m-42`, `42`. Null when it is no such number. */
export function parseNoticeNumber(text: string): number | null {
  const match = /^(?:m-?)?0*([1-9]\d{0,8})$/i.exec(text.trim());
  return match?.[1] === undefined ? null : Number(match[1]);
}
