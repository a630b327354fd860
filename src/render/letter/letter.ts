// A letter: template text and notice laid out as pages. The tightest setting is chosen only where it saves a page; a
// Swiss payment part gets the lower 105 mm of the last page, with text above it rather than an empty page.

import type { Notice } from '../../core/notice.ts';
import type { PaymentCode } from '../codes/payment-code.ts';
import type { Block } from '../flow/block.ts';
import type { DisplayList, Page } from '../flow/display.ts';
import { type PageFrame, type Pagination, paginate } from '../flow/paginate.ts';
import { newTag, type Tag } from '../flow/tag.ts';
import type { FontLibrary } from '../fonts/library.ts';
import type { ComposedText } from '../text/compose.ts';
import { WORDS } from '../text/words/index.ts';
import { mm, PAGE_HEIGHT } from '../units.ts';
import { type Body, letterBody } from './body.ts';
import { DENSITIES, type Density } from './density.ts';
import {
  drawAddress,
  drawFoot,
  drawInfoBlock,
  drawLetterhead,
  drawMarks,
  drawPageNumber,
  drawRunningHead,
} from './page-parts.ts';
import { geometryOf, type LetterGeometry, usualProfile, type WindowProfile } from './profile.ts';
import { drawSwissPart, SWISS_PART_HEIGHT } from './swiss-part.ts';

export interface LetterLayout {
  list: DisplayList;
  code: PaymentCode;
}

const NEXT_PAGE_TOP = mm(27);
const BODY_BOTTOM = mm(263);
/** Room above the perforation for its caption and the page number. */
const SWISS_BODY_BOTTOM = PAGE_HEIGHT - SWISS_PART_HEIGHT - mm(9);
/** A last page with no more than this on it is worth trying to save. */
const SPARSE_HEIGHT = mm(75);

/** How letters of an organisation look, besides their text. */
export interface LetterLook {
  /** Else the usual envelope of the sender's country. */
  profile?: WindowProfile;
  /** A picture as `readLogo` gives it; null = none. */
  logo?: Uint8Array | null;
}

interface Setting {
  fonts: FontLibrary;
  notice: Notice;
  geometry: LetterGeometry;
  logo: Uint8Array | null;
  text: ComposedText;
  code: PaymentCode;
}

interface Attempt {
  root: Tag;
  header: Tag;
  pagination: Pagination;
}

/** Lays a letter out: the texts of the template, the facts and the payment code of the notice. */
export function layoutLetter(
  fonts: FontLibrary,
  notice: Notice,
  text: ComposedText,
  code: PaymentCode,
  { profile = usualProfile(notice), logo = null }: LetterLook = {},
): LetterLayout {
  const setting: Setting = { fonts, notice, geometry: geometryOf(profile), logo, text, code };
  const { root, header, pagination } = bestAttempt(setting);
  decorate(setting, pagination.pages, header, root);
  const country = notice.organisation.address.country;
  const list: DisplayList = {
    pages: pagination.pages,
    root,
    title: [text.subject, notice.number ?? ''].filter((part) => part !== '').join(' \u00b7 '),
    language: /^[A-Z]{2}$/.test(country) ? `${notice.language}-${country}` : notice.language,
  };
  return { list, code };
}

function bestAttempt(setting: Setting): Attempt {
  const first = attempt(setting, DENSITIES[0]);
  let best = first;
  if (!isSparse(setting, first.pagination)) return best;
  for (const density of DENSITIES.slice(1)) {
    const tighter = attempt(setting, density);
    if (tighter.pagination.pages.length < best.pagination.pages.length) best = tighter;
  }
  return best;
}

function isSparse(setting: Setting, { pages, bottoms }: Pagination): boolean {
  if (pages.length === 1) return false;
  if (setting.code.kind === 'swiss') return true;
  return (bottoms[bottoms.length - 1] ?? 0) - NEXT_PAGE_TOP <= SPARSE_HEIGHT;
}

function attempt(setting: Setting, density: Density): Attempt {
  const { fonts, notice, text, code, geometry } = setting;
  const root = newTag('Document');
  const header = newTag('Sect');
  root.children.push(header);
  const body = letterBody(fonts, notice, text, code, root, density);
  const frameOf = (index: number): PageFrame => ({
    top: index === 0 ? mm(geometry.subjectTop) : NEXT_PAGE_TOP,
    bottom: BODY_BOTTOM,
  });
  const pagination =
    code.kind === 'swiss' ? paginateSwiss(setting, body, density, frameOf) : paginate(body.blocks, frameOf);
  return { root, header, pagination };
}

/** Blocks draw into the tree once only, so a dry run on blocks of their own tells where the last page must begin. */
function paginateSwiss(
  setting: Setting,
  body: Body,
  density: Density,
  frameOf: (index: number) => PageFrame,
): Pagination {
  const { fonts, notice, text, code } = setting;
  const dry = letterBody(fonts, notice, text, code, newTag('Document'), density);
  const bottoms = paginate(dry.blocks, frameOf).bottoms;
  if ((bottoms[bottoms.length - 1] ?? 0) <= SWISS_BODY_BOTTOM) return paginate(body.blocks, frameOf);
  const cut = lastPageStart(body);
  const before = paginate(body.blocks.slice(0, cut), frameOf);
  const after = paginate(body.blocks.slice(cut), (index) => ({ ...frameOf(index + 1), bottom: SWISS_BODY_BOTTOM }));
  return { pages: [...before.pages, ...after.pages], bottoms: [...before.bottoms, ...after.bottoms] };
}

/** First block of the last page: as much of the text below the totals as fits above the payment part. */
function lastPageStart({ blocks, movableFrom }: Body): number {
  const room = SWISS_BODY_BOTTOM - NEXT_PAGE_TOP;
  let height = 0;
  let cut = blocks.length;
  while (cut > movableFrom) {
    const block: Block | undefined = blocks[cut - 1];
    if (!block || height + block.gap + block.height > room) break;
    height += block.gap + block.height;
    cut--;
  }
  return cut;
}

function decorate(setting: Setting, pages: readonly Page[], header: Tag, root: Tag): void {
  const { fonts, notice, geometry, logo, text, code } = setting;
  pages.forEach((page, index) => {
    const isSwissPage = code.kind === 'swiss' && index === pages.length - 1;
    if (index === 0) {
      // Before the body, so that the text is read in its order also by software that ignores the structure.
      const head: Page = { ops: [] };
      drawLetterhead(fonts, head, notice, logo, header);
      drawAddress(fonts, head, notice, geometry, header);
      drawInfoBlock(fonts, head, notice, geometry, header);
      drawMarks(head, geometry);
      page.ops.unshift(...head.ops);
    } else {
      drawRunningHead(fonts, page, notice, text.subject || WORDS[notice.language].title[notice.kind]);
    }
    if (isSwissPage) drawSwissPart(fonts, page, notice, code, root);
    else drawFoot(fonts, page, notice);
    const bottom = isSwissPage ? PAGE_HEIGHT - SWISS_PART_HEIGHT - mm(4) : mm(270);
    drawPageNumber(fonts, page, notice, index + 1, pages.length, bottom);
  });
}
