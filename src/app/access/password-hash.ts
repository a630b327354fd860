// Passwords are kept as scrypt hashes, each with a salt and its parameters, so that these can be raised later.

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** OWASP's second choice for scrypt: 32 MiB and about a tenth of a second, so that two at once do no harm. */
const COST_LOG2 = 15;
const BLOCK = 8;
const PARALLEL = 3;
const HASH_BYTES = 32;
const SALT_BYTES = 16;

/** `scrypt$15$8$3$salt$hash`, salt and hash in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, COST_LOG2, BLOCK, PARALLEL);
  return ['scrypt', COST_LOG2, BLOCK, PARALLEL, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Takes as long for somebody who is unknown (`stored` null) as for a wrong password. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [, cost, block, parallel, salt = '', hash = ''] = (stored ?? NOBODY).split('$');
  const expected = Buffer.from(hash, 'base64url');
  const found = await derive(password, Buffer.from(salt, 'base64url'), Number(cost), Number(block), Number(parallel));
  return timingSafeEqual(found, expected) && stored !== null;
}

const NOBODY = `scrypt$${COST_LOG2}$${BLOCK}$${PARALLEL}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

function derive(password: string, salt: Buffer, costLog2: number, block: number, parallel: number): Promise<Buffer> {
  const options = { N: 2 ** costLog2, r: block, p: parallel, maxmem: 256 * 2 ** costLog2 * block };
  return new Promise((resolve, reject) => {
    // As NIST SP 800-63B asks: one spelling of a character, however the keyboard composes it.
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
