import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../core/base/userError.js';
import type { ProfileSignIn } from '../../core/identity/signIn.js';
import type { SsoPlace } from '../../core/sources/signIns.js';
import type { Task } from '../doors/commands.js';
import { isConfirmed, showBriefly } from '../doors/notify.js';
import type { SignInPage } from './signInPage.js';

/** Signs a person in and out at the SSO of their profiles. */
export class ProfileSignInSteps {
  constructor(
    private readonly profileSignIn: ProfileSignIn,
    private readonly page: SignInPage,
    /** The credentials of these profiles are others now, or gone. */
    private readonly changed: (profiles: readonly string[]) => void,
  ) {}

  /** Ends once the person has signed in for the profile; what waits for it can go on. */
  async signIn(task: Task, profile: string, withCode = false): Promise<void> {
    await task.wait(l10n.t('Signing in for profile {0}', profile), (report) =>
      this.profileSignIn.signIn(profile, withCode, this.page.window(report), task.signal),
    );
    showBriefly(l10n.t('Signed in for profile {0}', profile));
    this.changed([profile]);
  }

  async signOut(task: Task, { name, profiles }: SsoPlace): Promise<void> {
    const question = l10n.t('Sign out of {0}? The AWS CLI is signed out too.', name);
    const detail = l10n.t(
      'So is every other tool that shares this sign-in. It serves: {0}. AWS keys and Redshift tokens that were given before stay good until their own end.',
      profiles.join(', '),
    );
    if (!(await isConfirmed(question, detail, l10n.t('Sign Out')))) throw new Cancelled();
    try {
      await task.wait(l10n.t('Signing out of {0}', name), () =>
        this.profileSignIn.signOut(profiles[0], task.signal),
      );
    } finally {
      this.changed(profiles);
    }
    showBriefly(l10n.t('Signed out of {0}', name));
  }
}
