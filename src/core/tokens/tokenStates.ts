import type { Clock } from '../base/clock.js';
import type { Event } from '../base/emitter.js';
import type { HeldTokens } from './heldTokens.js';
import { tokenState, type TokenState } from './token.js';

/** How the token of one workgroup stands. Never the token itself. */
interface WorkgroupTokenState {
  readonly workgroupArn: string;
  readonly workgroupName: string;
  readonly state: TokenState['kind'];
  /** In milliseconds since 1970-01-01 UTC, by AWS's clock. */
  readonly expiresAt: number;
}

/** What other extensions may know: states, never a token. */
export interface ExtensionApi {
  readonly version: 1;
  readonly onDidChangeTokens: Event<undefined>;
  /** One entry for each workgroup that a held token covers. */
  tokenStates(): readonly WorkgroupTokenState[];
}

export function extensionApi(held: HeldTokens, clock: Clock, leadMinutes: () => number): ExtensionApi {
  return {
    version: 1,
    // A listener of another extension that throws must not end what is under way here.
    onDidChangeTokens: (listener) => held.onDidChange(() => queueMicrotask(() => listener(undefined))),
    tokenStates: () =>
      held.current.flatMap((token) =>
        token.workgroups
          .filter((ref) => held.tokenOf(ref) === token)
          .map(({ arn, name }) => ({
            workgroupArn: arn,
            workgroupName: name,
            state: tokenState(token, clock.now(), leadMinutes()).kind,
            expiresAt: token.expiresAt,
          })),
      ),
  };
}
