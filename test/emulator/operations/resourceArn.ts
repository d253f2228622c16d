import { partitionOf } from '../world/region.js';
import type { Call } from './operation.js';

/** The ARN of something of the caller's own, e.g. `workgroup/*`, as IAM's sentences name it. */
export function resourceArn({ principal, region }: Call, resource: string): string {
  return `arn:${partitionOf(region)}:redshift-serverless:${region}:${principal.accountId}:${resource}`;
}
