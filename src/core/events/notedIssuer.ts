import type { Access } from '../sources/access.js';
import type { WorkgroupRef } from '../sources/workgroup.js';
import type { HeldTokens } from '../tokens/heldTokens.js';
import type { IssuedToken, TokenIssuer } from '../tokens/setIssuer.js';
import { TokenRefusal } from '../tokens/tokenRefusal.js';
import type { EventRecord } from './eventRecord.js';
import { namesOf } from './recordedEvent.js';

/** Notes what AWS answers, whatever becomes of it here: AWS honours a token that could not be stored. */
export class NotedIssuer implements TokenIssuer {
  constructor(
    private readonly issuer: TokenIssuer,
    private readonly record: Pick<EventRecord, 'note'>,
    private readonly held: () => Pick<HeldTokens, 'tokenOf'>,
  ) {}

  async issue(
    access: Access,
    workgroups: readonly WorkgroupRef[],
    signal: AbortSignal,
  ): Promise<IssuedToken> {
    const kind = workgroups.every((ref) => this.held().tokenOf(ref)) ? 'refreshed' : 'issued';
    const names = namesOf(workgroups);
    try {
      const issued = await this.issuer.issue(access, workgroups, signal);
      this.record.note({ kind, workgroups: names, until: issued.expiresAt });
      return issued;
    } catch (error) {
      // Trouble of the moment is no answer of AWS.
      if (error instanceof TokenRefusal && error.scope.kind !== 'moment')
        this.record.note({ kind: 'refused', workgroups: names, who: 'AWS' });
      throw error;
    }
  }
}
