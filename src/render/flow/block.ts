// What the paginator stacks: blocks of known height that draw themselves and may let themselves be split.

import type { Page } from './display.ts';

export interface Block {
  /** Space above in points; dropped at the top of a page. */
  gap: number;
  height: number;
  /** Must not be the last thing on a page: a heading, a subject. */
  keepWithNext: boolean;
  /** Draws the whole block with its upper edge at `top`. */
  draw(page: Page, top: number): void;
  /**
   * Two blocks of which the first is at most `available` high, or null when the block cannot be parted there.
   * `available` may be less than any part needs.
   */
  split(available: number): readonly [Block, Block] | null;
}

/** A block that is never parted. */
export function solid(gap: number, height: number, draw: Block['draw'], keepWithNext = false): Block {
  return { gap, height, keepWithNext, draw, split: () => null };
}
