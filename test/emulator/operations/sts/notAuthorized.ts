import { AwsError } from '../../protocols/awsError.js';
import type { Principal } from '../../world/principal.js';

/** IAM's refusal, in the words and under the name that STS has for it. */
export function notAuthorized({ arn }: Principal, action: string, resource: string): AwsError {
  const message = `User: ${arn} is not authorized to perform: ${action} on resource: ${resource}`;
  return new AwsError('AccessDenied', 403, message);
}
