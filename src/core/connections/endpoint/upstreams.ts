import * as l10n from '@vscode/l10n';
import type { Clock } from '../../base/clock.js';
import { minuteMs } from '../../base/duration.js';
import { UserError } from '../../base/userError.js';
import type { HostAndPort } from '../../sources/connectTo.js';
import { workgroupKey, type Workgroup, type WorkgroupRef } from '../../sources/workgroup.js';
import { LoginRefusal, type LoginRefusals } from '../../tokens/loginRefusals.js';
import type { SourceFinder } from '../../tokens/setIssuer.js';
import type { Token } from '../../tokens/token.js';
import type { ServerRefusal, Upstream } from './localEndpoint.js';
import { verdictOn } from './refusalHints.js';

/** The token that a login uses. */
export interface LoginTokens {
  /** The workgroup's token, got or refreshed where that needs no person. Throws a `UserError` where it does. */
  tokenFor(ref: WorkgroupRef, signal: AbortSignal): Promise<Token>;
}

/** Where workgroups are. Nobody is asked. */
export interface WorkgroupPlaces {
  /** Undefined where neither AWS nor a person gave it. */
  endpointOf(ref: WorkgroupRef, signal: AbortSignal): Promise<HostAndPort | undefined>;
  /** The database of a client that names none. */
  databaseOf(ref: WorkgroupRef, signal: AbortSignal): Promise<string>;
  /** As far as it is known by now. */
  known(ref: WorkgroupRef): Pick<Workgroup, 'isPublic' | 'hasEnhancedVpcRouting'> | undefined;
}

/** Says in VS Code what concerns a workgroup's local endpoint and nobody waits for. */
export interface EndpointAnnouncer {
  say(ref: WorkgroupRef, error: UserError): void;
}

/** A client may try again and again: a person is told once in this time. */
const saidEveryMs = minuteMs;

/** Gives the local endpoints what they log in with, and hears what Redshift says of it. */
export class Upstreams {
  /** Of what each login used: the object is the login's own. */
  private readonly tokens = new WeakMap<Upstream, Token>();
  private readonly saidAt = new Map<string, number>();

  constructor(
    private readonly logins: LoginTokens,
    private readonly places: WorkgroupPlaces,
    private readonly sources: SourceFinder,
    private readonly refusals: LoginRefusals,
    private readonly announcer: EndpointAnnouncer,
    private readonly clock: Clock,
  ) {}

  /** Throws a `UserError` whose sentence the client gets, and a person in VS Code too where there is no token. */
  async get(ref: WorkgroupRef, signal: AbortSignal): Promise<Upstream> {
    const token = await this.tokenOrSay(ref, signal);
    const [endpoint, database, source] = await Promise.all([
      this.places.endpointOf(ref, signal),
      this.places.databaseOf(ref, signal),
      this.sources.find(ref.sourceId),
    ]);
    if (endpoint === undefined) throw addressUnknown(ref);
    const { host, port } = source?.connectTo.get(ref.name) ?? endpoint;
    const upstream = { host, port, serverName: endpoint.host, database, token: token.value };
    this.tokens.set(upstream, token);
    return upstream;
  }

  /** @returns the hint that is added to the server's own words, if there is one */
  refused(ref: WorkgroupRef, upstream: Upstream, refusal: ServerRefusal): string | undefined {
    const { isPublic, hasEnhancedVpcRouting = false } = this.places.known(ref) ?? {};
    const isTunnelled = upstream.host !== upstream.serverName;
    const { ends, hint } = verdictOn(refusal, { isPublic, hasEnhancedVpcRouting, isTunnelled });
    const token = this.tokens.get(upstream);
    if (ends === 'token' && token !== undefined) this.refusals.tokenEnded(token);
    if (ends === 'workgroup') this.refusals.workgroupRefused(ref, notTaken(ref));
    return hint;
  }

  private async tokenOrSay(ref: WorkgroupRef, signal: AbortSignal): Promise<Token> {
    try {
      return await this.logins.tokenFor(ref, signal);
    } catch (cause) {
      if (!(cause instanceof UserError)) throw cause;
      this.sayOnce(ref, noTokenSaid(ref, cause));
      throw new UserError(
        l10n.t('VS Code has no token for {0}: {1} VS Code shows what to do.', ref.name, cause.message),
        cause.action,
        { cause },
      );
    }
  }

  private sayOnce(ref: WorkgroupRef, error: UserError): void {
    const key = workgroupKey(ref);
    const now = this.clock.now();
    const last = this.saidAt.get(key);
    // A clock that was set back does not silence it.
    if (last !== undefined && now >= last && now < last + saidEveryMs) return;
    this.saidAt.set(key, now);
    this.announcer.say(ref, error);
  }
}

function noTokenSaid({ name }: WorkgroupRef, cause: UserError): UserError {
  return new UserError(l10n.t('A client could not connect to {0}: {1}', name, cause.message), cause.action, {
    cause,
  });
}

function addressUnknown({ name }: WorkgroupRef): UserError {
  return new UserError(
    l10n.t(
      'The address of {0} is not known: AWS lists no endpoint for it. Add the workgroup again by its endpoint or JDBC URL, under "workgroups" of its source in the settings.',
      name,
    ),
    { kind: 'openSettings' },
  );
}

function notTaken({ name }: WorkgroupRef): LoginRefusal {
  return new LoginRefusal(
    l10n.t('Redshift did not take the token at a login to {0}. Refresh the token.', name),
    { kind: 'retry' },
  );
}
