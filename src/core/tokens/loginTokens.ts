import * as l10n from '@vscode/l10n';
import type { Clock } from '../base/clock.js';
import { UserError } from '../base/userError.js';
import type { WorkgroupRef } from '../sources/workgroup.js';
import type { HeldTokens } from './heldTokens.js';
import type { Token } from './token.js';
import { outcomeError } from './tokenOutcome.js';
import type { TokenService } from './tokenService.js';

/** The tokens that logins use: nobody is asked for anything. */
export class LoginTokens {
  constructor(
    private readonly service: Pick<TokenService, 'get'>,
    private readonly held: Pick<HeldTokens, 'tokenOf'>,
    private readonly clock: Clock,
  ) {}

  /**
   * A token of the workgroup that is good now: the held one, or near its end a new one; where that cannot be had, the
   * held one to its last second. Throws a `UserError` where there is none.
   */
  async tokenFor(ref: WorkgroupRef, signal: AbortSignal): Promise<Token> {
    const outcome = await this.service.get([ref], signal);
    const token = this.held.tokenOf(ref);
    if (token !== undefined && this.clock.now() < token.expiresAt) return token;
    throw outcomeError(outcome) ?? noToken(ref);
  }
}

function noToken({ name }: WorkgroupRef): UserError {
  return new UserError(l10n.t('AWS gave no token for {0}. Get one, then connect again.', name), {
    kind: 'retry',
  });
}
