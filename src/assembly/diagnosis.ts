import { SdkAwsProbe } from '../aws/diagnosis/awsProbe.js';
import { Computer } from '../aws/diagnosis/computer.js';
import { settings } from '../vscode/doors/settings.js';
import { systemClock } from '../vscode/doors/systemClock.js';
import { DiagnosisCommands } from '../vscode/diagnosis/diagnosisCommands.js';
import { Reachability } from '../wire/reachability.js';
import type { Aws } from './aws.js';
import type { Edges } from './edges.js';
import type { Sources } from './sources.js';
import type { Tokens } from './tokens.js';
import type { View } from './view.js';

/** What says of a source what works and what does not. */
export function makeDiagnosis(
  edges: Edges,
  aws: Aws,
  { catalogue, selection }: Sources,
  { service, held }: Tokens,
  { chosen }: View,
  productVersion: string,
): DiagnosisCommands {
  const { env, clock, secrets, act, managed, documents } = edges;
  const probes = {
    clock,
    secrets,
    isSessionOnly: managed.restrictions.isSessionOnly,
    computer: new Computer(env),
    aws: new SdkAwsProbe(aws.clients, { env, onServerDate: (ms) => clock.learn(ms) }),
    hosts: new Reachability(systemClock),
    lister: aws.lister,
    catalogue,
    identities: aws.identityList,
    selection,
    tokens: service,
    held,
    proxySettings: settings.proxy,
  };
  const place = { productVersion, platform: process.platform };
  return new DiagnosisCommands(chosen, probes, documents, act, place);
}
