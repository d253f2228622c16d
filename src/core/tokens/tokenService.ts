import * as l10n from '@vscode/l10n';
import type { Clock } from '../base/clock.js';
import { secondMs, utcTime } from '../base/duration.js';
import { JoinedCalls } from '../base/joinedCalls.js';
import { Cancelled, UserError } from '../base/userError.js';
import type { Callers } from '../sources/callers.js';
import { isSameIdentity, type Identity } from '../sources/identity.js';
import type { Source } from '../sources/source.js';
import { accountOfArn, workgroupKey, type WorkgroupRef } from '../sources/workgroup.js';
import type { HeldTokens } from './heldTokens.js';
import { narrow } from './narrowing.js';
import type { Refusals } from './refusals.js';
import { coversExactly, tokenState, type Token } from './token.js';
import { mergeOutcomes, type TokenOutcome } from './tokenOutcome.js';
import { isTokenSet, maxWorkgroupsPerToken, tokenSets, type TokenSet } from './tokenSets.js';

/** A token as AWS gave it. The end is AWS's own time. */
export interface IssuedToken {
  readonly value: string;
  readonly expiresAt: number;
}

/**
 * One call for one token, for 1 to 20 workgroups. Source: the API page of GetIdentityCenterAuthToken.
 * Throws {@link TokenRefusal}, or {@link Cancelled} once the signal is aborted.
 */
export interface TokenIssuer {
  issue(source: Source, workgroups: readonly WorkgroupRef[], signal: AbortSignal): Promise<IssuedToken>;
}

export interface SourceFinder {
  find(sourceId: string): Promise<Source | undefined>;
}

/** How long a token that has arrived waits to learn whose it is. */
const callerPatienceMs = 3 * secondMs;

/** Gets, refreshes and forgets tokens: the one place that does. */
export class TokenService {
  private readonly joined = new JoinedCalls<TokenOutcome>();

  constructor(
    private readonly sources: SourceFinder,
    private readonly callers: Callers,
    private readonly issuer: TokenIssuer,
    private readonly held: HeldTokens,
    private readonly refusals: Refusals,
    private readonly clock: Clock,
    private readonly leadMinutes: () => number,
  ) {}

  /** Tokens for the workgroups: those that are held and have time left, new ones for the others. */
  async get(refs: readonly WorkgroupRef[], signal: AbortSignal): Promise<TokenOutcome> {
    const isHeld = (ref: WorkgroupRef): boolean => this.isFresh(this.held.tokenOf(ref));
    const held = refs.filter(isHeld);
    const missing = refs.filter((ref) => !isHeld(ref));
    // A workgroup known to be refused would spoil its set; asked for alone, it is a person's wish to try again.
    const isRefused = (ref: WorkgroupRef): boolean => refs.length > 1 && this.refusals.of(ref) !== undefined;
    const known = missing
      .filter(isRefused)
      .map((workgroup) => ({ workgroup, reason: this.refusals.of(workgroup) }));
    const outcome = await this.issueAll(tokenSets(missing.filter((ref) => !isRefused(ref))), signal);
    return mergeOutcomes([{ granted: held, refused: known.filter(hasReason), notTried: [] }, outcome]);
  }

  /** Always asks AWS: a held token is renewed for its whole set. */
  async refresh(refs: readonly WorkgroupRef[], signal: AbortSignal): Promise<TokenOutcome> {
    const current = new Set(refs.map((ref) => this.held.tokenOf(ref)).filter((token) => token !== undefined));
    const sets = [...current].map(({ workgroups }): TokenSet => workgroups);
    const without = refs.filter((ref) => this.held.tokenOf(ref) === undefined);
    return this.issueAll([...sets, ...tokenSets(without)], signal);
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
    const exact = (): Token | undefined =>
      this.held.current.find((token) => coversExactly(token, set) && this.isFresh(token));
    const found = exact();
    if (found !== undefined) return found;
    const outcome = await this.issueSet(set, signal, false);
    const failure = [...outcome.refused, ...outcome.notTried][0];
    if (failure !== undefined) throw failure.reason;
    const made = exact();
    if (made === undefined) throw new Cancelled();
    return made;
  }

  /** Forgets every token that covers one of the workgroups, for all workgroups it was made for. */
  async forget(refs: readonly WorkgroupRef[]): Promise<void> {
    const keys = new Set(refs.map(workgroupKey));
    await this.held.forget(
      this.held.current.filter(({ workgroups }) => workgroups.some((ref) => keys.has(workgroupKey(ref)))),
    );
  }

  async forgetAll(): Promise<void> {
    await this.held.forget(this.held.current);
  }

  /** Forgets the tokens of a source: all of them, or those of another identity than its present one. */
  async forgetSource(sourceId: string, except?: Identity): Promise<void> {
    const foreign = this.held.current.filter(
      ({ workgroups, identity }) =>
        workgroups.some((ref) => ref.sourceId === sourceId) &&
        (except === undefined || !isSameIdentity(identity, except)),
    );
    if (foreign.length > 0) await this.held.forget(foreign);
  }

