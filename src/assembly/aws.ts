import { AwsWorkgroupLister } from '../aws/catalogue.js';
import { StsCallerFinder } from '../aws/callerFinder.js';
import { Clients } from '../aws/clients.js';
import { AwsDatabaseFinder } from '../aws/databaseFinder.js';
import { FileAwsSetup } from '../aws/profiles/awsSetup.js';
import { Identities } from '../aws/signIn/identities.js';
import { SsoSignIn } from '../aws/signIn/ssoSignIn.js';
import { AwsTokenIssuer } from '../aws/tokenIssuer.js';
import type { Owner } from '../core/base/disposable.js';
import { ClientSecrets } from '../core/identity/clientSecrets.js';
import { HeldSignIns } from '../core/identity/heldSignIns.js';
import { IdentityList } from '../core/identity/identityList.js';
import type { TokenIssuer } from '../core/tokens/setIssuer.js';
import type { EngineEdges } from './engineEdges.js';

export type Aws = ReturnType<typeof makeAws>;

/** What asks AWS. Nothing of it is loaded before the first question. */
export function makeAws(own: Owner, edges: EngineEdges, version: string) {
  const { env, clock, localClock, commands, secrets, log, managed, settings } = edges;
  const common = {
    version,
    env,
    requestTimeoutMs: settings.requestTimeoutMs,
    onServerDate: (ms: number) => clock.learn(ms),
  };
  const signIn = new SsoSignIn({ ...common, clock: localClock });
  const identityList = new IdentityList(settings.identities.read, managed);
  const signIns = own.add(new HeldSignIns(identityList, secrets, clock, log));
  const clientSecrets = new ClientSecrets(secrets);
  const identities = own.add(
    new Identities(signIns, {
      ...common,
      clock,
      clockOffsetMs: () => edges.clockOffsetMs(),
      clientSecrets,
      profileKeys: {
        provider: (profile) => clients.profileKeys(profile),
        drop: (profile) => clients.dropProfileKeys(profile),
      },
    }),
  );
  const clients: Clients = new Clients({
    ...common,
    clock,
    isTrusted: () => edges.trust.isTrusted,
    mfaCode: (profile, serial) => edges.askMfaCode(profile, serial, commands.hasPersonWaiting),
    identities,
    renewSignIn: (profile, files) => signIn.renew(profile, files),
  });
  return {
    clients,
    signIn,
    identityList,
    identities,
    signIns,
    clientSecrets,
    setup: new FileAwsSetup(env),
    lister: new AwsWorkgroupLister(clients),
    callerFinder: new StsCallerFinder(clients),
    issuer: new AwsTokenIssuer(clients) as TokenIssuer,
    databases: new AwsDatabaseFinder(clients),
  };
}
