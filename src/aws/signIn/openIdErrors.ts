import * as l10n from '@vscode/l10n';
import { asFields, asNumber, asText, type Fields } from '../../core/base/parse.js';
import { Cancelled, UserError, type Action } from '../../core/base/userError.js';
import { ClientRefused } from '../../core/identity/clientRefused.js';
import type { IdentityEntry } from '../../core/identity/identity.js';
import { SignInEnded } from '../../core/identity/signInEnded.js';

const retry = { kind: 'retry' } as const;
const openSettings = { kind: 'openSettings' } as const;

const clientRefusals: readonly unknown[] = ['invalid_client', 'unauthorized_client'];

/** Whether a provider says that the token to be revoked is one no more: then nothing is left to end. */
export function isRevokedAlready(error: unknown): boolean {
  return ['invalid_grant', 'invalid_token'].includes(asText(asFields(error)?.error) ?? '');
}

/** Why a question to a provider failed, in a word or two: its own word, an HTTP status, or the code of the failure. */
export function shortCause(error: unknown): string {
  const causes = chain(error);
  const status = causes.map((cause) => asNumber(cause.status)).find((number) => number !== undefined);
  const texts = causes.flatMap(({ error: refusal, code }) => [asText(refusal), asText(code)]);
  const word = texts.find((text) => text !== undefined);
  const isOAuth = status !== undefined && (word === undefined || word.startsWith('OAUTH_'));
  return isOAuth ? l10n.t('HTTP status {0}', status) : plain(word ?? 'Error');
}

/** Runs what asks a provider. Its failures become sentences; where `signal` was aborted, {@link Cancelled}. */
export async function withSentences<T>(
  entry: IdentityEntry,
  signal: AbortSignal,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (signal.aborted) throw new Cancelled();
    if (error instanceof UserError || error instanceof Cancelled) throw error;
    throw explain(error, entry);
  }
}

/** The person has not typed the code in time. */
export function lateSignIn({ name }: IdentityEntry): UserError {
  return new UserError(late(name), retry);
}

/** The provider let the person in, and does not say whom. */
export function noIdToken({ issuer }: IdentityEntry): UserError {
  return new UserError(withoutIdToken(issuer), retry);
}

/** The provider leads to where others could read along, or to what is no web page. */
export function notHttps({ issuer }: IdentityEntry): UserError {
  return new UserError(withoutHttps(issuer), openSettings);
}

function withoutHttps(issuer: string): string {
  return l10n.t('{0} names an address that is not https, so nothing is sent to it.', issuer);
}

function withoutIdToken(issuer: string): string {
  return l10n.t('{0} answered without an ID token. Check that the client may get one.', issuer);
}

function explain(error: unknown, entry: IdentityEntry): UserError {
  const refusal = asText(asFields(error)?.error);
  if (refusal === 'invalid_grant') return new SignInEnded(entry.name, 'expired', { cause: error });
  const [message, action] =
    refusal === undefined ? failure(chain(error), entry) : oauthRefusal(refusal, entry);
  if (clientRefusals.includes(refusal)) return new ClientRefused(message, action, { cause: error });
  return new UserError(message, action, { cause: error });
}

/** @param refusal RFC 6749 4.1.2.1 and 5.2, RFC 8628 3.5 */
function oauthRefusal(
  refusal: string,
  { name, issuer, needsClientSecret }: IdentityEntry,
): readonly [string, Action] {
  switch (refusal) {
    case 'access_denied':
      return [l10n.t('The sign-in with "{0}" was refused at {1}.', name, issuer), retry];
    case 'expired_token':
      return [late(name), retry];
    case 'invalid_client':
    case 'unauthorized_client':
      if (needsClientSecret) {
        return [
          l10n.t(
            '{0} does not accept the client of "{1}": its client secret, or its "clientId", may be wrong. The secret is forgotten; sign in, and it will be asked for again.',
            issuer,
            name,
          ),
          { kind: 'signInIdentity', identity: name },
        ];
      }
      return [
        l10n.t(
          '{0} does not accept the client of "{1}". Check its "clientId", and whether the provider insists on a client secret or forbids this kind of sign-in.',
          issuer,
          name,
        ),
        openSettings,
      ];
    case 'invalid_scope':
      return [
        l10n.t('{0} does not give the scopes that "{1}" asks for. Check its "scopes".', issuer, name),
        openSettings,
      ];
    default:
      return [l10n.t('{0} refused the sign-in with "{1}" ({2}).', issuer, name, plain(refusal)), retry];
  }
}

/** What a provider wrote, without what could mislead a reader. */
function plain(word: string): string {
  return word.replace(/[^\w.-]/g, '?').slice(0, 60);
}

