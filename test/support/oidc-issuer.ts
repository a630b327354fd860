// An OpenID Connect issuer on a local port, with Slack's habits: a token answer with `ok`, workspace and member id as
// claims, an empty nonce where none was sent. People are whoever a test names; nobody is asked for a password.
import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Claimed {
  sub: string;
  email?: string;
  email_verified?: boolean;
  team?: string;
  user?: string;
}

export interface Issuer {
  url: string;
  /** Whoever signs in next. */
  person: Claimed;
  /** Changes the identity before it is signed: another nonce, an hour ago, another audience ... */
  tamper: (claims: Record<string, unknown>) => Record<string, unknown>;
  /** How often a code was exchanged without the verifier it was asked for with. */
  wrongVerifiers: number;
  close(): Promise<void>;
}

export const CLIENT = { clientId: 'duly', clientSecret: 'a secret of the client' };

interface Code {
  nonce: string;
  challenge: string;
  redirectUri: string;
  claims: Claimed;
}

export async function startIssuer(): Promise<Issuer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const codes = new Map<string, Code>();
  const issuer: Issuer = {
    url: '',
    person: { sub: 'U0ANNA' },
    tamper: (claims) => claims,
    wrongVerifiers: 0,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer.url);
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return json(response, discovery(issuer.url));
      case '/openid/connect/keys':
        return json(response, { keys: [jwk] });
      case '/openid/connect/authorize':
        return authorize(issuer, codes, url, response);
      case '/api/openid.connect.token':
        return void exchange(issuer, codes, privateKey, request, response);
      default:
        return json(response, {}, 404);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return issuer;
}

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const discovery = (url: string) => ({
  issuer: url,
  authorization_endpoint: `${url}/openid/connect/authorize`,
  token_endpoint: `${url}/api/openid.connect.token`,
  jwks_uri: `${url}/openid/connect/keys`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
});

function authorize(issuer: Issuer, codes: Map<string, Code>, url: URL, response: ServerResponse): void {
  const ask = (name: string) => url.searchParams.get(name) ?? '';
  const code = randomBytes(12).toString('hex');
  const redirectUri = ask('redirect_uri');
  codes.set(code, { nonce: ask('nonce'), challenge: ask('code_challenge'), redirectUri, claims: issuer.person });
  const back = new URL(redirectUri);
  back.searchParams.set('code', code);
  back.searchParams.set('state', ask('state'));
  response.writeHead(302, { location: back.href }).end();
}

async function exchange(
  issuer: Issuer,
  codes: Map<string, Code>,
  key: KeyObject,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = new URLSearchParams(await bodyOf(request));
  const code = form.get('code') ?? '';
  const asked = codes.get(code);
  codes.delete(code);
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  if (asked?.challenge !== challenge) issuer.wrongVerifiers += 1;
  const isClient = form.get('client_id') === CLIENT.clientId && form.get('client_secret') === CLIENT.clientSecret;
  if (!isClient || asked?.challenge !== challenge || asked.redirectUri !== form.get('redirect_uri')) {
    return json(response, { ok: false, error: 'invalid_grant' }, 400);
  }
  const { team, user, ...claims } = asked.claims;
  const nowS = Math.floor(Date.now() / 1_000);
  const slack = { 'https://slack.com/team_id': team, 'https://slack.com/user_id': user };
  const about = { iss: issuer.url, aud: CLIENT.clientId, iat: nowS, exp: nowS + 300, nonce: asked.nonce };
  const identity = issuer.tamper({ ...about, ...claims, ...slack });
  json(response, { ok: true, access_token: 'xoxp', token_type: 'Bearer', id_token: sign(identity, key) });
}

function sign(claims: object, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
