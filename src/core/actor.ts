// Who acts, from which surface, and what a role allows. Every state change names one.

export const ROLES = ['viewer', 'approver', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const SURFACES = ['slack', 'console', 'api', 'cli', 'schedule', 'webhook', 'simulate'] as const;
export type Surface = (typeof SURFACES)[number];

export interface Actor {
  /** As people know the person, or the name of the part of the system that acts by itself. */
  name: string;
  /** Who it is on the list of people; absent: a part of the system, or whoever sits at the machine. */
  personId?: number;
  role: Role;
  surface: Surface;
}

/** Whether a role may do what asks for `needed`: an admin may all, an approver decides, a viewer reads. */
export function mayAct(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
