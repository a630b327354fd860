// The part of the environment that says how notices leave: which mail provider, which way for letters, and the secrets
// of both. A secret may stand in a file instead (NAME_FILE), as Docker and systemd hand them over.

import { readFileSync } from 'node:fs';
import { z } from 'zod';

const perSecond = z.coerce.number().min(0.01).max(1_000).optional();
const address = z.email('expected an e-mail address');

/** `DULY_MAIL` and `DULY_LETTERS` decide; without them it follows from the secrets that are set. */
export const DELIVERY_ENVIRONMENT = {
  DULY_MAIL: z.enum(['outbox', 'resend', 'smtp']).optional(),
  DULY_MAIL_PER_SECOND: perSecond,
  DULY_REDIRECT_ALL_TO: address.optional(),
  RESEND_API_KEY: z.string().optional(),
  RESEND_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/=]+(,whsec_[A-Za-z0-9+/=]+)*$/, 'expected whsec_..., or two of them with a comma')
    .optional(),
  RESEND_BASE_URL: z.url().optional(),
  DULY_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^/]+/, 'expected smtp://user:password@host:587')
    .optional(),
  DULY_SMTP_TLS: z.enum(['required', 'off']).default('required'),
  DULY_LETTERS: z.enum(['outbox', 'print', 'pingen', 'letterxpress']).optional(),
  PINGEN_CLIENT_ID: z.string().optional(),
  PINGEN_CLIENT_SECRET: z.string().optional(),
  PINGEN_ORGANISATION: z.string().optional(),
  PINGEN_WEBHOOK_SECRET: z.string().optional(),
  PINGEN_PRODUCT: z.enum(['cheap', 'fast', 'bulk', 'premium', 'registered']).default('cheap'),
  PINGEN_STAGING: z.enum(['0', '1']).default('0'),
  LETTERXPRESS_USER: z.string().optional(),
  LETTERXPRESS_API_KEY: z.string().optional(),
  LETTERXPRESS_SANDBOX: z.enum(['0', '1']).default('0'),
};

/** Names whose value may stand in the file that NAME_FILE names. */
const SECRETS = [
  'DATABASE_URL',
  'RESEND_API_KEY',
  'RESEND_WEBHOOK_SECRET',
  'DULY_SMTP_URL',
  'PINGEN_CLIENT_SECRET',
  'PINGEN_WEBHOOK_SECRET',
  'LETTERXPRESS_API_KEY',
  'DULY_METRICS_TOKEN',
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
];

export type MailConfig =
  | { kind: 'outbox' }
  | { kind: 'resend'; apiKey: string; baseUrl?: string; webhookSecrets: readonly string[]; ratePerSecond?: number }
  | { kind: 'smtp'; url: string; tls: 'required' | 'off'; ratePerSecond?: number };

export type LettersConfig =
  | { kind: 'outbox' }
  /** They wait until a person prints and posts them. */
  | { kind: 'print' }
  | {
      kind: 'pingen';
      clientId: string;
      clientSecret: string;
      organisation: string;
      product: string;
      staging: boolean;
      webhookSecret: string | null;
    }
  | { kind: 'letterxpress'; user: string; apiKey: string; sandbox: boolean };

export interface DeliveryConfig {
  mail: MailConfig;
  letters: LettersConfig;
  /** Every mail goes here instead of to the customer, and no letter leaves; for trying things out. Null = live. */
  redirectAllTo: string | null;
}

type Environment = z.output<z.ZodObject<typeof DELIVERY_ENVIRONMENT>>;

/** Reads the deliveries' part. Throws `MissingSettings` when a chosen provider lacks what it needs. */
export function readDeliveryConfig(values: Environment): DeliveryConfig {
  const mail = mailOf(values);
  return { mail, letters: lettersOf(values, mail), redirectAllTo: values.DULY_REDIRECT_ALL_TO ?? null };
}

/** A provider was chosen, but not all that it needs is set. */
export class MissingSettings extends Error {
  override readonly name = 'MissingSettings';
}

/** Puts the content of the files that NAME_FILE names in place of NAME. Throws when one cannot be read. */
export function withSecretFiles(environment: Readonly<Record<string, string>>): Record<string, string> {
  const read = { ...environment };
  for (const name of SECRETS) {
    const path = environment[`${name}_FILE`];
    if (path === undefined || environment[name] !== undefined) continue;
    try {
      read[name] = readFileSync(path, 'utf8').trim();
    } catch {
      throw new MissingSettings(`${name}_FILE: the file ${path} cannot be read`);
    }
  }
  return read;
}

function mailOf(values: Environment): MailConfig {
  const { RESEND_API_KEY: apiKey, DULY_SMTP_URL: url } = values;
  const kind = values.DULY_MAIL ?? (apiKey !== undefined ? 'resend' : url !== undefined ? 'smtp' : 'outbox');
  const rate = values.DULY_MAIL_PER_SECOND === undefined ? {} : { ratePerSecond: values.DULY_MAIL_PER_SECOND };
  switch (kind) {
    case 'outbox':
      return { kind };
    case 'resend':
      return {
        kind,
        apiKey: needed(apiKey, 'RESEND_API_KEY', 'DULY_MAIL=resend'),
        ...(values.RESEND_BASE_URL === undefined ? {} : { baseUrl: values.RESEND_BASE_URL.replace(/\/$/, '') }),
        webhookSecrets: values.RESEND_WEBHOOK_SECRET?.split(',') ?? [],
        ...rate,
      };
    case 'smtp':
      return { kind, url: needed(url, 'DULY_SMTP_URL', 'DULY_MAIL=smtp'), tls: values.DULY_SMTP_TLS, ...rate };
  }
}

/** Without a word about letters: to the outbox while mails go there, too, else to the print queue. */
function lettersOf(values: Environment, mail: MailConfig): LettersConfig {
  const kind = values.DULY_LETTERS ?? chosenBySecrets(values) ?? (mail.kind === 'outbox' ? 'outbox' : 'print');
  switch (kind) {
    case 'outbox':
    case 'print':
      return { kind };
    case 'pingen':
      return {
        kind,
        clientId: needed(values.PINGEN_CLIENT_ID, 'PINGEN_CLIENT_ID', 'letters by Pingen'),
        clientSecret: needed(values.PINGEN_CLIENT_SECRET, 'PINGEN_CLIENT_SECRET', 'letters by Pingen'),
        organisation: needed(values.PINGEN_ORGANISATION, 'PINGEN_ORGANISATION', 'letters by Pingen'),
        product: values.PINGEN_PRODUCT,
        staging: values.PINGEN_STAGING === '1',
        webhookSecret: values.PINGEN_WEBHOOK_SECRET ?? null,
      };
    case 'letterxpress':
      return {
        kind,
        user: needed(values.LETTERXPRESS_USER, 'LETTERXPRESS_USER', 'letters by LetterXpress'),
        apiKey: needed(values.LETTERXPRESS_API_KEY, 'LETTERXPRESS_API_KEY', 'letters by LetterXpress'),
        sandbox: values.LETTERXPRESS_SANDBOX === '1',
      };
  }
}

function chosenBySecrets({
  PINGEN_CLIENT_SECRET,
  LETTERXPRESS_API_KEY,
}: Environment): 'pingen' | 'letterxpress' | null {
  if (PINGEN_CLIENT_SECRET !== undefined) return 'pingen';
  return LETTERXPRESS_API_KEY === undefined ? null : 'letterxpress';
}

function needed(value: string | undefined, name: string, by: string): string {
  if (value === undefined) throw new MissingSettings(`${name}: is needed for ${by}`);
  return value;
}
