import * as l10n from '@vscode/l10n';
import { asFields, asText } from '../../core/base/parse.js';
import { UserError } from '../../core/base/userError.js';
import type { IdentityEntry } from '../../core/identity/identity.js';
import type { Explanation } from '../credentialErrors.js';
import type { Failure } from '../failure.js';
import { outOfDate, refusal, said } from './identityErrors.js';

/** After these no refresh token renews anything. */
const endingNames = ['InvalidGrantException', 'UnauthorizedClientException'];

/** Explains why CreateTokenWithIAM gave no identity. */
export function exchangeError(error: unknown, entry: IdentityEntry): UserError {
  const oauth = asText(asFields(error)?.error);
  return refusal(
    error,
    entry,
    (failure) => explainExchange(failure, oauth, asText(asFields(error)?.error_description) ?? '', entry),
    ({ name }) => (endingNames.includes(name) || oauth === 'expired_token' ? 'ended' : undefined),
  );
}

/** No scope was named, and the answer carries no identity all the same. */
export function noContext({ applicationArn }: IdentityEntry): UserError {
  return new UserError(
    l10n.t(
      'IAM Identity Center answered without an identity for the application {0}. Its access scopes must include sts:identity_context.',
      applicationArn,
    ),
    { kind: 'openSettings' },
  );
}

function explainExchange(
  { name, message }: Failure,
  oauth: string | undefined,
  description: string,
  entry: IdentityEntry,
): Explanation | undefined {
  const { applicationArn: application, issuer, identityCenterRegion: region } = entry;
  switch (name) {
    case 'InvalidGrantException':
      return { message: refusedJwt(description, entry), action: { kind: 'retry' } };
    case 'ExpiredTokenException':
      return oauth === undefined
        ? undefined
        : said(l10n.t('IAM Identity Center has ended the sign-in with "{0}". Sign in again.', entry.name));
    case 'InvalidClientException':
      return said(
        l10n.t(
          'IAM Identity Center knows no application {0} in {1}. Check both in the settings.',
          application,
          region,
        ),
      );
    case 'InvalidRequestRegionException':
      return said(
        l10n.t(
          'The application {0} is not in {1}. Set the region of IAM Identity Center.',
          application,
          region,
        ),
      );
    case 'UnauthorizedClientException':
      return said(
        l10n.t(
          'The application {0} has no grant for tokens of {1}. An administrator must add the JWT bearer grant with this issuer.',
          application,
          issuer,
        ),
      );
    case 'AccessDeniedException':
      return said(
        oauth === undefined && message.includes('sso-oauth:CreateTokenWithIAM')
          ? l10n.t(
              'The credentials that sign for the application {0} may not call sso-oauth:CreateTokenWithIAM. Its actor policy, and theirs, must allow it.',
              application,
            )
          : l10n.t(
              'This person is not assigned to the application {0} in IAM Identity Center. An administrator can assign them, or a group of theirs.',
              application,
            ),
      );
    default:
      return undefined;
  }
}

/** @param description as Identity Center words it, or a general word that says nothing */
function refusedJwt(description: string, { issuer, clientId, applicationArn }: IdentityEntry): string {
  if (/used/i.test(description)) {
    return l10n.t(
      'IAM Identity Center has seen this token of {0} before, and takes each once. Retry with a fresh one.',
      issuer,
    );
  }
  if (/expired/i.test(description)) return outOfDate({ issuer });
  if (/audience/i.test(description)) {
    return l10n.t(
      'The application {0} does not take tokens for the client {1} (audience).',
      applicationArn,
      clientId,
    );
  }
  if (/issuer/i.test(description)) {
    return l10n.t('The application {0} does not trust the token issuer {1}.', applicationArn, issuer);
  }
  if (/no user/i.test(description)) {
    return l10n.t(
      'IAM Identity Center finds no user for the token of {0}. Check the claim that its issuer is mapped by.',
      issuer,
    );
  }
  if (/jti/i.test(description)) {
    return l10n.t(
      'The tokens of {0} have no "jti", which IAM Identity Center needs to take each once.',
      issuer,
    );
  }
  return l10n.t(
    'IAM Identity Center refuses the token of {0}. Check its trusted token issuer, the audience {1}, and the clock.',
    issuer,
    clientId,
  );
}