  private isFresh(token: Token | undefined): boolean {
    return tokenState(token, this.clock.now(), this.leadMinutes()).kind === 'valid';
  }

  /** Sources side by side; within one, set after set, and none after a refusal that the next would meet too. */
  private async issueAll(sets: readonly TokenSet[], signal: AbortSignal): Promise<TokenOutcome> {
    const bySource = Map.groupBy(sets, (set) => set[0].sourceId);
    const outcomes = await Promise.all([...bySource.values()].map((own) => this.issueInTurn(own, signal)));
    return mergeOutcomes(outcomes);
  }

  private async issueInTurn(sets: readonly TokenSet[], signal: AbortSignal): Promise<TokenOutcome> {
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
      const outcome = await this.issueOrSay(set, signal);
      outcomes.push(outcome);
      if (outcome.granted.length === 0) stoppedBy = outcome.notTried[0]?.reason;
    }
    return mergeOutcomes(outcomes);
  }

  /** What stops one set is its own: what other sets and sources were granted is told beside it. */
  private async issueOrSay(set: TokenSet, signal: AbortSignal): Promise<TokenOutcome> {
    try {
      return await this.issueSet(set, signal, true);
    } catch (reason) {
      if (!(reason instanceof UserError)) throw reason;
      return { granted: [], refused: [], notTried: set.map((workgroup) => ({ workgroup, reason })) };
    }
  }

  private issueSet(set: TokenSet, signal: AbortSignal, mayNarrow: boolean): Promise<TokenOutcome> {
    const key = set.map(workgroupKey).sort().join('\n');
    return this.joined.run(key, signal, (own) => this.issueNow(set, own, mayNarrow));
  }

  private async issueNow(set: TokenSet, signal: AbortSignal, mayNarrow: boolean): Promise<TokenOutcome> {
    const source = await this.sources.find(set[0].sourceId);
    if (source === undefined) throw sourceIsGone(set[0].sourceId);
    const caller = this.callers.get(source);
    const found = await narrow(
      set.map(({ name }) => name),
      async (names) => {
        const asked = set.filter(({ name }) => names.includes(name));
        return this.checked(await this.issuer.issue(source, asked, signal));
      },
      mayNarrow,
    );
    const granted = set.filter(({ name }) => found.granted?.names.includes(name));
    if (found.granted !== undefined && isTokenSet(granted)) {
      if (signal.aborted) throw new Cancelled();
      const identity = await this.identityFor(granted, caller);
      await this.held.keep({
        id: crypto.randomUUID(),
        identity,
        workgroups: granted,
        ...found.granted.token,
      });
    }
    const refused = set
      .map((workgroup) => ({ workgroup, reason: found.refused.get(workgroup.name) }))
      .filter(hasReason);
    this.refusals.set([
      ...granted.map((ref) => ({ ref, reason: undefined })),
      ...refused.map(({ workgroup, reason }) => ({ ref: workgroup, reason })),
    ]);
    const reason = found.stoppedBy;
    const notTried = reason === undefined ? [] : set.filter(({ name }) => found.notTried.includes(name));
    return {
      granted,
      refused,
      notTried: notTried.map((workgroup) => ({ workgroup, reason })).filter(hasReason),
    };
  }

  private checked({ value, expiresAt }: IssuedToken): { value: string; issuedAt: number; expiresAt: number } {
    const issuedAt = this.clock.now();
    if (expiresAt <= issuedAt) throw endedBeforeItBegan(expiresAt, issuedAt);
    return { value, issuedAt, expiresAt };
  }

  private async identityFor(
    granted: readonly WorkgroupRef[],
    caller: Promise<Identity | undefined>,
  ): Promise<Identity> {
    const patience = Promise.withResolvers<undefined>();
    const timer = this.clock.after(callerPatienceMs, () => patience.resolve(undefined));
    const identity = await Promise.race([caller, patience.promise]);
    timer.dispose();
    return identity ?? { accountId: accountOfArn(granted[0]?.arn ?? '') ?? '', principal: undefined };
  }
}

function hasReason<T extends { readonly reason: UserError | undefined }>(
  entry: T,
): entry is T & { readonly reason: UserError } {
  return entry.reason !== undefined;
}

function sourceIsGone(sourceId: string): UserError {
  return new UserError(
    l10n.t('The source {0} is no longer among the sources. Add it again to get its tokens.', sourceId),
    {
      kind: 'addSource',
    },
  );
}

function endedBeforeItBegan(expiresAt: number, now: number): UserError {
  return new UserError(
    l10n.t(
      'AWS answered with a token that ended at {0}, but here it is {1}. Check the date and time of this computer, then try again.',
      utcTime(expiresAt),
      utcTime(now),
    ),
    { kind: 'retry' },
  );
}
