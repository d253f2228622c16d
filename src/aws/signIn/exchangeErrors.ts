import * as l10n from '@vscode/l10n';
import { asFields, asText } from '../../core/base/parse.js';
import type { UserError } from '../../core/base/userError.js';
import type { IdentityEntry } from '../../core/identity/identity.js';
import type { Failure } from '../failure.js';
import {
  administratorNeeded,
  IdentityRefusal,
  outOfDate,
  refusal,
  said,
  type StepExplanation,
} from './identityErrors.js';

/** After these no refresh token renews anything. */
const endingNames = ['InvalidGrantException', 'UnauthorizedClientException'];

/** Explains why CreateTokenWithIAM gave no identity. */
export function exchangeError(error: unknown, entry: IdentityEntry): UserError {
  const oauth = asText(asFields(error)?.error);
  return refusal(
    error,
    entry,
    'exchange',
    (failure) => explainExchange(failure, oauth, asText(asFields(error)?.error_description) ?? '', entry),
    ({ name }) => (endingNames.includes(name) || oauth === 'expired_token' ? 'ended' : undefined),
  );
}

/** No scope was named, and the answer carries no identity all the same. */
export function noContext({ applicationArn }: IdentityEntry): UserError {
  const explanation = administratorNeeded(
    l10n.t(
      'IAM Identity Center answered without an identity for the application {0}. Its access scopes must include sts:identity_context.',
      applicationArn,
    ),
    l10n.t('An administrator adds sts:identity_context to the access scopes of {0}.', applicationArn),
  );
  return new IdentityRefusal(explanation, 'refused', 'exchange', false);
}

function explainExchange(
  { name, message }: Failure,
  oauth: string | undefined,
  description: string,
  entry: IdentityEntry,
): StepExplanation | undefined {
  const { applicationArn: application, issuer, identityCenterRegion: region } = entry;
  switch (name) {
    case 'InvalidGrantException':
      return refusedJwt(description, entry);
    case 'ExpiredTokenException':
      return oauth === undefined
        ? undefined
        : said(
            l10n.t('IAM Identity Center has ended the sign-in with "{0}". Sign in again.', entry.name),
            l10n.t('Run Sign In… with the identity "{0}".', entry.name),
          );
    case 'InvalidClientException':
      return said(
        l10n.t(
          'IAM Identity Center knows no application {0} in {1}. Check both in the settings.',
          application,
          region,
        ),
        l10n.t(
          'Compare applicationArn and identityCenterRegion of "{0}" with what the administrator says.',
          entry.name,
        ),
      );
    case 'InvalidRequestRegionException':
      return said(
        l10n.t(
          'The application {0} is not in {1}. Set the region of IAM Identity Center.',
          application,
          region,
        ),
        l10n.t(
          'Set identityCenterRegion of "{0}" to the region of IAM Identity Center; it may be another than that of the workgroups.',
          entry.name,
        ),
      );
    case 'UnauthorizedClientException':
      return administratorNeeded(
        l10n.t(
          'The application {0} has no grant for tokens of {1}. An administrator must add the JWT bearer grant with this issuer.',
          application,
          issuer,
        ),
        l10n.t(
          'An administrator adds the JWT bearer grant to {0}, with the issuer {1} and the audience {2}.',
          application,
          issuer,
          entry.clientId,
        ),
      );
    case 'AccessDeniedException':
      return oauth === undefined && message.includes('sso-oauth:CreateTokenWithIAM')
        ? administratorNeeded(
            l10n.t(
              'The credentials that sign for the application {0} may not call sso-oauth:CreateTokenWithIAM. Its actor policy, and theirs, must allow it.',
              application,
            ),
            l10n.t(
              'An administrator allows sso-oauth:CreateTokenWithIAM in the actor policy of {0}, and to the credentials that sign.',
              application,
            ),
          )
        : administratorNeeded(
            l10n.t(
              'This person is not assigned to the application {0} in IAM Identity Center. An administrator can assign them, or a group of theirs.',
              application,
            ),
            l10n.t('An administrator assigns this person, or a group of theirs, to {0}.', application),
          );
    default:
      return undefined;
  }
}

/** @param description as Identity Center words it, or a general word that says nothing */
function refusedJwt(
  description: string,
  { issuer, clientId, applicationArn: application }: IdentityEntry,
): StepExplanation {
  const again = (message: string, next?: string): StepExplanation => said(message, next, { kind: 'retry' });
  if (/used/i.test(description)) {
    return again(
      l10n.t(
        'IAM Identity Center has seen this token of {0} before, and takes each once. Retry with a fresh one.',
        issuer,
      ),
    );
  }
  if (/expired/i.test(description)) return again(outOfDate({ issuer }));
  if (/audience/i.test(description)) {
    return again(
      l10n.t(
        'The application {0} does not take tokens for the client {1} (audience).',
        application,
        clientId,
      ),
      l10n.t('An administrator adds the audience {0} to the JWT bearer grant of {1}.', clientId, application),
    );
  }
  if (/issuer/i.test(description)) {
    return again(
      l10n.t('The application {0} does not trust the token issuer {1}.', application, issuer),
      l10n.t(
        'An administrator adds the token issuer {0} to the JWT bearer grant of {1}.',
        issuer,
        application,
      ),
    );
  }
  if (/no user/i.test(description)) {
    return again(
      l10n.t(
        'IAM Identity Center finds no user for the token of {0}. Check the claim that its issuer is mapped by.',
        issuer,
      ),
      l10n.t(
        'An administrator checks which claim the trusted token issuer {0} is mapped by, and that the user is in the directory.',
        issuer,
      ),
    );
  }
  if (/jti/i.test(description)) {
    return again(
      l10n.t('The tokens of {0} have no "jti", which IAM Identity Center needs to take each once.', issuer),
      l10n.t('Whoever runs {0} lets its tokens have a "jti".', issuer),
    );
  }
  return again(
    l10n.t(
      'IAM Identity Center refuses the token of {0}. Check its trusted token issuer, the audience {1}, and the clock.',
      issuer,
      clientId,
    ),
    l10n.t(
      'An administrator compares the trusted token issuer {0} and the audience {1} with the JWT bearer grant of {2}.',
      issuer,
      clientId,
      application,
    ),
  );
}
