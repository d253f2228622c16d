import * as l10n from '@vscode/l10n';
import { UserError } from '../../core/base/userError.js';
import type { IdentityList } from '../../core/identity/identityList.js';
import type { WorkgroupLister } from '../../core/sources/catalogue.js';
import { mustBeOwn } from '../../core/sources/managedSource.js';
import { regionsForbidden } from '../../core/base/restrictions.js';
import { regionChoices, regionsAround } from '../../core/sources/regions.js';
import { withoutSource, withSources } from '../../core/sources/sourceEdits.js';
import { searchRegions } from '../../core/sources/regionSearch.js';
import { credentialsName, type Credentials } from '../../core/sources/access.js';
import { makeSource, type Source } from '../../core/sources/source.js';
import type { SourceList, SourceSettings } from '../../core/sources/sourceList.js';
import type { Selection } from '../../core/sources/selection.js';
import type { TokenOwners } from '../../core/tokens/tokenOwners.js';
import type { Task } from '../doors/commands.js';
import { showMessage } from '../doors/notify.js';
import { pickMany, pickOne, type Choice } from '../doors/pick.js';
import type { ChosenWorkgroups } from './chosenWorkgroups.js';

/** Commands that change which sources there are. They write the setting; everything else follows from it. */
export class SourceCommands {
  constructor(
    private readonly sources: SourceList,
    private readonly settings: SourceSettings,
    private readonly identities: IdentityList,
    private readonly lister: WorkgroupLister,
    private readonly selection: Selection,
    private readonly owners: TokenOwners,
    private readonly isRegionAllowed: (region: string) => boolean,
  ) {}

  /** Many profiles and identities at once, each with its regions chosen. */
  async add(): Promise<void> {
    const title = l10n.t('Add Source');
    const placeholder = l10n.t('Choose AWS profiles or identities');
    const chosen = await pickMany(await this.browsers(), { title, placeholder });
    const added: Source[] = [];
    for (const { credentials, region } of chosen) {
      const regions = await pickMany(this.regionPicks(region), {
        title,
        placeholder: l10n.t('Choose the regions of {0}', credentialsName(credentials)),
      });
      added.push(...regions.map((picked) => makeSource(credentials, picked)));
    }
    await this.write(added);
  }

  /** Looks for workgroups in every region with one profile or identity, and adds the regions that a person chooses. */
  async find(task: Task): Promise<void> {
    const title = l10n.t('Find Workgroups in All Regions');
    const { credentials, region } = await pickOne(await this.browsers(), {
      title,
      placeholder: l10n.t('Choose an AWS profile or an identity'),
    });
    const regions = this.allowed(regionsAround(region));
    const { found, failed } = await task.wait(l10n.t('Looking for workgroups'), (report) => {
      const asked = (count: number): void => report(l10n.t('{0} of {1} regions', count, regions.length));
      return searchRegions(this.lister, credentials, regions, asked, task.signal);
    });
    if (found.length === 0) throw nothingFound(credentials, failed, regions.length);
    if (failed.length > 0) {
      const text = l10n.t(
        '{0} of {1} regions could not be asked: {2}',
        failed.length,
        regions.length,
        failed[0]?.error.message ?? '',
      );
      // Only told; the search goes on with what was found.
      void showMessage('warning', text);
    }
    const choices = found.map(({ source, workgroups }) => ({
      label: source.region,
      description: l10n.t('{0} workgroups', workgroups.length),
      detail: workgroups.map(({ name }) => name).join(', '),
      picked: true,
      value: source,
    }));
    await this.write(await pickMany(choices, { title, placeholder: l10n.t('Choose the regions to add') }));
  }

  /** Removes a source, with its ticks and its tokens: what is not shown is not kept. */
  async remove(args: readonly unknown[], chosen: ChosenWorkgroups): Promise<void> {
    const source = await chosen.source(args, l10n.t('Remove Source'));
    mustBeOwn(source);
    const { own } = await this.sources.read();
    await this.settings.write(withoutSource(this.settings.read(), own, source.id));
    await this.selection.keepListed(source.id, []);
    await this.owners.forgetSource(source.id);
  }

  private async write(added: readonly Source[]): Promise<void> {
    const { own } = await this.sources.read();
    await this.settings.write(withSources(this.settings.read(), own, added));
  }

  /** Whose credentials can browse, each with the region that is theirs. */
  private async browsers(): Promise<readonly Choice<Browser>[]> {
    const { setup } = await this.sources.read();
    const ofIdentities = this.identities.current.identities.map((entry): Choice<Browser> => ({
      label: entry.name,
      description: l10n.t('identity'),
      value: { credentials: { kind: 'identity', name: entry.name }, region: entry.identityCenterRegion },
    }));
    const ofProfiles = setup.profiles.map(({ name, region }): Choice<Browser> => ({
      label: name,
      description: region ?? l10n.t('no region'),
      value: { credentials: { kind: 'profile', name }, region: region ?? setup.region },
    }));
    const environment: Choice<Browser> = {
      label: l10n.t('Environment'),
      description: l10n.t('variables, container or instance'),
      value: { credentials: { kind: 'environment' }, region: setup.region },
    };
    return [...ofIdentities, ...ofProfiles, environment];
  }

  private allowed(regions: readonly string[]): readonly string[] {
    const allowed = regions.filter(this.isRegionAllowed);
    if (allowed.length === 0) throw regionsForbidden();
    return allowed;
  }

  private regionPicks(own: string | undefined): readonly Choice<string>[] {
    const regions = this.allowed(regionChoices(own));
    return regions.map((region) => ({ label: region, picked: region === own, value: region }));
  }
}

interface Browser {
  readonly credentials: Credentials;
  readonly region: string | undefined;
}

function nothingFound(
  credentials: Credentials,
  failed: readonly { readonly error: UserError }[],
  asked: number,
): UserError {
  const [first] = failed;
  if (first !== undefined && failed.length === asked) return first.error;
  return new UserError(
    l10n.t(
      '{0} sees no workgroups in {1} regions; {2} could not be asked.',
      credentialsName(credentials),
      asked,
      failed.length,
    ),
    { kind: 'addSource' },
  );
}
