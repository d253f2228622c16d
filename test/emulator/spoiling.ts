import type { FaultKind } from './faults.js';
import { AwsError } from './protocols/awsError.js';

/** The error that a fault puts in the place of the operation, if it is of that sort. */
export function injectedError(fault: FaultKind | undefined): AwsError | undefined {
  switch (fault?.kind) {
    case 'throttle':
      return new AwsError('ThrottlingException', 400, 'Rate exceeded');
    case 'internal':
      return new AwsError(
        'InternalServerException',
        500,
        'The request processing has failed because of an unknown error, exception or failure.',
      );
    case 'error': {
      const { name, status, message, resourceName } = fault;
      return new AwsError(name, status, message, resourceName === undefined ? {} : { resourceName });
    }
    default:
      return undefined;
  }
}

/** The output of an operation with what a fault takes away from it. */
export function spoiled(output: object, fault: FaultKind | undefined, nowMs: number): object {
  switch (fault?.kind) {
    case 'noToken':
      return without(output, 'token');
    case 'noExpirationTime':
      return without(output, 'expirationTime');
    case 'without':
      return without(output, fault.member);
    case 'pastExpiry':
      return pastExpiry(output, nowMs - 3_600_000);
    default:
      return output;
  }
}

/** Each kind of output says its end in its own way. */
function pastExpiry(output: object, endMs: number): object {
  const end = new Date(endMs).toISOString();
  if ('Credentials' in output) {
    return { ...output, Credentials: { ...(output.Credentials as object), Expiration: end } };
  }
  if ('roleCredentials' in output) {
    return { ...output, roleCredentials: { ...(output.roleCredentials as object), expiration: endMs } };
  }
  if ('expiresIn' in output) return { ...output, expiresIn: -3600 };
  return 'AccessKeyId' in output ? { ...output, Expiration: end } : { ...output, expirationTime: end };
}

function without(output: object, member: string): object {
  return Object.fromEntries(Object.entries(output).filter(([name]) => name !== member));
}
