// The logo of a letterhead: a PNG or JPEG of somebody else, decoded, set on white, brought to the size it is printed in
// and written anew. So nothing of the file is kept but what can be seen of it.

import { Resvg } from '@resvg/resvg-js';
import { opaquePng } from './png.ts';

/** Why a picture cannot be the logo. */
export type LogoFault = 'empty' | 'too_large' | 'no_picture' | 'too_many_pixels' | 'too_small' | 'damaged';

export type LogoReading =
  | { ok: true; png: Uint8Array; widthPx: number; heightPx: number }
  | { ok: false; fault: LogoFault };

interface Size {
  width: number;
  height: number;
}

const MB = 1024 * 1024;
export const LOGO_BYTES_AT_MOST = 2 * MB;
/** Many times what is kept; decoding it takes a tenth of a second. */
const PIXELS_AT_MOST = 4_000_000;
const EDGE_AT_LEAST = 24;
/** What it may take up on the letterhead, 55 by 16 mm, at 300 dots an inch. */
const KEPT: Size = { width: 650, height: 189 };

/** Reads a file that somebody hands in; never throws, whatever the bytes are. */
export function readLogo(bytes: Uint8Array): LogoReading {
  if (bytes.length === 0) return { ok: false, fault: 'empty' };
  if (bytes.length > LOGO_BYTES_AT_MOST) return { ok: false, fault: 'too_large' };
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const type = typeOf(file);
  if (type === null) return { ok: false, fault: 'no_picture' };
  const size = type === 'png' ? pngSize(file) : jpegSize(file);
  if (size === null) return { ok: false, fault: 'damaged' };
  if (size.width * size.height > PIXELS_AT_MOST) return { ok: false, fault: 'too_many_pixels' };
  if (Math.min(size.width, size.height) < EDGE_AT_LEAST) return { ok: false, fault: 'too_small' };
  const pixels = decode(file, type, size);
  if (pixels === null) return { ok: false, fault: 'damaged' };
  const kept = fitted(size);
  const png = opaquePng(scaledDown(pixels, size, kept), kept.width, kept.height);
  return { ok: true, png, widthPx: kept.width, heightPx: kept.height };
}

function typeOf(file: Buffer): 'png' | 'jpeg' | null {
  if (file.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'png';
  return file.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')) ? 'jpeg' : null;
}

/** From the header; null when the file ends before its end mark, since half a picture would be printed. */
function pngSize(file: Buffer): Size | null {
  if (file.length < 33 || file.lastIndexOf('IEND', undefined, 'latin1') < file.length - 32) return null;
  return { width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
}

/** Frame headers: C0 to CF but for tables (C4), extensions (C8) and conditioning (CC). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function jpegSize(file: Buffer): Size | null {
  const end = file.lastIndexOf(Buffer.from([0xff, 0xd9]));
  for (let at = 2; at + 9 < end; at += 2 + file.readUInt16BE(at + 2)) {
    if (file[at] !== 0xff) return null;
    if (isFrame(file[at + 1] ?? 0)) return { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) };
  }
  return null;
}

/** Pixels (RGBA) on white; null when nothing can be seen: the decoder draws nothing of a damaged file. */
function decode(file: Buffer, type: 'png' | 'jpeg', { width, height }: Size): Uint8Array | null {
  const frame = `width="${width}" height="${height}"`;
  const data = `data:image/${type};base64,${file.toString('base64')}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${frame}><rect ${frame} fill="#fff"/><image ${frame} href="${data}"/></svg>`;
  try {
    const { pixels } = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
    return pixels.every((value) => value === 0xff) ? null : pixels;
  } catch {
    return null;
  }
}

function fitted({ width, height }: Size): Size {
  const scale = Math.min(1, KEPT.width / width, KEPT.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Every pixel the mean of those it stands for, so that fine lines stay visible. */
function scaledDown(pixels: Uint8Array, from: Size, to: Size): Uint8Array {
  if (from.width === to.width && from.height === to.height) return pixels;
  const out = new Uint8Array(to.width * to.height * 4);
  for (let y = 0; y < to.height; y++) {
    const [top, bottom] = span(y, from.height, to.height);
    for (let x = 0; x < to.width; x++) {
      const [left, right] = span(x, from.width, to.width);
      const sums = [0, 0, 0, 0];
      for (let row = top; row < bottom; row++) {
        for (let at = (row * from.width + left) * 4; at < (row * from.width + right) * 4; at++) {
          sums[at & 3] = (sums[at & 3] ?? 0) + (pixels[at] ?? 0);
        }
      }
      const count = (bottom - top) * (right - left);
      sums.forEach((sum, channel) => {
        out[(y * to.width + x) * 4 + channel] = Math.round(sum / count);
      });
    }
  }
  return out;
}

/** The pixels of the larger edge that one of the smaller stands for. */
function span(at: number, from: number, to: number): [number, number] {
  const start = Math.floor((at * from) / to);
  return [start, Math.max(start + 1, Math.floor(((at + 1) * from) / to))];
}
