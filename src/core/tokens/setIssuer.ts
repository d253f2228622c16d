import * as l10n from '@vscode/l10n';
import type { Clock } from '../base/clock.js';
import { secondMs, utcTime } from '../base/duration.js';
import { JoinedCalls } from '../base/joinedCalls.js';
import type { Restrictions } from '../base/restrictions.js';
import { withPatience } from '../base/patience.js';
import { Cancelled, UserError } from '../base/userError.js';
import type { Callers } from '../sources/callers.js';
import type { Identity } from '../sources/identity.js';
import type { Access } from '../sources/access.js';
import { tokenAccess, type Source } from '../sources/source.js';
import { accountOfGivenKey } from '../sources/givenWorkgroup.js';
import { accountOfArn, type WorkgroupRef } from '../sources/workgroup.js';
import { mustBeAllowed } from './allowedAccounts.js';
import type { HeldTokens } from './heldTokens.js';
import { narrow } from './narrowing.js';
import type { Refusals } from './refusals.js';
import type { Token } from './token.js';
import { hasReason, type TokenOutcome } from './tokenOutcome.js';
import { TokenRefusal } from './tokenRefusal.js';
import { isTokenSet, setKey, type TokenSet } from './tokenSets.js';

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
  issue(access: Access, workgroups: readonly WorkgroupRef[], signal: AbortSignal): Promise<IssuedToken>;
}

export interface SourceFinder {
  find(sourceId: string): Promise<Source | undefined>;
}

/** What asking for one set came to. */
export interface IssuedSet extends TokenOutcome {
  /** The token for those that were granted one. It is stored. */
  readonly token: Token | undefined;
}

/** How long a token that has arrived waits to learn whose it is. */
const callerPatienceMs = 3 * secondMs;

/** Gets one token for one set: joined with who asks the same, narrowed to those that can have it, stored. */
export class SetIssuer {
  private readonly joined = new JoinedCalls<IssuedSet>();

  constructor(
    private readonly sources: SourceFinder,
    private readonly callers: Callers,
    private readonly issuer: TokenIssuer,
    private readonly held: HeldTokens,
    private readonly refusals: Refusals,
    private readonly clock: Clock,
    private readonly restrictions: Pick<Restrictions, 'allowedAccounts'>,
  ) {}

  /** Stops what is under way: nothing of it is stored. */
  stopAll(): void {
    this.joined.stopAll();
  }

  /** @param mayNarrow false where all of the set is wanted or nothing */
  issue(set: TokenSet, signal: AbortSignal, mayNarrow: boolean): Promise<IssuedSet> {
    return this.joined.run(setKey(set), signal, (own) => this.issueNow(set, own, mayNarrow));
  }

  private async issueNow(set: TokenSet, signal: AbortSignal, mayNarrow: boolean): Promise<IssuedSet> {
    const source = await this.sources.find(set[0].sourceId);
    if (source === undefined) throw sourceIsGone(set[0].sourceId);
    const { credentialsGeneration } = this.callers;
    const access = tokenAccess(source);
    const caller = this.callers.get(access);
    await mustBeAllowed(set, caller, this.restrictions);
    const found = await narrow(
      set.map(({ name }) => name),
      async (names) => {
        const asked = set.filter(({ name }) => names.includes(name));
        return this.checked(await this.issuer.issue(access, asked, signal));
      },
      mayNarrow,
    );
    const granted = set.filter(({ name }) => found.granted?.names.includes(name));
    const identity = granted[0] && (await this.identityFor(granted[0], caller));
    // Looked at last: whose the credentials are may have been answered for later ones.
    if (credentialsGeneration !== this.callers.credentialsGeneration) throw credentialsHaveChanged();
    const issued = found.granted?.token;
    const token = issued && identity && (await this.keep(issued, granted, identity, signal));
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
      token,
      granted,
      refused,
      notTried: notTried.map((workgroup) => ({ workgroup, reason })).filter(hasReason),
    };
  }

  private async keep(
    issued: { value: string; issuedAt: number; expiresAt: number },
    workgroups: readonly WorkgroupRef[],
    identity: Identity,
    signal: AbortSignal,
  ): Promise<Token | undefined> {
    if (!isTokenSet(workgroups)) return undefined;
    if (signal.aborted) throw new Cancelled();
    const token = { id: crypto.randomUUID(), identity, workgroups, ...issued };
    await this.held.keep(token);
    return token;
  }

  private checked({ value, expiresAt }: IssuedToken): { value: string; issuedAt: number; expiresAt: number } {
    const issuedAt = this.clock.now();
    if (expiresAt <= issuedAt) throw endedBeforeItBegan(expiresAt, issuedAt);
    return { value, issuedAt, expiresAt };
  }

  private async identityFor({ arn }: WorkgroupRef, caller: Promise<Identity | undefined>): Promise<Identity> {
    const identity = await withPatience(this.clock, callerPatienceMs, caller);
    return identity ?? { accountId: accountOfArn(arn) ?? accountOfGivenKey(arn) ?? '', principal: undefined };
  }
}

function sourceIsGone(sourceId: string): UserError {
  return new UserError(
    l10n.t('The source {0} is no longer among the sources. Add it again to get its tokens.', sourceId),
    {
      kind: 'addSource',
    },
  );
}

/** A token of the former credentials must not be taken for one of the present ones. */
function credentialsHaveChanged(): TokenRefusal {
  return new TokenRefusal(
    l10n.t('The AWS credentials changed while the token was asked for. Try again.'),
    { kind: 'retry' },
    { kind: 'moment' },
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
