// The English words around every page: frame, sign-in, errors.

export const shell = {
  frame: {
    skip: 'Skip to the content',
    nav: { today: 'Today', why: 'Find an invoice' },
    signOut: 'Sign out',
    otherLanguage: 'Deutsch',
    otherLanguageHint: 'Auf Deutsch anzeigen',
    outbox: 'Notices are written to the outbox folder. Nothing leaves this machine.',
    outboxShort: 'Outbox only',
    roles: { viewer: 'viewer', approver: 'approver', admin: 'admin' },
    errorTitle: (title: string) => `Error: ${title}`,
  },
  signIn: {
    title: 'Sign in',
    as: (name: string) => `You are about to sign in as ${name}.`,
    button: (name: string) => `Sign in as ${name}`,
    once: 'The link works once and for ten minutes.',
    noLink: 'Open the sign-in link that Duly printed when it was started.',
    fresh: 'Every link works once and for ten minutes. Start Duly again to get a new one.',
    spent: 'This link has been used already or is older than ten minutes.',
    plain: 'This address is not encrypted: use it on this machine only.',
    signedOut: 'You are signed out.',
  },
  errors: {
    problem: 'There is a problem',
    notFound: { title: 'There is no such page', text: 'The address may be mistyped, or what it showed is gone.' },
    forbidden: {
      title: 'You may not do this',
      text: 'Your role does not allow it. Ask an admin for the role approver.',
    },
    foreign: { title: 'This came from another site', text: 'Go back to Duly and try again from there.' },
    tooLarge: { title: 'That was too much', text: 'What was sent is larger than any form of this console.' },
    unsupported: { title: 'That was no form', text: 'Pages of this console take forms only.' },
    tooMany: { title: 'Too many attempts', text: 'Wait a minute, then try again.' },
    tampered: { title: 'That form was not complete', text: 'Go back, reload the page and try again.' },
    refused: { title: 'That was refused', text: '' },
    unavailable: { title: 'Not ready yet', text: '' },
    failed: {
      title: 'Something went wrong here',
      text: 'It is noted in the log. What you did may not have happened: look before you repeat it.',
    },
    home: 'Go to today’s proposals',
    back: 'Back',
    day: 'Write a date such as 2026-05-24 or 24.05.2026.',
    dayNeeded: 'Say until when.',
    amount: 'Write an amount such as 119.00, not 0.',
    tooLong: (most: number) => `At most ${most} characters.`,
    characters: 'Remove the control characters.',
    changed: 'Something here has changed since you looked. The figures below are those of now; decide again.',
  },
};

export type ShellWords = typeof shell;
