// The English words of signing in by password or provider, and of one's own account.

export const access = {
  with: (label: string) => `Sign in with ${label}`,
  byPassword: 'With e-mail address and password',
  email: 'E-mail address',
  password: 'Password',
  signIn: 'Sign in',
  wrong: 'E-mail address or password is wrong, or nobody active has this address.',
  unknown: {
    title: 'You are not on the list',
    text: 'Signing in worked, but nobody on the list of people is you. Ask an admin of Duly to add you with this e-mail address.',
  },
  failed: {
    title: 'Signing in did not work',
    text: 'The answer of the sign-in service did not fit, or took too long. Please try again from the start.',
  },
  again: 'Back to sign-in',
  account: 'Your account',
  notOnList:
    'You signed in with the link of the first start. Put yourself on the list of people to sign in on your own.',
  name: 'Name',
  newPassword: 'New password',
  passwordHint: 'At least 12 characters; a few words are good. All sessions end, this one too.',
  passwordHintOther: 'At least 12 characters; a few words are good.',
  create: 'Create my account',
  setPassword: 'Set password',
  language: 'Language',
  languages: { '': 'As the browser asks', de: 'Deutsch', en: 'English' },
  save: 'Save',
  sessions: 'Where you are signed in',
  since: 'Since',
  lastUsed: 'Last used',
  thisOne: 'this one',
  end: 'Sign out there',
  endAll: 'Sign out everywhere',
  done: {
    sessionsEnded: 'Signed out there.',
    passwordSet: 'The password is set. Please sign in with it.',
    languageSet: 'Saved.',
  },
};

export type AccessWords = typeof access;
