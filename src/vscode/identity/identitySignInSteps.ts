import * as l10n from '@vscode/l10n';
import { actionTitle, Cancelled, UserError } from '../../core/base/userError.js';
import type { ClientSecrets } from '../../core/identity/clientSecrets.js';
import type { HeldSignIns } from '../../core/identity/heldSignIns.js';
import type { IdentityEntry } from '../../core/identity/identity.js';
import { ProviderUntold } from '../../core/identity/providerUntold.js';
import type { IdentitySignIns } from '../../core/identity/signIn.js';
import type { Task } from '../doors/commands.js';
import { askSecret } from '../doors/input.js';
import { isConfirmed, showBriefly, showMessage } from '../doors/notify.js';
import type { SignInPage } from './signInPage.js';

/** Signs a person in and out with an identity. */
export class IdentitySignInSteps {
  constructor(
    private readonly held: HeldSignIns,
    private readonly signIns: IdentitySignIns,
    private readonly clientSecrets: ClientSecrets,
    private readonly page: SignInPage,
    /** @param isOther whether it is another person's sign-in now, or nobody's: what the former one got is not theirs */
    private readonly changed: (identity: string, isOther: boolean) => Promise<void>,
  ) {}

  /** Ends once the person has signed in; what waits for it can go on. */
  async signIn(task: Task, name: string, withCode = false): Promise<void> {
    const held = this.held.of(name);
    const { entry } = held;
    await this.makeSureOfSecret(entry);
    const before = await held.read();
    try {
      await task.wait(l10n.t('Signing in with the identity {0}', name), (report) =>
        this.signIns.signIn(name, withCode, this.page.window(report), task.signal),
      );
    } catch (error) {
      throw withOwnRetry(error);
    } finally {
      const after = await held.read();
      await this.changed(name, before !== undefined && before.subject !== after?.subject);
    }
    const person = (await held.read())?.person ?? name;
    showBriefly(l10n.t('Signed in with the identity {0} as {1}', name, person));
  }

  async signOut(task: Task, name: string): Promise<void> {
    const question = l10n.t('Sign out of the identity {0}?', name);
    const detail = l10n.t(
      'What renews the sign-in is forgotten here and ended at its provider, and the Redshift tokens that it got are forgotten. Nothing revokes a token: AWS honours copies until their own end.',
    );
    if (!(await isConfirmed(question, detail, l10n.t('Sign Out')))) throw new Cancelled();
    try {
      await task.wait(l10n.t('Signing out of {0}', name), () => this.signIns.signOut(name, task.signal));
    } catch (error) {
      if (!(error instanceof ProviderUntold)) throw error;
      // No button: signing out once more would find nothing to tell the provider with.
      void showMessage('warning', error.message);
      return;
    } finally {
      const after = await this.held.of(name).read();
      await this.changed(name, after === undefined);
    }
    showBriefly(l10n.t('Signed out of {0}', name));
  }

  private async makeSureOfSecret(entry: IdentityEntry): Promise<void> {
    if (!entry.needsClientSecret || (await this.clientSecrets.get(entry)) !== undefined) return;
    const secret = await askSecret({
      title: l10n.t('Sign in with the identity {0}', entry.name),
      prompt: l10n.t(
        'The client secret of {0} at {1}. It is kept in the secret storage of VS Code.',
        entry.clientId,
        entry.issuer,
      ),
    });
    await this.clientSecrets.keep(entry, secret);
  }
}

/** A sign-in that failed is itself what the button does: it must not be done once for the button, and then again. */
function withOwnRetry(error: unknown): unknown {
  if (!(error instanceof UserError) || error.action.kind !== 'signInIdentity') return error;
  return new UserError(
    error.message,
    { kind: 'retry', title: actionTitle(error.action) },
    { cause: error.cause },
  );
}
