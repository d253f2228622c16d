import { AwsWorkgroupLister } from '../aws/catalogue.js';
import { StsCallerFinder } from '../aws/callerFinder.js';
import { Clients } from '../aws/clients.js';
import { AwsDatabaseFinder } from '../aws/databaseFinder.js';
import { FileAwsSetup } from '../aws/profiles/awsSetup.js';
import { SsoSignIn } from '../aws/signIn/ssoSignIn.js';
import { AwsTokenIssuer } from '../aws/tokenIssuer.js';
import { settings } from '../vscode/doors/settings.js';
import { askMfaCode } from '../vscode/sources/mfaCode.js';
import { systemClock } from '../vscode/doors/systemClock.js';
import type { Edges } from './edges.js';

export type Aws = ReturnType<typeof makeAws>;

/** What asks AWS. Nothing of it is loaded before the first question. */
export function makeAws({ env, clock, commands }: Edges, version: string, isTrusted: () => boolean) {
  const signIn = new SsoSignIn({
    version,
    env,
    clock: systemClock,
    requestTimeoutMs: settings.requestTimeoutMs,
  });
  const clients = new Clients({
    version,
    env,
    clock,
    isTrusted,
    mfaCode: (profile, serial) => askMfaCode(profile, serial, commands.hasPersonWaiting),
    requestTimeoutMs: settings.requestTimeoutMs,
    onServerDate: (ms) => clock.learn(ms),
    renewSignIn: (profile, files) => signIn.renew(profile, files),
  });
  return {
    clients,
    signIn,
    setup: new FileAwsSetup(env),
    lister: new AwsWorkgroupLister(clients),
    callerFinder: new StsCallerFinder(clients),
    issuer: new AwsTokenIssuer(clients),
    databases: new AwsDatabaseFinder(clients),
  };
}
