// Holds of one invoice gathered from rows in any order.

import { describe, expect, test } from 'vitest';
import { NO_INVOICE_HOLDS, withHold } from '../../src/core/hold.ts';

describe('of several snoozes', () => {
  const early = { snoozedUntil: '2026-03-02' } as const;
  const late = { snoozedUntil: '2026-03-09' } as const;

  test('the one that lasts longer counts, whichever is read first', () => {
    expect(withHold(withHold(undefined, early), late).snoozedUntil).toBe('2026-03-09');
    expect(withHold(withHold(undefined, late), early).snoozedUntil).toBe('2026-03-09');
  });

  test('none is lost to another hold', () => {
    const both = withHold(withHold(undefined, late), { skippedOn: '2026-03-01' });
    expect(both).toEqual({ ...NO_INVOICE_HOLDS, ...late, skippedOn: '2026-03-01' });
  });
});
