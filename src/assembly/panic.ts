import { ForgetEverything, type ForgottenParts } from '../core/connections/forgetEverything.js';
import { forgetCredentials } from './credentials.js';
import type { makeEngine } from './engine.js';
import type { EngineEdges } from './engineEdges.js';

/** What forgets all that is held for a person: in the engine, in the clipboard, and in new terminals. */
export function makeForgetEverything(
  { secrets, localClock }: EngineEdges,
  { aws, sources, tokens, local }: ReturnType<typeof makeEngine>,
  clipboard: ForgottenParts['clipboard'],
  terminals: ForgottenParts['terminals'],
): ForgetEverything {
  const { records, handOuts, endpoints, passwords } = local;
  const keys = {
    get areHeld() {
      return aws.clients.areHeld;
    },
    forget: () => forgetCredentials(aws, sources, tokens),
  };
  return new ForgetEverything({
    secrets,
    readTokens: () => tokens.read(),
    held: tokens.held,
    service: tokens.service,
    identities: aws.identityList,
    signIns: aws.signIns,
    signOuts: aws.identities,
    records,
    handOuts,
    endpoints,
    passwords,
    clipboard,
    terminals,
    keys,
    clock: localClock,
  });
}
