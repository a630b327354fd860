// PNG files written by hand: black and white codes for e-mail, and pages with few colours as palette pictures, which
// takes a third of the time and half the bytes of a true-colour file. And read back, those of our own.

import { crc32, deflateSync } from 'node:zlib';
import type { QrMatrix } from '../codes/qr.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** White modules around a code, as ISO 18004 asks. */
const QUIET_MODULES = 4;
const GREY = 0;
const COLOUR = 2;
const PALETTE = 3;
const MOST_COLOURS = 256;

function chunk(type: string, data: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}

interface Picture {
  width: number;
  height: number;
  bitDepth: number;
  colourType: number;
  palette: Uint8Array | null;
  /** Every row starts with its filter, 0 = none. */
  rows: Uint8Array;
}

function pngFile(picture: Picture): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(picture.width, 0);
  header.writeUInt32BE(picture.height, 4);
  header[8] = picture.bitDepth;
  header[9] = picture.colourType;
  const palette = picture.palette ? [chunk('PLTE', picture.palette)] : [];
  const pixels = chunk('IDAT', deflateSync(picture.rows, { level: 6 }));
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), ...palette, pixels, chunk('IEND', Buffer.alloc(0))]);
}

/** The code with its quiet zone, one bit a pixel, `scale` pixels a module. */
export function qrPng(matrix: QrMatrix, scale: number): Uint8Array {
  const edge = (matrix.modules + 2 * QUIET_MODULES) * scale;
  const stride = Math.ceil(edge / 8) + 1;
  // A set bit is white.
  const rows = new Uint8Array(stride * edge).fill(0xff);
  for (let y = 0; y < edge; y++) {
    rows[y * stride] = 0;
    for (let x = 0; x < edge; x++) {
      const column = Math.floor(x / scale) - QUIET_MODULES;
      const row = Math.floor(y / scale) - QUIET_MODULES;
      const isInside = column >= 0 && row >= 0 && column < matrix.modules && row < matrix.modules;
      if (isInside && matrix.dark[row * matrix.modules + column] === 1) {
        const at = y * stride + 1 + (x >> 3);
        rows[at] = (rows[at] ?? 0) & ~(0x80 >> (x & 7));
      }
    }
  }
  return pngFile({ width: edge, height: edge, bitDepth: 1, colourType: GREY, palette: null, rows });
}

/** An opaque picture (RGBA, 8 bits) of at most 256 colours, without loss; null when it has more. */
export function palettePng(rgba: Uint8Array, width: number, height: number): Uint8Array | null {
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, width * height);
  const indexes = new Map<number, number>();
  const rows = new Uint8Array((width + 1) * height);
  let previous = -1;
  let index = 0;
  let from = 0;
  let to = 0;
  for (let y = 0; y < height; y++) {
    to++;
    for (let x = 0; x < width; x++) {
      const pixel = pixels[from++] ?? 0;
      if (pixel !== previous) {
        previous = pixel;
        const known = indexes.get(pixel);
        index = known ?? indexes.size;
        if (known === undefined) indexes.set(pixel, index);
        if (indexes.size > MOST_COLOURS) return null;
      }
      rows[to++] = index;
    }
  }
  const palette = new Uint8Array(indexes.size * 3);
  // Pixels were read as little-endian words: red is the lowest byte.
  for (const [pixel, at] of indexes) palette.set([pixel & 0xff, (pixel >> 8) & 0xff, (pixel >> 16) & 0xff], at * 3);
  return pngFile({ width, height, bitDepth: 8, colourType: PALETTE, palette, rows });
}

/** An opaque picture (RGBA, 8 bits), without loss: with a palette where its colours fit one. */
export function opaquePng(rgba: Uint8Array, width: number, height: number): Uint8Array {
  const small = palettePng(rgba, width, height);
  if (small !== null) return small;
  const rows = new Uint8Array((width * 3 + 1) * height);
  let to = 0;
  for (let pixel = 0; pixel < width * height; pixel++) {
    if (pixel % width === 0) rows[to++] = 0;
    for (let channel = 0; channel < 3; channel++) rows[to++] = rgba[pixel * 4 + channel] ?? 0;
  }
  return pngFile({ width, height, bitDepth: 8, colourType: COLOUR, palette: null, rows });
}

/** What a PDF needs of one of our own colour files: its pixels as they are, deflated, each row with its filter. */
export interface PngParts {
  width: number;
  height: number;
  /** Three bytes a colour; null = the pixels are colours themselves. */
  palette: Uint8Array | null;
  deflated: Uint8Array;
}

export function partsOfPng(file: Uint8Array): PngParts {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
  const chunks = new Map<string, Buffer>();
  for (let at = SIGNATURE.length; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    chunks.set(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  const [header, deflated] = [chunks.get('IHDR'), chunks.get('IDAT')];
  if (header === undefined || deflated === undefined) throw new Error('a kept picture is no PNG of ours');
  return {
    width: header.readUInt32BE(0),
    height: header.readUInt32BE(4),
    palette: chunks.get('PLTE') ?? null,
    deflated,
  };
}
