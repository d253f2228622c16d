import { UserError } from '../base/userError.js';
import { TokenRefusal } from './tokenRefusal.js';

/** No more calls than this for one set, the first and the last one included. */
export const maxCallsPerSet = 12;

/** What a set of workgroup names came to. Every name is in exactly one of `granted`, `refused`, `notTried`. */
export interface NarrowedSet<T> {
  /** One token for all that can have one, or undefined where none can. */
  readonly granted: { readonly names: readonly string[]; readonly token: T } | undefined;
  readonly refused: ReadonlyMap<string, TokenRefusal>;
  readonly notTried: readonly string[];
  /** What ended the search early, where something did. */
  readonly stoppedBy: TokenRefusal | undefined;
}

/**
 * Gets one token for as many of the names as can have one. Where a set is refused because of a member, that
 * member is looked for: the names that the refusal gives, else by halves, one call at a time.
 *
 * @param ask one call for a set of names; a refusal is thrown as {@link TokenRefusal}, anything else passes through
 * @param mayNarrow false where nobody waits for the answer: then the first refusal is the last word
 */
export async function narrow<T>(
  names: readonly string[],
  ask: (names: readonly string[]) => Promise<T>,
  mayNarrow: boolean,
): Promise<NarrowedSet<T>> {
  const search = new Search(names, ask, mayNarrow ? maxCallsPerSet : 1);
  return search.run();
}

class Search<T> {
  private readonly refused = new Map<string, TokenRefusal>();
  /** Names that have been part of a granted set. */
  private readonly good = new Set<string>();
  private last: { readonly names: readonly string[]; readonly token: T } | undefined;
  private calls = 0;

  constructor(
    private readonly names: readonly string[],
    private readonly ask: (names: readonly string[]) => Promise<T>,
    private readonly maxCalls: number,
  ) {}

  async run(): Promise<NarrowedSet<T>> {
    let candidates = this.names;
    while (candidates.length > 0 && !this.isLast(candidates)) {
      const refusal = await this.try(candidates);
      if (refusal === undefined) break;
      if (refusal.scope.kind !== 'workgroups') return this.result(candidates, refusal);
      const stop = await this.findRefused(candidates, refusal);
      candidates = candidates.filter((name) => !this.refused.has(name));
      if (stop !== undefined) return this.settle(candidates, stop);
      if (this.calls >= this.maxCalls)
        return this.result(candidates, candidates.length > 0 ? refusal : undefined);
    }
    return this.result(candidates, undefined);
  }

  /** Finds at least one member that the refusal is about; answers with what stopped it, where something did. */
  private async findRefused(
    set: readonly string[],
    refusal: TokenRefusal,
  ): Promise<TokenRefusal | undefined> {
    let reason = refusal;
    // A set that holds at least one bad member.
    let suspects = set.filter((name) => !this.good.has(name));
    while (true) {
      const named = this.namedIn(reason, suspects);
      if (named.length > 0 || suspects.length === 1) {
        for (const name of named.length > 0 ? named : suspects) this.refused.set(name, reason.of(name));
        return undefined;
      }
      // The last call is kept for the token of those that are known to be good.
      if (suspects.length === 0 || this.calls >= this.maxCalls - 1) return reason;
      const half = suspects.slice(0, Math.ceil(suspects.length / 2));
      const answer = await this.try(half);
      if (answer === undefined) suspects = suspects.slice(half.length);
      else if (answer.scope.kind !== 'workgroups') return answer;
      else [suspects, reason] = [half, answer];
    }
  }

  private namedIn(refusal: TokenRefusal, set: readonly string[]): readonly string[] {
    const named = refusal.scope.kind === 'workgroups' ? refusal.scope.named : [];
    return set.filter((name) => named.includes(name));
  }

  /** Ends a search that was stopped: one last call for those known to be good, unless the moment forbids it. */
  private async settle(candidates: readonly string[], stop: TokenRefusal): Promise<NarrowedSet<T>> {
    const good = candidates.filter((name) => this.good.has(name));
    const mayAsk = stop.scope.kind === 'workgroups' && this.calls < this.maxCalls;
    if (mayAsk && good.length > 0 && !this.isLast(good)) await this.try(good);
    return this.result(candidates, stop);
  }

  private async try(names: readonly string[]): Promise<TokenRefusal | undefined> {
    this.calls += 1;
    try {
      this.last = { names, token: await this.ask(names) };
    } catch (error) {
      if (error instanceof TokenRefusal) return error;
      if (!(error instanceof UserError)) throw error;
      // What was granted before is kept: whatever this is, it stops the search and not more.
      return new TokenRefusal(error.message, error.action, { kind: 'moment' }, { cause: error.cause });
    }
    for (const name of names) this.good.add(name);
    return undefined;
  }

  private isLast(names: readonly string[]): boolean {
    return this.last?.names.length === names.length && names.every((name) => this.last?.names.includes(name));
  }

  private result(left: readonly string[], stoppedBy: TokenRefusal | undefined): NarrowedSet<T> {
    const granted = this.last;
    const notTried = left.filter((name) => granted?.names.includes(name) !== true && !this.refused.has(name));
    return { granted, refused: this.refused, notTried, stoppedBy };
  }
}
