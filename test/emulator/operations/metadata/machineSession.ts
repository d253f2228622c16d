import { beginSession, credentialsOnTheWire, wholeSeconds } from '../../identity/roleSession.js';
import type { MachineRole } from '../../world/machine.js';
import type { OpenCall } from '../operation.js';

/** New credentials of a machine's role, as both kinds of machine are given them; undefined when there is no such role. */
export function machineCredentials(
  { world, nowMs }: OpenCall,
  { roleArn, sessionName, lifeMs }: MachineRole,
): { wire: object } | undefined {
  const role = world.roles?.find(({ arn }) => arn === roleArn);
  if (role === undefined) return undefined;
  const start = { sessionName, expiresAtMs: nowMs + lifeMs };
  const { SessionToken, ...keys } = credentialsOnTheWire(beginSession(world, role, start));
  return { wire: { ...keys, Token: SessionToken, LastUpdated: wholeSeconds(nowMs) } };
}
