// Identity providers: Sign in with Slack and any other OpenID Connect issuer, by the same code. The library checks
// state, nonce, signature, issuer, audience and times; here stands only what is ours to decide.

import type * as oidc from 'openid-client';
import type { Attempt, Vouched } from '../../app/access/provider-sign-in.ts';

export interface ProviderSettings {
  /** Part of the address: `slack` or `oidc`. */
  id: 'slack' | 'oidc';
  /** As the button says: "Sign in with ...". */
  label: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Slack: only this workspace; its member ids lead to people. Null elsewhere. */
  slackTeamId: string | null;
}

export interface IdentityProvider extends Pick<ProviderSettings, 'id' | 'label'> {
  /** Where to send the browser. */
  begin(redirectUri: string, attempt: Attempt): Promise<URL>;
  /** Whom the answer vouches for. Throws when it does not fit the attempt, whatever the reason. */
  finish(answer: URL, attempt: Attempt): Promise<Vouched>;
}

const SLACK_TEAM = 'https://slack.com/team_id';
const SLACK_USER = 'https://slack.com/user_id';
const TIMEOUT_S = 10;

/** Asks the issuer for its settings with the first sign-in, and again after a failure: it may come up later. */
export function createProvider(settings: ProviderSettings): IdentityProvider {
  const load = () => import('openid-client');
  let discovered: Promise<oidc.Configuration> | null = null;
  const configuration = async (): Promise<oidc.Configuration> => {
    const client = await load();
    discovered ??= discover(client, settings).catch((error: unknown) => {
      discovered = null;
      throw error;
    });
    return discovered;
  };
  return {
    id: settings.id,
    label: settings.label,
    async begin(redirectUri, { state, nonce, codeVerifier }) {
      const client = await load();
      const parameters = {
        redirect_uri: redirectUri,
        scope: 'openid profile email',
        state,
        // Always: without one Slack answers with an empty nonce, which the check of its answer refuses.
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...(settings.slackTeamId === null ? {} : { team: settings.slackTeamId }),
      };
      return client.buildAuthorizationUrl(await configuration(), parameters);
    },
    async finish(answer, { state, nonce, codeVerifier }) {
      const client = await load();
      const tokens = await client.authorizationCodeGrant(await configuration(), answer, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new Error('the provider sent no identity');
      return vouchedBy(claims, settings);
    },
  };
}

async function discover(client: typeof oidc, settings: ProviderSettings): Promise<oidc.Configuration> {
  const issuer = new URL(settings.issuer);
  const isLocal = issuer.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(issuer.hostname);
  return client.discovery(issuer, settings.clientId, undefined, client.ClientSecretPost(settings.clientSecret), {
    timeout: TIMEOUT_S,
    // Unencrypted only on this very machine, where tests have an issuer of their own.
    ...(isLocal ? { execute: [client.allowInsecureRequests] } : {}),
  });
}

function vouchedBy(claims: oidc.IDToken, { slackTeamId }: ProviderSettings): Vouched {
  const { iss: issuer, sub: subject, email, email_verified: isVerified } = claims;
  const slackUserId = claims[SLACK_USER];
  if (slackTeamId !== null && claims[SLACK_TEAM] !== slackTeamId) throw new Error('another workspace');
  return {
    issuer,
    subject,
    email: typeof email === 'string' && isVerified === true ? email : null,
    slackUserId: slackTeamId !== null && typeof slackUserId === 'string' ? slackUserId : null,
  };
}
