// The logo on letters: handed in as PNG or JPEG, kept as what can be seen of it, taken away again.

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readLogo, saveLogo } from '../../db/logos.ts';
import { lockOrganisation, updateOrganisation } from '../../db/organisation.ts';
import { refusal } from '../errors.ts';
import { textInput } from '../inputs.ts';
import { command, inTransaction, noteChanges, operation, query, type Work } from '../use-case.ts';

export const changeLogo = operation({
  name: 'organisation.change_logo',
  summary: 'Puts a logo (PNG or JPEG) on the letters from now on. A file that is no such picture is refused.',
  role: 'admin',
  input: z.strictObject({
    fileName: textInput(200),
    bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  }),
  async run(ctx, { fileName, bytes }) {
    // Before the transaction: nobody waits for a lock while a picture is decoded.
    const reading = await ctx.ports.renderer.readLogo(bytes);
    if (!reading.ok) throw refusal('logo_refused', { file: fileName, fault: reading.fault });
    const { png, widthPx, heightPx } = reading;
    const sha256 = createHash('sha256').update(png).digest();
    return inTransaction(ctx, async (work) => {
      await saveLogo(work.db, { sha256, png, widthPx, heightPx, recordedAt: work.now });
      await noteChanges(work, 'organisation.change_logo', await setLogo(work, sha256));
      return { widthPx, heightPx };
    });
  },
});

export const removeLogo = command({
  name: 'organisation.remove_logo',
  summary: 'Takes the logo off the letters from now on. Letters that were issued with it keep it.',
  role: 'admin',
  input: z.strictObject({}),
  run: async (work) => ({ result: {}, audit: await setLogo(work, null) }),
});

export interface Logo {
  sha256: string;
  png: Uint8Array;
  widthPx: number;
  heightPx: number;
}

export const currentLogo = query({
  name: 'organisation.logo',
  summary: 'The logo as it stands on letters (PNG); null when there is none.',
  role: 'viewer',
  input: z.strictObject({}),
  async run({ db, organisation }): Promise<Logo | null> {
    const row = organisation.logo === null ? null : await readLogo(db, organisation.logo);
    if (row === null) return null;
    const { sha256, png, widthPx, heightPx } = row;
    return { sha256: Buffer.from(sha256).toString('hex'), png, widthPx, heightPx };
  },
});

/** The notes for the audit trail; none when nothing changes. */
async function setLogo(work: Work, logo: Uint8Array | null) {
  const before = (await lockOrganisation(work.db))?.logo ?? null;
  const [was, is] = [hexOf(before), hexOf(logo)];
  if (was === is) return [];
  await updateOrganisation(work.db, { logo });
  return [{ entity: 'organisation', entityId: '1', before: { logo: was }, after: { logo: is } }];
}

function hexOf(hash: Uint8Array | null): string | null {
  return hash === null ? null : Buffer.from(hash).toString('hex');
}