/** An error and what caused it, the outermost first. */
function chain(error: unknown): readonly Fields[] {
  const found: Fields[] = [];
  for (let next = asFields(error); next !== undefined && found.length < 5; next = asFields(next.cause))
    found.push(next);
  return found;
}

function failure(causes: readonly Fields[], { name, issuer }: IdentityEntry): readonly [string, Action] {
  const code = causes.map((cause) => asText(cause.code)).find((text) => text !== undefined);
  switch (code) {
    case 'OAUTH_TIMEOUT':
      return [l10n.t('{0} did not answer in time. Check the network or proxy, then retry.', issuer), retry];
    case 'OAUTH_ABORT':
      return [late(name), retry];
    case 'OAUTH_RESPONSE_IS_NOT_CONFORM':
    case 'OAUTH_RESPONSE_IS_NOT_JSON':
    case 'OAUTH_PARSE_ERROR':
      return unlikeProvider(causes, issuer);
    case 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED':
      return [
        l10n.t(
          'The provider at {0} calls itself by another issuer. Write the "issuer" of "{1}" exactly as it does.',
          issuer,
          name,
        ),
        openSettings,
      ];
    case 'OAUTH_HTTP_REQUEST_FORBIDDEN':
    case 'OAUTH_REQUEST_PROTOCOL_FORBIDDEN':
      return [withoutHttps(issuer), openSettings];
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED':
      return [wrongClaim(causes, issuer), retry];
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      return [
        l10n.t(
          "The ID token of {0} is out of date by this computer's clock. Set the date and time, then retry.",
          issuer,
        ),
        retry,
      ];
    case 'OAUTH_INVALID_RESPONSE':
    case 'OAUTH_KEY_SELECTION_FAILED':
      return [invalidAnswer(causes, issuer), retry];
    case 'OAUTH_MISSING_SERVER_METADATA':
    case 'OAUTH_UNSUPPORTED_OPERATION':
      return [l10n.t('{0} does not offer what this sign-in with "{1}" needs.', issuer, name), openSettings];
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return [
        l10n.t('{0} cannot be found. Check the network, and the "issuer" of "{1}".', issuer, name),
        openSettings,
      ];
    default:
      return code !== undefined &&
        /^(SELF_SIGNED_CERT|DEPTH_ZERO|UNABLE_TO_(GET|VERIFY)|CERT_|ERR_TLS_CERT)/.test(code)
        ? [
            l10n.t(
              'The certificate of {0} is not trusted here ({1}). A proxy may be replacing it; VS Code trusts the certificates of the system.',
              issuer,
              code,
            ),
            retry,
          ]
        : [
            l10n.t(
              'The connection to {0} failed ({1}). Check the network or proxy, then retry.',
              issuer,
              code ?? 'Error',
            ),
            retry,
          ];
  }
}

function late(name: string): string {
  return l10n.t('The sign-in with "{0}" was not completed in time. Start it anew.', name);
}

function unlikeProvider(causes: readonly Fields[], issuer: string): readonly [string, Action] {
  const status = causes.map((cause) => asNumber(cause.status)).find((number) => number !== undefined) ?? 200;
  if (status >= 300 && status < 400) {
    return [
      l10n.t(
        '{0} redirects to another address, which is not followed. Use the address that it leads to.',
        issuer,
      ),
      openSettings,
    ];
  }
  if (status >= 500)
    return [l10n.t('{0} has trouble of its own just now ({1}). Try again later.', issuer, status), retry];
  return [
    l10n.t(
      'What answers at {0} is no OpenID provider (HTTP status {1}). Check the "issuer", and the proxy.',
      issuer,
      status,
    ),
    openSettings,
  ];
}

function wrongClaim(causes: readonly Fields[], issuer: string): string {
  const claim = causes.map((cause) => asText(cause.claim)).find((text) => text !== undefined);
  switch (claim) {
    case 'nonce':
      return l10n.t('The ID token of {0} belongs to another sign-in (nonce), so it is not used.', issuer);
    case 'aud':
    case 'azp':
      return l10n.t('The ID token of {0} is for another client (audience), so it is not used.', issuer);
    case 'iss':
      return l10n.t('The ID token of {0} names another issuer, so it is not used.', issuer);
    default:
      return l10n.t('The ID token of {0} is not what was asked for, so it is not used.', issuer);
  }
}

function invalidAnswer(causes: readonly Fields[], issuer: string): string {
  const messages = causes.map((cause) => asText(cause.message) ?? '').join(' ');
  return /signature|key/i.test(messages)
    ? l10n.t('The ID token of {0} is not signed with a key that it publishes, so it is not used.', issuer)
    : withoutIdToken(issuer);
}
