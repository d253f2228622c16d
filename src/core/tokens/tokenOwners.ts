import type { Callers } from '../sources/callers.js';
import { isSameIdentity, type Identity } from '../sources/identity.js';
import { tokenAccess } from '../sources/source.js';
import type { HeldTokens } from './heldTokens.js';
import type { SourceFinder } from './setIssuer.js';
import type { Token } from './token.js';

/** Sees to it that only tokens of the sources' present callers are held. */
export class TokenOwners {
  constructor(
    private readonly held: HeldTokens,
    private readonly sources: SourceFinder,
    private readonly callers: Callers,
  ) {}

  /** Forgets the tokens of a source: all of them, or, with an identity, those of any other. */
  async forgetSource(sourceId: string, except?: Identity): Promise<void> {
    const foreign = this.held.current.filter(
      (token) =>
        sourceOf(token) === sourceId && (except === undefined || !isSameIdentity(token.identity, except)),
    );
    if (foreign.length > 0) await this.held.forget(foreign);
  }

  /** Forgets what was got with an identity: its person is another one now, or nobody. */
  async forgetIdentity(name: string): Promise<void> {
    for (const sourceId of new Set(this.held.current.map(sourceOf))) {
      const source = await this.sources.find(sourceId);
      const credentials = source && tokenAccess(source).credentials;
      if (credentials?.kind === 'identity' && credentials.name === name) await this.forgetSource(sourceId);
    }
  }

  /** Makes sure that a source's held tokens are its present caller's; where AWS cannot say, they are kept. */
  async confirm(sourceId: string): Promise<void> {
    const source = await this.sources.find(sourceId);
    const caller = source === undefined ? undefined : await this.callers.get(tokenAccess(source));
    if (caller !== undefined) await this.forgetSource(sourceId, caller);
  }

  /** Forgets what is not the present callers', as far as these are known by now; nobody is asked. */
  async dropForeign(): Promise<void> {
    if (!this.callers.areKnown) return;
    for (const sourceId of new Set(this.held.current.map(sourceOf))) {
      const source = await this.sources.find(sourceId);
      const caller = source && this.callers.current(tokenAccess(source));
      if (caller !== undefined) await this.forgetSource(sourceId, caller);
    }
  }

  /** Whether a token is another's than the present caller's, as far as that is known by now; nobody is asked. */
  async isForeign({ identity, workgroups }: Token): Promise<boolean> {
    if (!this.callers.areKnown) return false;
    const source = await this.sources.find(workgroups[0].sourceId);
    const caller = source && this.callers.current(tokenAccess(source));
    return caller !== undefined && !isSameIdentity(identity, caller);
  }

  /** Asks anew whose the credentials behind held tokens are: they may be another's now. */
  async recheck(): Promise<void> {
    await Promise.all([...new Set(this.held.current.map(sourceOf))].map((id) => this.confirm(id)));
  }
}

function sourceOf({ workgroups }: Token): string {
  return workgroups[0].sourceId;
}
