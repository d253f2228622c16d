import type { Aws } from './aws.js';
import type { Sources } from './sources.js';
import type { Tokens } from './tokens.js';

/** The credentials may be others than before: nothing that was made with the old ones, or learnt of them, counts. */
export function forgetCredentials({ clients }: Aws, { callers }: Sources, { refusals }: Tokens): void {
  clients.drop();
  callers.credentialsChanged();
  refusals.clear();
}
