import { isAllowed, type Restrictions } from '../base/restrictions.js';
import { regionOfSource, tokenAccess } from '../sources/source.js';
import { forbiddenAccount } from './allowedAccounts.js';
import type { SourceFinder } from './setIssuer.js';
import type { Token } from './token.js';

/** Knows which tokens of earlier windows an administrator forbids by now. */
export class ForbiddenTokens {
  /** @param identities the names of identities whose sign-ins are forgotten, since their issuers are not allowed */
  constructor(
    private readonly restrictions: Pick<Restrictions, 'allowedAccounts' | 'allowedRegions'>,
    private readonly sources: SourceFinder,
    private readonly identities: Promise<ReadonlySet<string>>,
  ) {}

  async has({ identity, workgroups }: Token): Promise<boolean> {
    const { allowedRegions } = this.restrictions;
    const [{ sourceId }] = workgroups;
    if (!isAllowed(allowedRegions, regionOfSource(sourceId))) return true;
    if (forbiddenAccount(workgroups, identity, this.restrictions) !== undefined) return true;
    return this.isOfForbiddenIdentity(sourceId);
  }

  private async isOfForbiddenIdentity(sourceId: string): Promise<boolean> {
    const names = await this.identities;
    // The AWS files are not read at a start unless there is something to find out.
    const source = names.size === 0 ? undefined : await this.sources.find(sourceId);
    const credentials = source && tokenAccess(source).credentials;
    return credentials?.kind === 'identity' && names.has(credentials.name);
  }
}
