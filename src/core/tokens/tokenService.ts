import * as l10n from '@vscode/l10n';
import type { Clock } from '../base/clock.js';
import { JoinedCalls } from '../base/joinedCalls.js';
import { Cancelled, UserError } from '../base/userError.js';
import { workgroupKey, type WorkgroupRef } from '../sources/workgroup.js';
import type { HeldTokens } from './heldTokens.js';
import type { Refusals } from './refusals.js';
import type { TokenOwners } from './tokenOwners.js';
import type { SetIssuer } from './setIssuer.js';
import { coversExactly, tokenState, type Token } from './token.js';
import { hasReason, mergeOutcomes, type TokenOutcome } from './tokenOutcome.js';
import { maxWorkgroupsPerToken, tokenSets, type TokenSet } from './tokenSets.js';

/** Gets, refreshes and forgets tokens: the one place that does. */
export class TokenService {
  private readonly confirming = new JoinedCalls<void>();
  /** Aborted when all is forgotten: what was asked for before is not handed out after. */
  private forgetting = new AbortController();

  constructor(
    private readonly issuer: SetIssuer,
    private readonly held: HeldTokens,
    private readonly owners: TokenOwners,
    private readonly refusals: Refusals,
    private readonly clock: Clock,
    private readonly leadMinutes: () => number,
  ) {}

  /**
   * Tokens for the workgroups: those that are held and have time left, new ones for the others.
   *
   * @param asksAgain whether a person insists: then what was refused before is asked for again
   */
  async get(refs: readonly WorkgroupRef[], signal: AbortSignal, asksAgain = false): Promise<TokenOutcome> {
    const isHeld = (ref: WorkgroupRef): boolean => this.isFresh(this.held.tokenOf(ref));
    const held = refs.filter(isHeld);
    const missing = refs.filter((ref) => !isHeld(ref));
    // A workgroup known to be refused would spoil its set; asked for alone, it is a person's wish to try again.
    const isRefused = (ref: WorkgroupRef): boolean =>
      !asksAgain && refs.length > 1 && this.refusals.of(ref) !== undefined;
    const known = missing
      .filter(isRefused)
      .map((workgroup) => ({ workgroup, reason: this.refusals.of(workgroup) }));
    const outcome = await this.issueAll(tokenSets(missing.filter((ref) => !isRefused(ref))), signal);
    return mergeOutcomes([{ granted: held, refused: known.filter(hasReason), notTried: [] }, outcome]);
  }

  /**
   * Always asks AWS: a held token is renewed for its whole set.
   *
   * @param mayNarrow false where nobody waits for the answer: then a set is renewed as it is, or not at all
   */
  async refresh(refs: readonly WorkgroupRef[], signal: AbortSignal, mayNarrow = true): Promise<TokenOutcome> {
    const current = new Set(refs.map((ref) => this.held.tokenOf(ref)).filter((token) => token !== undefined));
    const sets = [...current].map(({ workgroups }): TokenSet => workgroups);
    const without = refs.filter((ref) => this.held.tokenOf(ref) === undefined);
    return this.issueAll([...sets, ...tokenSets(without)], signal, mayNarrow);
  }

  /**
   * A token made for exactly these workgroups, to be copied out: it opens nothing else.
   * Throws where one of them cannot have it, or where no single token can open them all.
   */
  async getExactly(refs: readonly WorkgroupRef[], signal: AbortSignal): Promise<Token> {
    const [set, ...others] = tokenSets(refs);
    if (set === undefined || others.length > 0) {
      throw new UserError(
        l10n.t(
          'One token opens at most {0} workgroups, all of one source. Choose fewer, or copy for each source by itself.',
          maxWorkgroupsPerToken,
        ),
        { kind: 'retry' },
      );
    }
    const { sourceId } = set[0];
    const own = AbortSignal.any([signal, this.forgetting.signal]);
    const held = (): Token | undefined =>
      this.held.current.find((token) => coversExactly(token, set) && this.isFresh(token));
    // What is held may be a former caller's, and what leaves the extension must be the present one's.
    if (held() !== undefined) await this.confirming.run(sourceId, own, () => this.owners.confirm(sourceId));
    const confirmed = held();
    if (confirmed !== undefined) return confirmed;
    const { token, refused, notTried } = await this.issuer.issue(set, own, false);
    const [failure] = [...refused, ...notTried];
    if (failure !== undefined) throw failure.reason;
    if (token === undefined) throw new Cancelled();
    return token;
  }

  /** Forgets every token that covers one of the workgroups, for all workgroups it was made for. */
  async forget(refs: readonly WorkgroupRef[]): Promise<void> {
    const keys = new Set(refs.map(workgroupKey));
    await this.held.forget(
      this.held.current.filter(({ workgroups }) => workgroups.some((ref) => keys.has(workgroupKey(ref)))),
    );
  }

  async forgetAll(): Promise<void> {
    this.forgetting.abort();
    this.forgetting = new AbortController();
    this.issuer.stopAll();
    await this.held.forgetAll();
  }

  private isFresh(token: Token | undefined): boolean {
    return tokenState(token, this.clock.now(), this.leadMinutes()).kind === 'valid';
  }

  /** Sources side by side; within one, set after set, and none after a refusal that the next would meet too. */
  private async issueAll(
    sets: readonly TokenSet[],
    signal: AbortSignal,
    mayNarrow = true,
  ): Promise<TokenOutcome> {
    const bySource = Map.groupBy(sets, (set) => set[0].sourceId);
    const outcomes = await Promise.all(
      [...bySource.values()].map((own) => this.issueInTurn(own, signal, mayNarrow)),
    );
    return mergeOutcomes(outcomes);
  }

  private async issueInTurn(
    sets: readonly TokenSet[],
    signal: AbortSignal,
    mayNarrow: boolean,
  ): Promise<TokenOutcome> {
    const outcomes: TokenOutcome[] = [];
    let stoppedBy: UserError | undefined;
    for (const set of sets) {
      if (stoppedBy !== undefined) {
        const reason = stoppedBy;
        outcomes.push({
          granted: [],
          refused: [],
          notTried: set.map((workgroup) => ({ workgroup, reason })),
        });
        continue;
      }
      const outcome = await this.issueOrSay(set, signal, mayNarrow);
      outcomes.push(outcome);
      if (outcome.granted.length === 0) stoppedBy = outcome.notTried[0]?.reason;
    }
    return mergeOutcomes(outcomes);
  }

  /** What stops one set is its own: what other sets and sources were granted is told beside it. */
  private async issueOrSay(set: TokenSet, signal: AbortSignal, mayNarrow: boolean): Promise<TokenOutcome> {
    try {
      return await this.issuer.issue(set, signal, mayNarrow);
    } catch (reason) {
      if (!(reason instanceof UserError)) throw reason;
      return { granted: [], refused: [], notTried: set.map((workgroup) => ({ workgroup, reason })) };
    }
  }
}
