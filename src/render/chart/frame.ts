// What all charts share: canvas, title row, grid lines with their labels, and the way to a PNG.

import satori from 'satori';
import type { FontLibrary } from '../fonts/library.ts';
import { rasterise } from '../picture/raster.ts';
import { box, type Element, label } from './h.ts';
import { axisTicks, type ChartLocale, shortMoney } from './scale.ts';

/** Size in CSS pixels; the picture has twice as many in both directions. */
export const WIDTH = 800;
const HEIGHT = 420;
const DENSITY = 2;

export const INK = '#1b2230';
export const MUTED = '#667085';
const GRID = '#e2e6ec';
const BASE = '#94a1b5';

/** The plot: left edge, right edge, top grid line at most, base line; pixels. */
export const PLOT = { left: 92, right: 760, top: 122, bottom: 346 };

export interface ChartPicture {
  png: Uint8Array;
  /** The numbers in words, for screen readers and for chats that show no pictures. */
  alt: string;
  widthPx: number;
  heightPx: number;
}

export interface Scale {
  ticks: number[];
  /** Pixel row of a value. */
  y: (cents: number) => number;
}

/** Scale of a chart whose largest value is given. */
export function scaleFor(largest: number): Scale {
  const ticks = axisTicks(largest);
  const top = ticks[ticks.length - 1] ?? 0;
  const height = PLOT.bottom - PLOT.top;
  return { ticks, y: (cents) => (top === 0 ? PLOT.bottom : PLOT.bottom - (cents / top) * height) };
}

/** A box at a place. */
export function placed(left: number, top: number, width: number, height: number, colour: string, radius = 0): Element {
  const corners = { borderTopLeftRadius: radius, borderTopRightRadius: radius };
  return box({
    position: 'absolute',
    left,
    top,
    width,
    height,
    backgroundColor: colour,
    ...(radius > 0 ? corners : {}),
  });
}

/** A text centred on `x`, its upper edge at `top`. */
export function centred(
  text: string,
  x: number,
  top: number,
  style: Readonly<Record<string, string | number>>,
): Element {
  const width = 240;
  return box({ position: 'absolute', left: x - width / 2, top, width, justifyContent: 'center' }, label(text, style));
}

/** Title and subtitle at the left, something at the right. */
export function titleRow(title: string, subtitle: string, right: Element): Element {
  const left = box(
    { flexDirection: 'column' },
    label(title, { fontSize: 22, fontWeight: 600, color: INK }),
    label(subtitle, { fontSize: 14, color: MUTED, marginTop: 12 }),
  );
  const style = {
    position: 'absolute',
    left: 40,
    top: 28,
    width: WIDTH - 80,
    justifyContent: 'space-between',
    alignItems: 'flex-start',
  };
  return box(style, left, right);
}

/** Grid lines and what they stand for. */
export function grid(scale: Scale, locale: ChartLocale): Element[] {
  return scale.ticks.flatMap((value, index) => {
    const y = scale.y(value);
    const colour = index === 0 ? BASE : GRID;
    const text = label(shortMoney(value, locale), { fontSize: 12, color: MUTED });
    const line = placed(PLOT.left, y - 0.5, PLOT.right - PLOT.left, 1, colour);
    return [
      line,
      box({ position: 'absolute', left: 0, width: PLOT.left - 8, top: y - 6, justifyContent: 'flex-end' }, text),
    ];
  });
}

/** Lays the elements out and rasterises them. */
export async function chartPicture(fonts: FontLibrary, children: Element[], alt: string): Promise<ChartPicture> {
  const root = box({ width: WIDTH, height: HEIGHT, backgroundColor: '#ffffff', fontFamily: 'house' }, ...children);
  const svg = await satori(root as unknown as Parameters<typeof satori>[0], {
    width: WIDTH,
    height: HEIGHT,
    fonts: [
      { name: 'house', weight: 400, style: 'normal', data: Buffer.from(fonts.face('regular').bytes) },
      { name: 'house', weight: 600, style: 'normal', data: Buffer.from(fonts.face('semibold').bytes) },
    ],
  });
  const png = await rasterise(svg, WIDTH * DENSITY);
  return { png, alt, widthPx: WIDTH * DENSITY, heightPx: HEIGHT * DENSITY };
}
