import * as l10n from '@vscode/l10n';
import { UserError } from '../../core/base/userError.js';
import type { Clipboard } from '../../core/connections/clipboardGuard.js';
import { setupRequest } from '../../core/diagnosis/setupRequest.js';
import {
  entriesOf,
  namesIn,
  withIdentity,
  type IdentitySettings,
} from '../../core/identity/identityEdits.js';
import type { IdentityList } from '../../core/identity/identityList.js';
import { accountOfGivenKey, isGivenKey } from '../../core/sources/givenWorkgroup.js';
import type { SourceList } from '../../core/sources/sourceList.js';
import { accountOfArn, type WorkgroupRef } from '../../core/sources/workgroup.js';
import { showMessage } from '../doors/notify.js';
import type { ChosenWorkgroups } from '../sources/chosenWorkgroups.js';
import { askIdentity } from './identityQuestions.js';

/** What a person may do next with an identity that was added. */
export interface NextSteps {
  signIn(identity: string): void;
  addSource(identity: string): void;
}

/** Commands that bring an identity about: typed field by field, or asked of an administrator. */
export class IdentityCommands {
  constructor(
    private readonly settings: IdentitySettings,
    private readonly identities: Pick<IdentityList, 'current'>,
    private readonly sources: Pick<SourceList, 'read' | 'find'>,
    private readonly chosen: Pick<ChosenWorkgroups, 'many'>,
    private readonly clipboard: Clipboard,
    private readonly next: NextSteps,
  ) {}

  /** Escape at any field writes nothing. */
  async add(): Promise<void> {
    // A person who has typed ten answers must not learn then that there is nowhere to write them.
    const names = namesIn(entriesOf(this.settings.read()));
    const { setup } = await this.sources.read();
    const added = await askIdentity(
      setup.profiles.map(({ name }) => name),
      [...names, ...this.identities.current.identities.map(({ name }) => name)],
    );
    await this.settings.write(withIdentity(this.settings.read(), added));
    this.offerNext(added.name);
  }

  /** A message to an administrator; also without any workgroup, where a person sees none yet. */
  async copySetupRequest(args: readonly unknown[]): Promise<void> {
    const refs = await this.wanted(args);
    const workgroups = await Promise.all(
      refs.map(async ({ name, arn, sourceId }) => ({
        name,
        arn: isGivenKey(arn) ? undefined : arn,
        region: regionOfArn(arn) ?? (await this.sources.find(sourceId))?.region ?? '',
        accountId: accountOfArn(arn) ?? accountOfGivenKey(arn),
      })),
    );
    await this.clipboard.write(
      setupRequest({ workgroups: workgroups.filter(({ region }) => region !== '') }),
    );
    // Only told.
    void showMessage(
      'info',
      l10n.t(
        'The set-up request is copied. Send it to your AWS administrator; Import Set-up… takes the file that comes back.',
      ),
    );
  }

  private async wanted(args: readonly unknown[]): Promise<readonly WorkgroupRef[]> {
    try {
      return await this.chosen.many(args, l10n.t('Copy Set-up Request'));
    } catch (error) {
      // Who needs this most may not be able to list anything.
      if (error instanceof UserError) return [];
      throw error;
    }
  }

  private offerNext(identity: string): void {
    const [signIn, addSource] = [l10n.t('Sign In…'), l10n.t('Add Source…')];
    // The message may never settle; what follows it comes if its button is pressed.
    void showMessage('info', l10n.t('Identity "{0}" added.', identity), signIn, addSource).then((pressed) => {
      if (pressed === signIn) this.next.signIn(identity);
      if (pressed === addSource) this.next.addSource(identity);
    });
  }
}

/** The region in a workgroup's ARN, or undefined where the text is no ARN. */
function regionOfArn(arn: string): string | undefined {
  return /^arn:[^:]*:[^:]*:([^:]+):\d{12}:/.exec(arn)?.[1];
}
