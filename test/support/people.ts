// People on the list, each with a context to act in: four eyes and sign-in tell people apart by their ids.
import type { Context } from '../../src/app/context.ts';
import { actingFrom } from '../../src/app/people/identity.ts';
import { addPerson } from '../../src/app/people/people.ts';
import type { Role, Surface } from '../../src/core/actor.ts';

/** Puts somebody on the list and acts as him, from the console unless told otherwise. */
export async function personOn(
  admin: Context,
  name: string,
  role: Role = 'approver',
  surface: Surface = 'console',
): Promise<Context & { personId: number }> {
  const { id: personId } = await addPerson(admin, { name, role, email: `${name.toLowerCase()}@nordwind.example.com` });
  return { ...admin, actor: actingFrom(surface, { personId, name, role }), personId };
}
