import { inBackground, type Log } from '../base/log.js';
import { UserError } from '../base/userError.js';
import type { WorkgroupRef } from '../sources/workgroup.js';
import type { HeldTokens } from './heldTokens.js';
import type { Refusals } from './refusals.js';
import type { Token } from './token.js';

/** Redshift itself refused a workgroup's token at a login, before the token's time was up. */
export class LoginRefusal extends UserError {}

/** What a refused login says of tokens: that one has ended, or that one workgroup does not take it. */
export class LoginRefusals {
  constructor(
    private readonly held: HeldTokens,
    private readonly refusals: Refusals,
    private readonly log: Log,
  ) {}

  /** The token counts as expired, so that the next login gets a new one. */
  tokenEnded(token: Token): void {
    // It has ended in memory at once; nobody waits for the store.
    inBackground(this.log, this.held.end(token));
  }

  /** The token is good for its other workgroups; this one is refused until a new one is got. */
  workgroupRefused(ref: WorkgroupRef, reason: LoginRefusal): void {
    this.refusals.set([{ ref, reason }]);
  }
}
