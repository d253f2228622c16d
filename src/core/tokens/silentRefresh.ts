import { minuteMs, secondMs } from '../base/duration.js';
import { describeError, type Log } from '../base/log.js';
import { Cancelled, UserError } from '../base/userError.js';
import { workgroupKey, type WorkgroupRef } from '../sources/workgroup.js';
import { longestPauseMs } from './dueTokens.js';
import type { HeldTokens } from './heldTokens.js';
import type { Token } from './token.js';
import type { TokenOutcome } from './tokenOutcome.js';
import { TokenRefusal } from './tokenRefusal.js';
import type { TokenService } from './tokenService.js';

/** What a silent refresh of one token came to. */
export type RefreshResult =
  /** Replaced by `next`, or forgotten meanwhile. */
  | { readonly kind: 'done'; readonly next: Token | undefined }
  /** The network, a throttle, trouble at AWS: it is tried again. */
  | { readonly kind: 'passing' }
  /** A person is needed, or AWS has refused for good. */
  | { readonly kind: 'failed'; readonly reason: string };

const firstPauseMs = 5 * secondMs;

/** A new token that ends hardly later than the old one, as where credentials cut it short, is not worth another. */
const leastGainMs = minuteMs;

/** How long to wait after so many failures that pass. */
export function pauseAfterMs(failures: number): number {
  return Math.min(firstPauseMs * 3 ** (failures - 1), longestPauseMs);
}

/** Whether a refreshed token is hardly better than the one before. */
export function isHardlyLater(next: Token, before: Token): boolean {
  return next.expiresAt - before.expiresAt < leastGainMs;
}

/** Refreshes tokens with nobody waiting: joined with who asks the same, the old ones usable until the new are stored. */
export class SilentRefresh {
  constructor(
    private readonly service: Pick<TokenService, 'refresh'>,
    private readonly held: Pick<HeldTokens, 'current' | 'tokenOf'>,
    private readonly log: Log,
  ) {}

  /** Each token with what came of it. Throws {@link Cancelled} where it was stopped. */
  async run(tokens: readonly Token[], signal: AbortSignal): Promise<ReadonlyMap<Token, RefreshResult>> {
    const outcome = await this.refresh(tokens, signal);
    return new Map(tokens.map((token) => [token, this.resultOf(token, outcome)]));
  }

  private async refresh(
    tokens: readonly Token[],
    signal: AbortSignal,
  ): Promise<TokenOutcome | UserError | undefined> {
    // One workgroup of each stands for its set: another one may be covered by a later token, which is left alone.
    const own = tokens.map(({ id, workgroups }) =>
      workgroups.find((ref) => this.held.tokenOf(ref)?.id === id),
    );
    const refs = own.filter((ref) => ref !== undefined);
    try {
      return await this.service.refresh(refs, signal, false);
    } catch (error) {
      if (error instanceof Cancelled) throw error;
      if (error instanceof UserError) return error;
      this.log.warn(`A silent refresh failed (${describeError(error)}).`);
      return undefined;
    }
  }

  private resultOf(token: Token, outcome: TokenOutcome | UserError | undefined): RefreshResult {
    if (!this.held.current.some(({ id }) => id === token.id)) {
      const next = token.workgroups.map((ref) => this.held.tokenOf(ref)).find((one) => one !== undefined);
      return { kind: 'done', next };
    }
    if (outcome === undefined) return { kind: 'passing' };
    const reason = outcome instanceof UserError ? outcome : failureOf(token.workgroups, outcome);
    if (reason === undefined || isPassing(reason)) return { kind: 'passing' };
    return { kind: 'failed', reason: reason.message };
  }
}

function failureOf(
  refs: readonly WorkgroupRef[],
  { refused, notTried }: TokenOutcome,
): UserError | undefined {
  const keys = new Set(refs.map(workgroupKey));
  return [...notTried, ...refused].find(({ workgroup }) => keys.has(workgroupKey(workgroup)))?.reason;
}

/** What is about the moment passes by itself, unless its action asks for more than trying again. */
function isPassing(reason: UserError): boolean {
  const { action } = reason;
  const isOfMoment = reason instanceof TokenRefusal && reason.scope.kind === 'moment';
  return isOfMoment && action.kind === 'retry' && action.title === undefined;
}
