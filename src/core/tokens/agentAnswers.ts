import * as l10n from '@vscode/l10n';
import type { Clock } from '../base/clock.js';
import { minuteMs } from '../base/duration.js';
import { describeError, type Log } from '../base/log.js';
import { asFields, asText } from '../base/parse.js';
import type { Restrictions } from '../base/restrictions.js';
import { Cancelled, type UserError } from '../base/userError.js';
import { isWorkgroupName } from '../sources/givenWorkgroup.js';
import type { WorkgroupRef } from '../sources/workgroup.js';
import { workgroupNames } from '../sources/workgroupNames.js';
import type { AgentWorkgroup, AgentWorkgroups, KnownWorkgroup } from './agentWorkgroups.js';
import type { TokenOutcome } from './tokenOutcome.js';
import type { TokenService } from './tokenService.js';

/** What VS Code asks the person before an agent may go on. */
interface AgentQuestion {
  readonly title: string;
  readonly message: string;
}

/** Said to a model, not to a person: so in English, and from here alone. */
const problems = {
  managed: 'An administrator has turned off Redshift tools for agents on this computer.',
  unknown: 'No workgroup of that name is known. redshift_idc_list_workgroups gives the names that are.',
  noToken: 'No token is held that could be refreshed. The person gets one in the Redshift view of VS Code.',
  tooSoon: 'A refresh runs at most once a minute. Try again later.',
  busy: 'The person is doing something with Redshift in VS Code right now. Try again later.',
  cancelled: 'The refresh was cancelled.',
  failed: 'The refresh failed. The log of the extension says where.',
} as const;

interface Problem {
  readonly problem: (typeof problems)[keyof typeof problems];
}

/** Names of the listed shape, words from fixed lists, numbers: no ARN, host or account, no text of a server, no token. */
export type AgentAnswer =
  | Problem
  | { readonly workgroups: readonly KnownWorkgroup[]; readonly leftOut: number }
  | { readonly refreshed: readonly string[]; readonly failed: readonly AgentFailure[] };

interface AgentFailure {
  readonly name: string;
  readonly reason: 'personMustSignIn' | 'refused' | 'notTried';
}

/** Longer answers are cut: there may be thousands of workgroups. */
const mostWorkgroups = 200;

/** What agents may know and do. Only a refresh asks AWS: never more than once a minute, and never a person for anything. */
export class AgentAnswers {
  private refreshedAt: number | undefined;

  constructor(
    private readonly workgroups: Pick<AgentWorkgroups, 'current'>,
    private readonly service: Pick<TokenService, 'refresh'>,
    private readonly clock: Clock,
    /** Whether a person's own command runs: a code that AWS wants would be asked of who waits for that. */
    private readonly hasPersonWaiting: () => boolean,
    private readonly restrictions: Pick<Restrictions, 'canUseAgentTools'>,
    private readonly log: Log,
  ) {}

  /** All that are known by now. Nothing is listed for it. */
  list(): AgentAnswer {
    if (!this.restrictions.canUseAgentTools) return { problem: problems.managed };
    return answer(this.workgroups.current());
  }

  /** Of the workgroups with this name; without one, of those that have, or had, a token. */
  status(input: unknown): AgentAnswer {
    if (!this.restrictions.canUseAgentTools) return { problem: problems.managed };
    const named = this.named(input);
    if (nameIn(input) === undefined) return answer(named.filter(hasToken));
    return named.length === 0 ? { problem: problems.unknown } : answer(named);
  }

  /**
   * What is asked before {@link refresh}: always, since what keeps a refresh from asking AWS now may be over when it runs.
   * Undefined where an administrator forbids it. Changes nothing.
   */
  question(input: unknown): AgentQuestion | undefined {
    if (!this.restrictions.canUseAgentTools) return undefined;
    const refs = this.named(input).filter(hasToken);
    return {
      title: l10n.t('Refresh the Redshift token?'),
      message:
        refs.length === 0
          ? l10n.t('An agent asks to refresh a Redshift token, but none is held for what it names.')
          : l10n.t(
              'An agent asks for a new Redshift token for {0}. VS Code gets and keeps it; the agent is told only whether that worked.',
              workgroupNames(refs.map(({ ref }) => ref)),
            ),
    };
  }

  /** Renews the tokens that are held, for the whole sets they were made for. For a person who has said yes. */
  async refresh(input: unknown, signal: AbortSignal): Promise<AgentAnswer> {
    const found = this.refreshable(input);
    if ('problem' in found) return found;
    this.refreshedAt = this.clock.now();
    try {
      return refreshAnswer(await this.service.refresh(found.refs, signal));
    } catch (error) {
      if (error instanceof Cancelled) return { problem: problems.cancelled };
      this.log.warn(describeError(error));
      return { problem: problems.failed };
    }
  }

  private refreshable(input: unknown): Problem | { readonly refs: readonly WorkgroupRef[] } {
    if (!this.restrictions.canUseAgentTools) return { problem: problems.managed };
    const named = this.named(input);
    if (named.length === 0 && nameIn(input) !== undefined) return { problem: problems.unknown };
    const refs = named.filter(hasToken).map(({ ref }) => ref);
    if (refs.length === 0) return { problem: problems.noToken };
    if (this.isTooSoon()) return { problem: problems.tooSoon };
    return this.hasPersonWaiting() ? { problem: problems.busy } : { refs };
  }

  /** Those with the name; without one, all. */
  private named(input: unknown): readonly AgentWorkgroup[] {
    const name = nameIn(input);
    const all = this.workgroups.current();
    return name === undefined ? all : all.filter((workgroup) => workgroup.known.name === name);
  }

  /** A clock that was set back must not stop refreshes for long. */
  private isTooSoon(): boolean {
    return this.refreshedAt !== undefined && Math.abs(this.clock.now() - this.refreshedAt) < minuteMs;
  }
}

function nameIn(input: unknown): string | undefined {
  return asText(asFields(input)?.workgroup);
}

function hasToken({ known: { token } }: AgentWorkgroup): boolean {
  return token !== 'none';
}

function answer(workgroups: readonly AgentWorkgroup[]): AgentAnswer {
  const told = workgroups.slice(0, mostWorkgroups);
  return {
    workgroups: told.map(({ known }) => known),
    leftOut: workgroups.length - told.length,
  };
}

function refreshAnswer({ granted, refused, notTried }: TokenOutcome): AgentAnswer {
  const failures = (
    entries: TokenOutcome['refused'],
    otherwise: AgentFailure['reason'],
  ): readonly AgentFailure[] =>
    entries.map(({ workgroup, reason }) => ({
      name: workgroup.name,
      reason: wantsSignIn(reason) ? 'personMustSignIn' : otherwise,
    }));
  return {
    refreshed: granted.map(({ name }) => name).filter(isWorkgroupName),
    failed: [...failures(refused, 'refused'), ...failures(notTried, 'notTried')].filter(({ name }) =>
      isWorkgroupName(name),
    ),
  };
}

function wantsSignIn({ action }: UserError): boolean {
  return action.kind === 'signIn' || action.kind === 'signInIdentity';
}
