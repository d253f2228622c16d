import { AwsError } from '../../protocols/awsError.js';
import type { OpenCall } from '../operation.js';
import { machineCredentials } from './machineSession.js';

/**
 * What `AWS_CONTAINER_CREDENTIALS_FULL_URI` leads to.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export function getContainerCredentials(call: OpenCall): object {
  const container = call.world.machine?.container;
  if (container === undefined) throw new AwsError('NotFound', 404, 'No credentials here');
  if (call.request.headers['authorization'] !== container.authorizationToken) {
    throw new AwsError('AccessDenied', 401, 'The authorization token is missing or wrong');
  }
  const credentials = machineCredentials(call, container);
  if (credentials === undefined) throw new AwsError('RoleNotFound', 404, `No role ${container.roleArn}`);
  return { RoleArn: container.roleArn, ...credentials.wire };
}
