// The link that lets the first person in: printed at start, in the log or the terminal, and nowhere else.

import { createSignInToken } from '../../app/access/sign-in-links.ts';
import type { Context } from '../../app/context.ts';
import type { Role } from '../../core/actor.ts';

/**
 * A link that signs a person in once, within ten minutes. Print it where only that person reads; it is stored nowhere.
 */
export async function createSignInLink(
  ctx: Context,
  { name, role, publicUrl }: { name: string; role: Role; publicUrl: string },
): Promise<string> {
  const { token } = await createSignInToken(ctx, { name, role });
  return new URL(`/sign-in?token=${token}`, publicUrl).href;
}
