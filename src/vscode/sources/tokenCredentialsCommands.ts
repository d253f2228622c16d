import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../core/base/userError.js';
import type { IdentityList } from '../../core/identity/identityList.js';
import { credentialsName, makeAccess, type Credentials } from '../../core/sources/access.js';
import { mustBeOwn } from '../../core/sources/managedSource.js';
import { tokenAccess, type Source } from '../../core/sources/source.js';
import { withTokenCredentials } from '../../core/sources/sourceEdits.js';
import type { SourceList, SourceSettings } from '../../core/sources/sourceList.js';
import type { Task } from '../doors/commands.js';
import { pickOne, type Choice, type Heading } from '../doors/pick.js';
import type { ChosenWorkgroups } from './chosenWorkgroups.js';

/** How a person comes to an identity where they have none. */
export interface WaysToIdentity {
  importSetup(task: Task): Promise<void>;
  addIdentity(task: Task): Promise<void>;
  copySetupRequest(task: Task): Promise<void>;
}

type Chosen =
  | { readonly kind: 'credentials'; readonly credentials: Credentials | undefined }
  | { readonly kind: 'way'; readonly go: (task: Task) => Promise<void> };

/** Lets a person choose who gets the tokens of a source: who browses it, another profile, or an identity. */
export class TokenCredentialsCommands {
  constructor(
    private readonly sources: SourceList,
    private readonly settings: SourceSettings,
    private readonly identities: IdentityList,
    private readonly ways: WaysToIdentity,
  ) {}

  async choose(task: Task, args: readonly unknown[], chosen: ChosenWorkgroups): Promise<void> {
    await this.ask(task, await chosen.source(args, l10n.t('Get Tokens with Other Credentials')));
  }

  /** The same for the sources whose tokens these credentials get. */
  async chooseOf(task: Task, accessId: string): Promise<void> {
    const { sources } = await this.sources.read();
    const all = sources.filter((candidate) => tokenAccess(candidate).id === accessId);
    const own = all.filter(({ isManaged }) => !isManaged);
    for (const source of own.length > 0 ? own : all) await this.ask(task, source);
  }

  private async ask(task: Task, source: Source): Promise<void> {
    mustBeOwn(source);
    const { own } = await this.sources.read();
    const chosen = await pickOne(await this.choices(source), {
      title: l10n.t(
        'Get Tokens with Other Credentials: {0}, {1}',
        credentialsName(source.credentials),
        source.region,
      ),
      placeholder: l10n.t('Choose credentials that carry an Identity Center identity'),
    });
    if (chosen.kind === 'way') {
      await chosen.go(task);
      // With the same credentials the same would happen: nothing is tried again.
      throw new Cancelled();
    }
    const entries = withTokenCredentials(this.settings.read(), own, source.id, chosen.credentials);
    await this.settings.write(entries);
    // A person who has just chosen must not meet the former choice.
    this.sources.invalidate();
  }

  private async choices({ credentials, region }: Source): Promise<readonly (Choice<Chosen> | Heading)[]> {
    const { setup } = await this.sources.read();
    const isOther = (candidate: Credentials): boolean =>
      makeAccess(candidate, region).id !== makeAccess(credentials, region).id;
    const choice = (candidate: Credentials): Choice<Chosen> => ({
      label: credentialsName(candidate),
      value: { kind: 'credentials', credentials: candidate },
    });
    const identities = this.identities.current.identities
      .map(({ name }): Credentials => ({ kind: 'identity', name }))
      .filter(isOther);
    const profiles = setup.profiles
      .map(({ name }): Credentials => ({ kind: 'profile', name }))
      .filter(isOther);
    const way = (label: string, detail: string, go: (task: Task) => Promise<void>): Choice<Chosen> => ({
      label,
      detail,
      value: { kind: 'way', go },
    });
    return [
      {
        label: l10n.t('The same as for browsing'),
        description: credentialsName(credentials),
        value: { kind: 'credentials', credentials: undefined },
      },
      ...underHeading(l10n.t('identities'), identities.map(choice)),
      ...underHeading(l10n.t('profiles'), profiles.map(choice)),
      { heading: l10n.t('none of these') },
      way(l10n.t('Import Set-up…'), l10n.t('An administrator gave you a set-up file'), (task) =>
        this.ways.importSetup(task),
      ),
      way(
        l10n.t('Copy Set-up Request'),
        l10n.t('Ask an administrator: a message with all that they need to know'),
        (task) => this.ways.copySetupRequest(task),
      ),
      way(
        l10n.t('Add Identity…'),
        l10n.t('You know the provider, the application and the roles yourself'),
        (task) => this.ways.addIdentity(task),
      ),
    ];
  }
}

function underHeading(
  heading: string,
  choices: readonly Choice<Chosen>[],
): readonly (Choice<Chosen> | Heading)[] {
  return choices.length === 0 ? [] : [{ heading }, ...choices];
}
