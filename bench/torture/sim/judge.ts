// What must hold for a delivery at the end, judged by what the provider really took.
import type { ModelRow } from './model-desk.ts';

/** `taken`: how many messages left for the customer. */
export function judgeRow({ id, state }: ModelRow, taken: number): string[] {
  const wrong: string[] = [];
  if (taken > 1) wrong.push(`${id} left ${taken} times`);
  switch (state) {
    case 'sent':
    case 'delivered':
    case 'bounced':
      if (taken === 0) wrong.push(`${id} is ${state} and never left`);
      break;
    case 'failed':
    case 'cancelled':
      if (taken > 0) wrong.push(`${id} is ${state} and left`);
      break;
    case 'needs_review':
      break;
    default:
      wrong.push(`${id} is still ${state}`);
  }
  return wrong;
}
