// Reads the PNG files this room writes (palette, grey of one bit, or true colour, 8 bits) back to pixels, and compares.

import { inflateSync } from 'node:zlib';

export interface Pixels {
  width: number;
  height: number;
  /** Red, green, blue, row by row. */
  rgb: Uint8Array;
}

const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 3: 1, 6: 4 };

/** Pixels of a PNG without interlacing. Throws on colour types this room does not write. */
export function decodePng(png: Uint8Array): Pixels {
  const bytes = Buffer.from(png);
  const chunks = new Map<string, Buffer[]>();
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    chunks.set(type, [...(chunks.get(type) ?? []), bytes.subarray(at + 8, at + 8 + length)]);
    at += 12 + length;
  }
  const header = chunks.get('IHDR')?.[0];
  if (header?.[8] !== 8) throw new Error('A PNG of 8 bits a channel was expected.');
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const channels = CHANNELS[header[9] ?? -1];
  if (channels === undefined) throw new Error(`Colour type ${header[9]} is not read here.`);
  const rows = unfilter(inflateSync(Buffer.concat(chunks.get('IDAT') ?? [])), width * channels, height, channels);
  const palette = chunks.get('PLTE')?.[0];
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const source = palette ?? rows;
    const from = palette ? (rows[pixel] ?? 0) * 3 : pixel * channels;
    for (let channel = 0; channel < 3; channel++) rgb[pixel * 3 + channel] = source[from + channel] ?? 0;
  }
  return { width, height, rgb };
}

function unfilter(data: Buffer, stride: number, height: number, channels: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x >= channels ? (out[at - channels] ?? 0) : 0;
      const up = y > 0 ? (out[at - stride] ?? 0) : 0;
      const corner = x >= channels && y > 0 ? (out[at - stride - channels] ?? 0) : 0;
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      out[at] = (data[y * (stride + 1) + 1 + x] ?? 0) + predicted;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const distances = [left, up, corner].map((value) => Math.abs(estimate - value));
  const [toLeft = 0, toUp = 0, toCorner = 0] = distances;
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** Share of pixels that differ by more than an eighth of the range in any channel; 1 when the sizes differ. */
export function difference(left: Pixels, right: Pixels): number {
  if (left.width !== right.width || left.height !== right.height) return 1;
  let different = 0;
  for (let pixel = 0; pixel < left.width * left.height; pixel++) {
    const at = pixel * 3;
    const isFar = [0, 1, 2].some(
      (channel) => Math.abs((left.rgb[at + channel] ?? 0) - (right.rgb[at + channel] ?? 0)) > 32,
    );
    if (isFar) different++;
  }
  return different / (left.width * left.height);
}
