import { setTimeout as delay } from 'node:timers/promises';
import { extension, reset, setSetting } from './extensionUnderTest.js';
import { HostedAws } from './hostedAws.js';
import { runAndPick } from './picker.js';

/** An AWS of which the extension has just got the token of the first of three workgroups, and no request since. */
export async function awsWithToken(): Promise<HostedAws> {
  await extension().activate();
  const aws = await HostedAws.start();
  await reset();
  await setSetting('sources', [{ profile: 'finance-eu', region: 'eu-central-1' }]);
  await delay(500);
  await runAndPick('redshiftIdc.getToken', ['next', 'toggle', 'accept']);
  aws.forgetRequests();
  return aws;
}
