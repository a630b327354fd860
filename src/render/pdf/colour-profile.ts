// An sRGB profile (ICC 2.1, matrix and one shared tone curve), built in code: PDF/A wants to know what RGB means.

const CURVE_POINTS = 512;

function fixed(value: number): number {
  return Math.round(value * 65536);
}

function tagBytes(signature: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(signature, 0, 'latin1');
  const padded = Buffer.alloc(Math.ceil((8 + body.length) / 4) * 4);
  head.copy(padded);
  body.copy(padded, 8);
  return padded;
}

function xyz(x: number, y: number, z: number): Buffer {
  const body = Buffer.alloc(12);
  [x, y, z].forEach((value, index) => {
    body.writeInt32BE(fixed(value), index * 4);
  });
  return tagBytes('XYZ ', body);
}

/** The sRGB transfer function from 0..1 encoded to 0..1 linear (IEC 61966-2-1). */
function linear(encoded: number): number {
  return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
}

function curve(): Buffer {
  const body = Buffer.alloc(4 + CURVE_POINTS * 2);
  body.writeUInt32BE(CURVE_POINTS, 0);
  for (let index = 0; index < CURVE_POINTS; index++) {
    body.writeUInt16BE(Math.round(linear(index / (CURVE_POINTS - 1)) * 65535), 4 + index * 2);
  }
  return tagBytes('curv', body);
}

function description(text: string): Buffer {
  const body = Buffer.alloc(4 + text.length + 1 + 8 + 3 + 67);
  body.writeUInt32BE(text.length + 1, 0);
  body.write(text, 4, 'latin1');
  return tagBytes('desc', body);
}

function header(size: number): Buffer {
  const head = Buffer.alloc(128);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(0x02100000, 8);
  head.write('mntrRGB XYZ ', 12, 'latin1');
  // A fixed day: the profile is the same in every document.
  [2000, 1, 1, 0, 0, 0].forEach((value, index) => {
    head.writeUInt16BE(value, 24 + index * 2);
  });
  head.write('acsp', 36, 'latin1');
  [0.9642, 1, 0.8249].forEach((value, index) => {
    head.writeInt32BE(fixed(value), 68 + index * 4);
  });
  return head;
}

/** The bytes of the profile; the colorants are sRGB's primaries adapted to D50. */
export function srgbProfile(): Uint8Array {
  const tone = curve();
  const tags: readonly (readonly [string, Buffer])[] = [
    ['desc', description('sRGB')],
    ['cprt', tagBytes('text', Buffer.from('No copyright, use freely\0', 'latin1'))],
    ['wtpt', xyz(0.9505, 1, 1.0891)],
    ['rXYZ', xyz(0.4361, 0.2225, 0.0139)],
    ['gXYZ', xyz(0.3851, 0.7169, 0.0971)],
    ['bXYZ', xyz(0.1431, 0.0606, 0.7141)],
    ['rTRC', tone],
    ['gTRC', tone],
    ['bTRC', tone],
  ];
  const table = Buffer.alloc(4 + tags.length * 12);
  table.writeUInt32BE(tags.length, 0);
  const bodies: Buffer[] = [];
  const placed = new Map<Buffer, number>();
  let offset = 128 + table.length;
  tags.forEach(([signature, body], index) => {
    if (!placed.has(body)) {
      placed.set(body, offset);
      bodies.push(body);
      offset += body.length;
    }
    table.write(signature, 4 + index * 12, 'latin1');
    table.writeUInt32BE(placed.get(body) ?? 0, 8 + index * 12);
    table.writeUInt32BE(body.length, 12 + index * 12);
  });
  return Buffer.concat([header(offset), table, ...bodies]);
}
