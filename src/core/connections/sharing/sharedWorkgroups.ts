import * as l10n from '@vscode/l10n';
import { stopIfCancelled, UserError } from '../../base/userError.js';
import { asciiText } from '../../identity/shownText.js';
import type { Catalogue } from '../../sources/catalogue.js';
import type { Source } from '../../sources/source.js';
import type { SourceList } from '../../sources/sourceList.js';
import type { WorkgroupRef } from '../../sources/workgroup.js';
import type { HeldTokens } from '../../tokens/heldTokens.js';

/** Finds the workgroup that another extension names by its ARN. */
export class SharedWorkgroups {
  constructor(
    private readonly sources: Pick<SourceList, 'read'>,
    private readonly catalogue: Pick<Catalogue, 'workgroups' | 'list' | 'listing'>,
    private readonly held: Pick<HeldTokens, 'current' | 'tokenOf'>,
  ) {}

  /**
   * Of several sources with the workgroup, the one that has its token, else the first. The sources of its region are
   * listed where none is known to have it. Throws a `UserError` where none has.
   */
  async find(arn: string, signal: AbortSignal): Promise<WorkgroupRef> {
    const { sources } = await this.sources.read();
    const known = this.known(sources, arn);
    if (known !== undefined) return known;
    const region = regionOf(arn);
    const near = sources.filter((source) => source.region === region);
    await Promise.all(near.map((source) => this.catalogue.list(source)));
    stopIfCancelled(signal);
    const found = this.known(near, arn);
    if (found !== undefined) return found;
    const listings = near.map(({ id }) => this.catalogue.listing(id));
    const failed = listings.find((listing) => listing.kind === 'failed');
    throw failed?.error ?? unknownWorkgroup(arn);
  }

  private known(sources: readonly Source[], arn: string): WorkgroupRef | undefined {
    const ids = new Set(sources.map(({ id }) => id));
    const covered = this.held.current.flatMap(({ workgroups }) => workgroups);
    const listed = sources.flatMap((source) => this.catalogue.workgroups(source));
    const refs = [...covered.filter(({ sourceId }) => ids.has(sourceId)), ...listed];
    return refs.find((ref) => ref.arn === arn);
  }
}

function regionOf(arn: string): string | undefined {
  return /^arn:[^:]*:redshift-serverless:([^:]+):/.exec(arn)?.[1];
}

function unknownWorkgroup(arn: string): UserError {
  return new UserError(
    l10n.t(
      'None of your sources has the workgroup {0} that another extension asks for. Add the source that lists it, then try there again.',
      asciiText(arn),
    ),
    { kind: 'addSource' },
  );
}
