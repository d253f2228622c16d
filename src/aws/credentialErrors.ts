import * as l10n from '@vscode/l10n';
import type { Action } from '../core/base/userError.js';
import { type Access, credentialsName, credentialsOwner } from '../core/sources/access.js';
import type { Failure } from './failure.js';

/** A sentence and what to do about it. */
export interface Explanation {
  readonly message: string;
  readonly action: Action;
}

const invalidKeyNames = [
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'MissingAuthenticationTokenException',
];
const badSignatureNames = ['InvalidSignatureException', 'SignatureDoesNotMatch'];
const expiredNames = ['ExpiredTokenException', 'ExpiredToken'];
const wrongTimeNames = ['RequestExpired', 'RequestInTheFuture', 'RequestTimeTooSkewed'];

export function isUnknownKey({ name }: Failure): boolean {
  return invalidKeyNames.includes(name);
}

/** Whether AWS refused the credentials themselves: other ones may be there by now. */
export function isCredentialRefusal({ name }: Failure): boolean {
  return [...invalidKeyNames, ...badSignatureNames, ...expiredNames].includes(name);
}

/** Explains a failure to load credentials, or AWS's refusal of them; undefined where it is about something else. */
export function explainCredentials(failure: Failure, access: Access): Explanation | undefined {
  const owner = credentialsOwner(access.credentials);
  if (/^(CredentialsProviderError|TokenProviderError)$/.test(failure.name))
    return explainProvider(failure, access, credentialsName(access.credentials));
  if (failure.name.startsWith('AccessDenied') && /MultiFactorAuthentication failed/i.test(failure.message)) {
    return {
      message: l10n.t(
        'AWS did not accept the MFA code of {0}. Enter the next one that the device shows.',
        owner,
      ),
      action: { kind: 'retry', title: l10n.t('Enter Code…') },
    };
  }
  if (failure.name.startsWith('AccessDenied') && failure.message.includes('sts:AssumeRole')) {
    return {
      message: l10n.t(
        'The role of {0} cannot be assumed: the permission sts:AssumeRole is missing, or the role does not trust the caller.',
        owner,
      ),
      action: { kind: 'openAwsConfig' },
    };
  }
  if (expiredNames.includes(failure.name)) {
    return {
      message: l10n.t('The AWS credentials of {0} have expired. Renew them, then retry.', owner),
      action: { kind: 'retry' },
    };
  }
  if (invalidKeyNames.includes(failure.name)) {
    return {
      message: l10n.t(
        'AWS does not know the access key of {0} in {1}. It may be deleted, its session token may be missing, or the region is not enabled.',
        owner,
        access.region,
      ),
      action: otherKeys(access),
    };
  }
  const isRejected = badSignatureNames.includes(failure.name);
  if (
    wrongTimeNames.includes(failure.name) ||
    (isRejected && /signature (expired|not yet current)/i.test(failure.message))
  ) {
    return {
      message: l10n.t(
        "This computer's clock differs from AWS's by more than five minutes. Set the date and time, then retry.",
      ),
      action: { kind: 'retry' },
    };
  }
  if (!isRejected) return undefined;
  return {
    message: l10n.t(
      'AWS rejects the signature made with the secret key of {0}. The key may have been copied wrongly.',
      owner,
    ),
    action: otherKeys(access),
  };
}

/** Keys of the environment are in no file that could be opened here. */
function otherKeys({ credentials }: Access): Action {
  return { kind: credentials.kind === 'environment' ? 'addSource' : 'openAwsCredentials' };
}

/** The providers' errors have one class; their texts tell them apart. The text itself may hold a command's output. */
function explainProvider({ message }: Failure, access: Access, name: string): Explanation {
  if (/aws sso login|SSO session|sso.*(expired|invalid)|^UnauthorizedException/i.test(message)) {
    return {
      message: l10n.t('Profile "{0}" is not signed in, or its sign-in has ended.', name),
      action: { kind: 'signIn', profile: name },
    };
  }
  if (/^ForbiddenException/.test(message)) {
    return {
      message: l10n.t(
        'Whoever signed in for profile "{0}" has no access to the account and role that its entry names. Check sso_account_id and sso_role_name, or sign in as somebody else.',
        name,
      ),
      action: { kind: 'openAwsConfig' },
    };
  }
  if (/could not resolve credentials using profile|could not be found|does not exist/i.test(message)) {
    return {
      // The profile that is missing may be the one that this profile takes its credentials from.
      message: l10n.t(
        'Profile "{0}" is not in the AWS config files, or names no credentials.',
        /using profile: \[([^\]]+)\]/.exec(message)?.[1] ?? name,
      ),
      action: { kind: 'openAwsConfig' },
    };
  }
  if (access.credentials.kind === 'environment') {
    return {
      message: l10n.t('The environment of VS Code holds no AWS credentials. Choose a profile instead.'),
      action: { kind: 'addSource' },
    };
  }
  return {
    message: l10n.t(
      'The credentials of profile "{0}" could not be loaded. Check its entry in the AWS config files.',
      name,
    ),
    action: { kind: 'openAwsConfig' },
  };
}
