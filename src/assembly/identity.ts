import { inBackground } from '../core/base/log.js';
import { systemClipboard } from '../vscode/doors/clipboard.js';
import { SignInCommands } from '../vscode/identity/signInCommands.js';
import type { Aws } from './aws.js';
import { forgetCredentials } from './credentials.js';
import type { Edges } from './edges.js';
import type { Sources } from './sources.js';
import type { Tokens } from './tokens.js';

export type Identity = ReturnType<typeof makeIdentity>;

/** Who a person is to AWS: signing in and out, and what follows from it. */
export function makeIdentity({ log }: Edges, aws: Aws, sources: Sources, tokens: Tokens) {
  const { list, catalogue, callers } = sources;
  /** Somebody has signed in or out, here or with another tool; for these profiles, as far as it is known. */
  const signInsChanged = (profiles: readonly string[] = []): void => {
    forgetCredentials(aws, sources, tokens);
    inBackground(log, tokens.owners.recheck());
    for (const source of list.current?.sources ?? []) {
      const listing = catalogue.listing(source.id);
      const { credentials } = source;
      const waited = listing.kind === 'failed' && listing.error.action.kind === 'signIn';
      const isOf = credentials.kind === 'profile' && profiles.includes(credentials.name);
      if (!waited && (!isOf || listing.kind === 'unlisted')) continue;
      // The rows show how both went.
      void callers.get(source);
      void catalogue.list(source);
    }
  };
  return {
    signInsChanged,
    signInCommands: new SignInCommands(list, aws.signIn, systemClipboard, signInsChanged),
  };
}
