// Stacks blocks onto pages: keeps headings with what follows, parts what may be parted, never leaves a page half drawn.

import type { Block } from './block.ts';
import type { Page } from './display.ts';

/** Where the body of page `index` (0 = first) starts and ends, points from the top edge. */
export interface PageFrame {
  top: number;
  bottom: number;
}

export interface Pagination {
  pages: Page[];
  /** Lower edge of what was drawn last on each page. */
  bottoms: number[];
}

const TOLERANCE = 0.01;

/** Lays the blocks out; each is drawn exactly once, in order. A block higher than a page is drawn on one anyway. */
export function paginate(blocks: readonly Block[], frameOf: (index: number) => PageFrame): Pagination {
  const stack = new Stack(frameOf);
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index];
    if (block) stack.place(block, blocks.slice(index + 1));
  }
  return { pages: stack.pages, bottoms: stack.bottoms };
}

class Stack {
  readonly pages: Page[] = [];
  readonly bottoms: number[] = [];
  private readonly frameOf: (index: number) => PageFrame;
  private frame: PageFrame = { top: 0, bottom: 0 };
  private y = 0;
  private isFresh = true;

  constructor(frameOf: (index: number) => PageFrame) {
    this.frameOf = frameOf;
    this.turn();
  }

  private turn(): void {
    this.frame = this.frameOf(this.pages.length);
    this.pages.push({ ops: [] });
    this.bottoms.push(this.frame.top);
    this.y = this.frame.top;
    this.isFresh = true;
  }

  private draw(block: Block): void {
    const page = this.pages[this.pages.length - 1];
    if (!page) return;
    if (!this.isFresh) this.y += block.gap;
    block.draw(page, this.y);
    this.y += block.height;
    this.isFresh = false;
    this.bottoms[this.bottoms.length - 1] = this.y;
  }

  private available(block: Block): number {
    return this.frame.bottom - this.y - (this.isFresh ? 0 : block.gap);
  }

  place(block: Block, following: readonly Block[]): void {
    let rest: Block = block;
    while (rest.height + this.followingHeight(rest, following) > this.available(rest) + TOLERANCE) {
      const parts = rest.split(this.available(rest));
      if (parts) {
        this.draw(parts[0]);
        rest = parts[1];
      } else if (this.isFresh) {
        break;
      }
      this.turn();
    }
    this.draw(rest);
  }

  /** What must stand on the same page below a block that keeps with the next: the start of the next block. */
  private followingHeight(block: Block, following: readonly Block[]): number {
    const next = following[0];
    if (!block.keepWithNext || !next) return 0;
    const head = smallestHead(next);
    return next.gap + head + this.followingHeight(next, following.slice(1));
  }
}

/** Height of the smallest first part a block can be parted into. */
function smallestHead(block: Block): number {
  for (let available = 20; available < Math.min(block.height, 120); available += 10) {
    const parts = block.split(available);
    if (parts) return parts[0].height;
  }
  return block.height;
}
