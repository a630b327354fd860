// The English words of the page about the REST interface.

export const api = {
  title: 'REST interface',
  intro: 'Everything the console can do, for programs. Make a token with “duly token create”, paste it here and try.',
  document: 'OpenAPI 3.1 document',
  token: 'Token',
  tokenHint: 'Stays in this page; it is not stored.',
  needs: (role: string, scope: string) => `role ${role}, scope ${scope}`,
  noScript: 'Trying things out needs JavaScript; the document describes everything, too.',
  body: 'Body',
  send: 'Send',
  sendsForReal: 'This changes the real data.',
};

export type ApiWords = typeof api;
