import * as l10n from '@vscode/l10n';
import { listPolicy } from '../core/diagnosis/policies.js';
import { UserError } from '../core/base/userError.js';
import { UnknownKey } from '../core/sources/unknownKey.js';
import { type Access, credentialsOwner } from '../core/sources/access.js';
import { explainCredentials, isUnknownKey, type Explanation } from './credentialErrors.js';
import { parseFailure, type Failure } from './failure.js';

const retry = { kind: 'retry' } as const;

const throttlingNames = [
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'SlowDown',
];

/** The SDK's names for an answer that holds no error of AWS: not JSON at all, or JSON without a name. */
const foreignAnswerNames = ['SyntaxError', 'Unknown', 'UnknownError'];

const certificateCodes = /^(SELF_SIGNED_CERT|DEPTH_ZERO|UNABLE_TO_(GET|VERIFY)|CERT_|ERR_TLS_CERT)/;

/** Explains a listing that failed. */
export function listingError(error: unknown, access: Access): UserError {
  if (error instanceof UserError) return error;
  const failure = parseFailure(error);
  const { message, action } = explainCaller(failure, access) ??
    explainMoment(failure, access) ?? { message: otherRefusal(failure), action: retry };
  const Kind = isUnknownKey(failure) ? UnknownKey : UserError;
  return new Kind(message, action, { cause: error });
}

/** Explains what concerns the caller: credentials, and permission to list. Undefined where it is about something else. */
function explainCaller(failure: Failure, access: Access): Explanation | undefined {
  const credentials = explainCredentials(failure, access);
  if (credentials !== undefined || !failure.name.startsWith('AccessDenied')) return credentials;
  return {
    message: l10n.t(
      'Not allowed to list the workgroups of {0}: the credentials of {1} lack redshift-serverless:ListWorkgroups. Ask for it, or add the workgroups you know by name.',
      access.region,
      credentialsOwner(access.credentials),
    ),
    action: { kind: 'copyText', title: l10n.t('Copy Policy'), text: listPolicy() },
  };
}

/** Explains what may pass by itself: throttling, trouble at AWS, the network. Undefined where it is about something else. */
export function explainMoment(failure: Failure, access: Access): Explanation | undefined {
  if (throttlingNames.includes(failure.name)) {
    return { message: l10n.t('AWS is throttling these calls. Wait a minute, then retry.'), action: retry };
  }
  if (failure.status !== undefined && foreignAnswerNames.includes(failure.name)) {
    return {
      message: l10n.t(
        'The answer (HTTP status {0}) does not come from AWS, but from a proxy or gateway on the way. Check the proxy settings, or try again later.',
        failure.status,
      ),
      action: retry,
    };
  }
  if (failure.status !== undefined && failure.status >= 500) {
    return {
      message: l10n.t('AWS has trouble of its own just now. Try again later.'),
      action: retry,
    };
  }
  return explainConnection(failure, access);
}

/** Explains why no answer came. Undefined where one did. */
function explainConnection(failure: Failure, access: Access): Explanation | undefined {
  if (failure.code === 'ERR_INVALID_URL') {
    return {
      message: l10n.t(
        'The endpoint that is configured for {0} is no URL. Check endpoint_url there, and AWS_ENDPOINT_URL.',
        credentialsOwner(access.credentials),
      ),
      action: { kind: 'openAwsConfig' },
    };
  }
  if (failure.code !== undefined && certificateCodes.test(failure.code)) {
    return {
      message: l10n.t(
        'The certificate of the AWS endpoint is not trusted here ({0}). A proxy may be replacing it; VS Code trusts the certificates of the system.',
        failure.code,
      ),
      action: retry,
    };
  }
  if (failure.code === 'ENOTFOUND' || failure.code === 'EAI_AGAIN') {
    return {
      message: l10n.t(
        'The AWS endpoint of {0} cannot be found. Check the network, and the region.',
        access.region,
      ),
      action: retry,
    };
  }
  // The SDK calls a reset a time-out too: the code tells them apart.
  const isTimeout =
    failure.code === undefined ? failure.name === 'TimeoutError' : failure.code === 'ETIMEDOUT';
  if (isTimeout) {
    return {
      message: l10n.t('AWS did not answer in time. Check the network or proxy, then retry.'),
      action: retry,
    };
  }
  if (failure.code !== undefined && /^(E[A-Z]+|UND_ERR_\w+)$/.test(failure.code)) {
    return {
      message: l10n.t(
        'The connection to AWS failed ({0}). Check the network or proxy, then retry.',
        failure.code,
      ),
      action: retry,
    };
  }
  return undefined;
}

/** A failure that nothing else explains: a refusal in AWS's own words, or the class of what failed here. */
export function otherRefusal({ name, message, status }: Failure): string {
  if (status === undefined)
    return l10n.t('The call to AWS could not be made ({0}). The log says where.', name);
  // The SDK's words for an error that came without any.
  return message === '' || message === 'UnknownError'
    ? l10n.t('AWS refused: {0}.', name)
    : l10n.t('AWS refused: {0} ({1}).', withoutStop(message), name);
}

export function withoutStop(message: string): string {
  return message.trim().replace(/\.+$/, '');
}
