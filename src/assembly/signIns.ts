import { inBackground } from '../core/base/log.js';
import { identitiesOf } from '../core/sources/signIns.js';
import type { Source } from '../core/sources/source.js';
import type { Aws } from './aws.js';
import { forgetCredentials } from './credentials.js';
import type { EngineEdges } from './engineEdges.js';
import type { Sources } from './sources.js';
import type { Tokens } from './tokens.js';

export type SignIns = ReturnType<typeof makeSignIns>;

/** What follows from signing in and out. */
export function makeSignIns({ log }: EngineEdges, aws: Aws, sources: Sources, tokens: Tokens) {
  const { list, catalogue, callers } = sources;
  const current = (): readonly Source[] => list.current?.sources ?? [];
  /** Shows whose the credentials are now, and lists what they were waited for. */
  const askAnew = (isOf: (source: Source) => boolean = () => false): void => {
    inBackground(log, tokens.owners.recheck());
    for (const source of current()) {
      const listing = catalogue.listing(source.id);
      const waited = listing.kind === 'failed' && /^signIn/.test(listing.error.action.kind);
      if (!waited && (!isOf(source) || listing.kind === 'unlisted')) continue;
      // The rows show how both went.
      void callers.get(source);
      void catalogue.list(source);
    }
  };
  return {
    /** Somebody has signed in or out, here or with another tool; `isOf` knows whose sources these are, as far as anybody does. */
    signInsChanged: (isOf?: (source: Source) => boolean): void => {
      forgetCredentials(aws, sources, tokens);
      askAnew(isOf);
    },
    /** Somebody has signed in or out with an identity, in this window or in another. */
    identityChanged: async (name: string, isOther: boolean): Promise<void> => {
      // First: a token that is under way with the former credentials must not be kept.
      forgetCredentials(aws, sources, tokens);
      try {
        // What another person got is not this one's, whatever AWS says of the credentials later.
        if (isOther) await tokens.owners.forgetIdentity(name);
      } finally {
        askAnew((source) => identitiesOf(source).includes(name));
      }
    },
  };
}
