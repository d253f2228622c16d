import * as l10n from '@vscode/l10n';
import { asFields, asText, type Fields } from '../base/parse.js';
import { isRegion } from '../sources/regions.js';
import type { ApplicationCredentials, IdentityEntry } from './identity.js';
import { defaultRedirectUri, isRedirectUri } from './redirectUri.js';
import { isSafeAddress } from './safeAddress.js';

export const defaultScopes = ['openid', 'email', 'offline_access'];

/** What a sign-in sets itself; an entry that set them could undo its checks. */
const ownParameters = new Set([
  'client_id',
  'client_secret',
  'code_challenge',
  'code_challenge_method',
  'nonce',
  'redirect_uri',
  'request',
  'request_uri',
  'response_mode',
  'response_type',
  'scope',
  'state',
]);

const rolePattern = /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/;
const applicationPattern = /^arn:[a-z-]+:sso::\d{12}:application\/[\w./-]+$/;

/**
 * The identities of a list, and a sentence for each entry that is none; the others count.
 *
 * @param where the list, as a sentence names it; by default the setting
 */
export function parseIdentitySettings(
  value: unknown,
  where = l10n.t('the setting redshiftIdc.identities'),
): {
  readonly identities: readonly IdentityEntry[];
  readonly problems: readonly string[];
} {
  if (!Array.isArray(value)) {
    return { identities: [], problems: [l10n.t('No identity of {0} counts: it is not a list.', where)] };
  }
  const identities = new Map<string, IdentityEntry>();
  const problems: string[] = [];
  for (const [index, entry] of value.entries()) {
    const fields = asFields(entry) ?? {};
    const name = nameOf(fields);
    const parsed = parseEntry(fields);
    if (typeof parsed === 'string') problems.push(skipped(where, name, index, parsed));
    else if (identities.has(parsed.name))
      problems.push(skipped(where, name, index, l10n.t('its name is taken')));
    else identities.set(parsed.name, parsed);
  }
  return { identities: [...identities.values()], problems };
}

function skipped(where: string, name: string | undefined, index: number, why: string): string {
  return name === undefined
    ? l10n.t('Identity {0} of {1} is skipped: {2}.', index + 1, where, why)
    : l10n.t('The identity "{0}" of {1} is skipped: {2}.', name, where, why);
}

/** An identity as the setting `redshiftIdc.identities` writes it, with nothing left to defaults. */
export function identitySetting({
  applicationCredentials,
  ...fields
}: IdentityEntry): Readonly<Record<string, unknown>> {
  return {
    ...fields,
    applicationCredentials:
      applicationCredentials.kind === 'profile'
        ? { profile: applicationCredentials.name }
        : { roleArn: applicationCredentials.roleArn },
  };
}

/** The entry, or what is wrong with it. */
function parseEntry(fields: Fields): IdentityEntry | string {
  if (asText(fields.name) === undefined) return l10n.t('it needs a "name"');
  const name = nameOf(fields);
  if (name === undefined) return l10n.t('its "name" must be at most 100 visible characters');
  const issuer = asText(fields.issuer);
  if (issuer === undefined || !isIssuer(issuer)) {
    return l10n.t('its "issuer" must be the https URL that the OpenID provider calls itself');
  }
  const clientId = asText(fields.clientId);
  if (clientId === undefined) return l10n.t('it needs the "clientId" that the OpenID provider knows');
  const scopes = textList(fields.scopes ?? defaultScopes);
  if (!scopes?.includes('openid'))
    return l10n.t('its "scopes" must be a list of words with "openid" among them');
  const redirectUri = asText(fields.redirectUri ?? defaultRedirectUri);
  if (redirectUri === undefined || !isRedirectUri(redirectUri)) {
    return l10n.t('its "redirectUri" must be on this computer, as in http://127.0.0.1/callback');
  }
  const { assertion = 'idToken', needsClientSecret = false } = fields;
  if (assertion !== 'idToken' && assertion !== 'accessToken') {
    return l10n.t('its "assertion" must be "idToken" or "accessToken"');
  }
  const authorizeParameters = parameters(fields.authorizeParameters ?? {});
  if (authorizeParameters === undefined) {
    return l10n.t('its "authorizeParameters" must be texts, and none that the sign-in sets itself');
  }
  const applicationArn = asText(fields.applicationArn);
  if (applicationArn === undefined || !applicationPattern.test(applicationArn)) {
    return l10n.t('its "applicationArn" must be the ARN of an application of IAM Identity Center');
  }
  const identityCenterRegion = asText(fields.identityCenterRegion);
  if (identityCenterRegion === undefined || !isRegion(identityCenterRegion)) {
    return l10n.t('its "identityCenterRegion" must be a region such as eu-west-1');
  }
  const applicationCredentials = parseCredentials(asFields(fields.applicationCredentials));
  if (applicationCredentials === undefined) {
    return l10n.t('its "applicationCredentials" must name a "profile", or a "roleArn" for web identity');
  }
  const accessRoleArn = asText(fields.accessRoleArn);
  if (accessRoleArn === undefined || !rolePattern.test(accessRoleArn)) {
    return l10n.t('its "accessRoleArn" must be the ARN of a role');
  }
  if (typeof needsClientSecret !== 'boolean') return l10n.t('its "needsClientSecret" must be true or false');
  return {
    name,
    issuer,
    clientId,
    scopes,
    redirectUri,
    assertion,
    authorizeParameters,
    applicationArn,
    identityCenterRegion,
    applicationCredentials,
    accessRoleArn,
    needsClientSecret,
  };
}

/** What a person can tell from other names: it is shown in sentences, and others may have written it. */
function nameOf(fields: Fields): string | undefined {
  const name = asText(fields.name);
  return name === undefined || name.length > 100 || /[\p{C}\p{Zl}\p{Zp}]/u.test(name) ? undefined : name;
}

/** https, or http on loopback, where nobody else can listen; without what an issuer never has. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  // The address of its configuration is pasted in its place easily.
  const isOfProvider = !url.pathname.includes('/.well-known/');
  return isOfProvider && isSafeAddress(url) && url.search === '' && url.hash === '' && url.username === '';
}

function parseCredentials(fields: Fields | undefined): ApplicationCredentials | undefined {
  const name = asText(fields?.profile);
  const roleArn = asText(fields?.roleArn);
  if (name !== undefined && roleArn === undefined) return { kind: 'profile', name };
  if (name !== undefined || roleArn === undefined || !rolePattern.test(roleArn)) return undefined;
  return { kind: 'webIdentity', roleArn };
}

function textList(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value
    .map((word) => asText(word))
    .filter((word) => word !== undefined && /^[!#-[\]-~]+$/.test(word));
  return texts.length === value.length ? (texts as string[]) : undefined;
}

function parameters(value: unknown): Readonly<Record<string, string>> | undefined {
  const entries = Object.entries(asFields(value) ?? { '': '' });
  const isGood = entries.every(
    ([name, text]) => name !== '' && !ownParameters.has(name) && typeof text === 'string',
  );
  return isGood ? (Object.fromEntries(entries) as Record<string, string>) : undefined;
}
