// QR code matrices: UTF-8 bytes in byte mode, error correction M, by the `qrcode` package.

import qrcode from 'qrcode';

export interface QrMatrix {
  modules: number;
  /** Row by row, 1 = dark. */
  dark: Uint8Array;
}

/** The code of a payload. Throws when it needs more than `maxVersion` (13 = 69 modules for EPC, 25 for Swiss codes). */
export function qrMatrix(payload: string, maxVersion: number): QrMatrix {
  const code = qrcode.create([{ data: Buffer.from(payload, 'utf8'), mode: 'byte' }], { errorCorrectionLevel: 'M' });
  if (code.version > maxVersion) {
    throw new RangeError(`A QR code of version ${code.version} was needed, at most ${maxVersion} is allowed.`);
  }
  return { modules: code.modules.size, dark: Uint8Array.from(code.modules.data) };
}
