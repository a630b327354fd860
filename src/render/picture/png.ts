// Small PNG files written by hand: black and white codes for e-mail.

import { crc32, deflateSync } from 'node:zlib';
import type { QrMatrix } from '../codes/qr.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** White modules around a code, as ISO 18004 asks. */
const QUIET_MODULES = 4;

function chunk(type: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  data.copy(bytes, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}

/** The code with its quiet zone, one bit a pixel, `scale` pixels a module. */
export function qrPng(matrix: QrMatrix, scale: number): Uint8Array {
  const edge = (matrix.modules + 2 * QUIET_MODULES) * scale;
  const stride = Math.ceil(edge / 8) + 1;
  // Every row starts with its filter (0 = none); a set bit is white.
  const rows = Buffer.alloc(stride * edge, 0xff);
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
  const header = Buffer.alloc(13);
  header.writeUInt32BE(edge, 0);
  header.writeUInt32BE(edge, 4);
  header[8] = 1;
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([SIGNATURE, ...parts]);
}
