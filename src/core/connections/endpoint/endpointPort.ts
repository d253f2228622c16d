import { fnv1a } from '../../base/fnv1a.js';

/** Outside the ephemeral range of every system, so that no outgoing connection takes one of them by chance. */
export const lowestPort = 54_300;
export const highestPort = 54_999;

const count = highestPort - lowestPort + 1;

/**
 * The first choice of a workgroup's port: the same on every machine, so that a saved connection goes on working there.
 *
 * @param arn of the workgroup, or the key that stands in its place
 */
export function firstPort(arn: string): number {
  return lowestPort + (fnv1a(arn) % count);
}

/** The ports of the range in the order they are tried, from this one on, without those that others have. */
export function portsFrom(port: number, others: ReadonlySet<number>): readonly number[] {
  const start = isEndpointPort(port) ? port - lowestPort : 0;
  return Array.from({ length: count }, (_, index) => lowestPort + ((start + index) % count)).filter(
    (candidate) => !others.has(candidate),
  );
}

export function isEndpointPort(port: number): boolean {
  return Number.isInteger(port) && port >= lowestPort && port <= highestPort;
}
