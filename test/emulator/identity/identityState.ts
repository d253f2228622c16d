import { ClientRegistrations } from './clientRegistrations.js';
import { ConsoleLogins } from './consoleLogins.js';
import { IdentityGrants } from './identityGrants.js';
import { PortalSessions } from './portalSessions.js';
import { SignInRequests } from './signInRequests.js';

/** What the identity services have given out so far. */
export type IdentityState = {
  readonly clients: ClientRegistrations;
  readonly signIns: SignInRequests;
  readonly portal: PortalSessions;
  readonly grants: IdentityGrants;
  readonly logins: ConsoleLogins;
  /** Session tokens of the instance metadata service, and when they end. */
  readonly metadataTokens: Map<string, number>;
};

/** Nothing yet. */
export function makeIdentityState(): IdentityState {
  return {
    clients: new ClientRegistrations(),
    signIns: new SignInRequests(),
    portal: new PortalSessions(),
    grants: new IdentityGrants(),
    logins: new ConsoleLogins(),
    metadataTokens: new Map(),
  };
}
