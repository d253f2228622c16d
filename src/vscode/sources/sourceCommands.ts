import * as l10n from '@vscode/l10n';
import { UserError } from '../../core/base/userError.js';
import type { WorkgroupLister } from '../../core/sources/catalogue.js';
import { regionChoices, regionsAround } from '../../core/sources/regions.js';
import { withoutSource, withSources, withTokenProfile } from '../../core/sources/sourceEdits.js';
import { searchRegions } from '../../core/sources/regionSearch.js';
import { credentialsName, type Credentials } from '../../core/sources/access.js';
import { makeSource, tokenAccess, type Source } from '../../core/sources/source.js';
import type { AwsSetup, SourceList, SourceSettings } from '../../core/sources/sourceList.js';
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
    private readonly lister: WorkgroupLister,
    private readonly selection: Selection,
    private readonly owners: TokenOwners,
  ) {}

  /** Many profiles at once, each with its regions chosen. */
  async add(): Promise<void> {
    const { setup } = await this.sources.read();
    const title = l10n.t('Add Source');
    const chosen = await pickMany(ownerChoices(setup), { title, placeholder: l10n.t('Choose AWS profiles') });
    const added: Source[] = [];
    for (const { credentials, region } of chosen) {
      const placeholder = l10n.t('Choose the regions of {0}', credentialsName(credentials));
      const regions = await pickMany(regionPicks(region ?? setup.region), { title, placeholder });
      added.push(...regions.map((picked) => makeSource(credentials, picked)));
    }
    await this.write(added);
  }

  /** Looks for workgroups of one profile in every region, and adds the regions that a person chooses. */
  async find(task: Task): Promise<void> {
    const { setup } = await this.sources.read();
    const title = l10n.t('Find Workgroups in All Regions');
    const { credentials, region } = await pickOne(ownerChoices(setup), {
      title,
      placeholder: l10n.t('Choose an AWS profile'),
    });
    const regions = regionsAround(region ?? setup.region);
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

  /** Chooses who gets the tokens of a source: the profile that browses it, or another one. */
  async chooseTokenCredentials(args: readonly unknown[], chosen: ChosenWorkgroups): Promise<void> {
    await this.askTokenCredentials(await chosen.source(args, l10n.t('Get Tokens with Other Credentials')));
  }

  /** The same for the sources whose tokens these credentials get. */
  async chooseTokenCredentialsOf(accessId: string): Promise<void> {
    const { sources } = await this.sources.read();
    for (const source of sources.filter((candidate) => tokenAccess(candidate).id === accessId)) {
      await this.askTokenCredentials(source);
    }
  }

  private async askTokenCredentials(source: Source): Promise<void> {
    const { setup, sources } = await this.sources.read();
    const name = credentialsName(source.credentials);
    const own: Choice<string | null> = {
      label: l10n.t('The same as for browsing'),
      description: name,
      value: null,
    };
    const others = setup.profiles.filter((profile) => profile.name !== name);
    const profile = await pickOne(
      [own, ...others.map((other) => ({ label: other.name, value: other.name }))],
      {
        title: l10n.t('Get Tokens with Other Credentials: {0}, {1}', name, source.region),
        placeholder: l10n.t('Choose the profile that carries an Identity Center identity'),
      },
    );
    const entries = withTokenProfile(this.settings.read(), sources, source.id, profile ?? undefined);
    await this.settings.write(entries);
    // A person who has just chosen must not meet the former choice.
    this.sources.invalidate();
  }

  /** Removes a source, with its ticks and its tokens: what is not shown is not kept. */
  async remove(args: readonly unknown[], chosen: ChosenWorkgroups): Promise<void> {
    const { id } = await chosen.source(args, l10n.t('Remove Source'));
    const { sources } = await this.sources.read();
    await this.settings.write(withoutSource(this.settings.read(), sources, id));
    await this.selection.keepListed(id, []);
    await this.owners.forgetSource(id);
  }

  private async write(added: readonly Source[]): Promise<void> {
    const { sources } = await this.sources.read();
    await this.settings.write(withSources(this.settings.read(), sources, added));
  }
}

interface Owner {
  readonly credentials: Credentials;
  readonly region: string | undefined;
}

function ownerChoices({ profiles, region }: AwsSetup): readonly Choice<Owner>[] {
  const ofProfiles = profiles.map(({ name, region: own }): Choice<Owner> => ({
    label: name,
    description: own ?? l10n.t('no region'),
    value: { credentials: { kind: 'profile', name }, region: own },
  }));
  const environment: Choice<Owner> = {
    label: l10n.t('Environment'),
    description: l10n.t('variables, container or instance'),
    value: { credentials: { kind: 'environment' }, region },
  };
  return [...ofProfiles, environment];
}

function regionPicks(own: string | undefined): readonly Choice<string>[] {
  return regionChoices(own).map((region) => ({ label: region, picked: region === own, value: region }));
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
