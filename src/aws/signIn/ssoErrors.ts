import * as l10n from '@vscode/l10n';
import { Cancelled, UserError } from '../../core/base/userError.js';
import { makeSource } from '../../core/sources/source.js';
import { explainMoment, otherRefusal } from '../awsErrors.js';
import { parseFailure } from '../failure.js';
import { signInName, type SsoProfile } from './ssoProfile.js';

/** Names of refusals that are about what the config file says. */
const configNames = [
  'InvalidRequestException',
  'InvalidRequestRegionException',
  'InvalidScopeException',
  'InvalidClientMetadataException',
  'InvalidRedirectUriException',
  'UnauthorizedClientException',
  'UnsupportedGrantTypeException',
];

/** Explains why a sign-in failed. Names: the Errors sections of the IAM Identity Center OIDC API. */
export function signInError(error: unknown, sso: SsoProfile, signal: AbortSignal): Error {
  if (signal.aborted) return new Cancelled();
  if (error instanceof UserError || error instanceof Cancelled) return error;
  const failure = parseFailure(error);
  const name = signInName(sso);
  const retry = { kind: 'retry' } as const;
  if (failure.name === 'AccessDeniedException') return denied(name);
  if (failure.name === 'ExpiredTokenException') return codeExpired();
  if (configNames.includes(failure.name)) {
    return new UserError(
      l10n.t(
        'IAM Identity Center in {0} refuses to sign in at {1} ({2}). Check sso_start_url, sso_region and sso_registration_scopes.',
        sso.region,
        name,
        failure.name,
      ),
      { kind: 'openAwsConfig' },
      { cause: error },
    );
  }
  if (failure.name === 'InvalidGrantException') {
    return new UserError(
      l10n.t('IAM Identity Center does not take the answer of the browser any more. Sign in again.'),
      retry,
      { cause: error },
    );
  }
  const { message, action } = explainMoment(
    failure,
    makeSource({ kind: 'profile', name: sso.profile }, sso.region),
  ) ?? { message: otherRefusal(failure), action: retry };
  return new UserError(message, action, { cause: error });
}

export function denied(name: string): UserError {
  return new UserError(l10n.t('The sign-in at {0} was denied in the browser.', name), { kind: 'retry' });
}

export function codeExpired(): UserError {
  return new UserError(l10n.t('The code expired before it was used. Sign in again to get another one.'), {
    kind: 'retry',
  });
}

export function noBrowser(): UserError {
  return new UserError(
    l10n.t(
      'The browser was not opened, so nobody could sign in. Retry, or run Sign In… and choose a code on another device.',
    ),
    { kind: 'retry' },
  );
}

/** An answer that lacks what it must have, or an address that no browser should be sent to. */
export function oddAnswer(): UserError {
  return new UserError(
    l10n.t('IAM Identity Center answered the sign-in with something unexpected. Try again.'),
    { kind: 'retry' },
  );
}

export function cacheNotWritable(folder: string, cause: unknown): UserError {
  const { code, name } = parseFailure(cause);
  return new UserError(
    l10n.t(
      'The sign-in cannot be kept: {0} cannot be written ({1}). Check its permissions, then retry.',
      folder,
      code ?? name,
    ),
    { kind: 'retry' },
    { cause },
  );
}
