// An OpenID Connect issuer on a local port, with Slack's habits: a token answer with `ok`, workspace and member id as
// claims, an empty nonce where none was sent. People are whoever a test names; nobody is asked for a password.
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
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

export async function startIssuer(): Promise<Issuer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const codes = new Map<string, { nonce: string; challenge: string; redirectUri: string; claims: Claimed }>();
  const issuer: Issuer = {
    url: '',
    person: { sub: 'U0ANNA' },
    tamper: (claims) => claims,
    wrongVerifiers: 0,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
  const json = (response: ServerResponse, body: unknown, status = 200) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

  const discovery = () => ({
    issuer: issuer.url,
    authorization_endpoint: `${issuer.url}/openid/connect/authorize`,
    token_endpoint: `${issuer.url}/api/openid.connect.token`,
    jwks_uri: `${issuer.url}/openid/connect/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
  });

  const authorize = (url: URL, response: ServerResponse) => {
    const ask = url.searchParams;
    const code = randomBytes(12).toString('hex');
    const redirectUri = ask.get('redirect_uri') ?? '';
    codes.set(code, {
      nonce: ask.get('nonce') ?? '',
      challenge: ask.get('code_challenge') ?? '',
      redirectUri,
      claims: issuer.person,
    });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', ask.get('state') ?? '');
    response.writeHead(302, { location: back.href }).end();
  };

  const exchange = async (request: IncomingMessage, response: ServerResponse) => {
    const form = new URLSearchParams(await bodyOf(request));
    const asked = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (asked?.challenge !== challenge) issuer.wrongVerifiers += 1;
    const isClient = form.get('client_id') === CLIENT.clientId && form.get('client_secret') === CLIENT.clientSecret;
    if (
      asked === undefined ||
      !isClient ||
      asked.challenge !== challenge ||
      asked.redirectUri !== form.get('redirect_uri')
    ) {
      return json(response, { ok: false, error: 'invalid_grant' }, 400);
    }
    const { team, user, ...claims } = asked.claims;
    const nowS = Math.floor(Date.now() / 1_000);
    const slack = { 'https://slack.com/team_id': team, 'https://slack.com/user_id': user };
    const about = { iss: issuer.url, aud: CLIENT.clientId, iat: nowS, exp: nowS + 300, nonce: asked.nonce };
    const identity = issuer.tamper({ ...about, ...claims, ...slack });
    return json(response, { ok: true, access_token: 'xoxp', token_type: 'Bearer', id_token: sign(identity) });
  };

  const sign = (claims: object): string => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${part(claims)}`;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey).toString('base64url')}`;
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer.url);
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return json(response, discovery());
      case '/openid/connect/keys':
        return json(response, {
          keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }],
        });
      case '/openid/connect/authorize':
        return authorize(url, response);
      case '/api/openid.connect.token':
        return void exchange(request, response);
      default:
        return json(response, {}, 404);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return issuer;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
