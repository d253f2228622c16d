import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Cancelled, UserError } from '../../core/base/userError.js';
import type { Clipboard } from '../../core/connections/clipboardGuard.js';
import { signInWay, type ProfileSignIn, type SignInWindow } from '../../core/identity/signIn.js';
import { signInsIn, signInsOf, type SignIn } from '../../core/sources/signIns.js';
import type { SourceList } from '../../core/sources/sourceList.js';
import { openBrowser } from '../doors/browser.js';
import type { Task } from '../doors/commands.js';
import { isConfirmed, showBriefly } from '../doors/notify.js';
import { pickOne, type Choice, type Heading } from '../doors/pick.js';
import { SourceNode } from '../sources/treeNode.js';
import { showDeviceCode } from './deviceCodePick.js';

interface Wish {
  readonly signIn: SignIn;
  readonly withCode: boolean;
}

/** Signs a person in and out at the SSO of their profiles. */
export class SignInCommands {
  private readonly place = {
    isWeb: vscode.env.uiKind === vscode.UIKind.Web,
    remoteName: vscode.env.remoteName,
  };

  constructor(
    private readonly sources: SourceList,
    private readonly profileSignIn: ProfileSignIn,
    private readonly clipboard: Clipboard,
    /** The credentials of these profiles are others now, or gone. */
    private readonly changed: (profiles: readonly string[]) => void,
  ) {}

  async signIn(task: Task, args: readonly unknown[]): Promise<void> {
    const title = l10n.t('Sign In');
    const own = await this.ofRow(args);
    const [only, ...others] = own;
    if (only !== undefined && others.length === 0) {
      await this.signInProfile(task, only.profiles[0]);
      return;
    }
    const { signIn, withCode } = await pickOne(this.wishes(own.length > 0 ? own : await this.all()), {
      title,
      placeholder: l10n.t('Choose where to sign in'),
    });
    await this.signInProfile(task, signIn.profiles[0], withCode);
  }

  /** Ends once the person has signed in for the profile; what waits for it can go on. */
  async signInProfile(task: Task, profile: string, withCode = false): Promise<void> {
    await task.wait(l10n.t('Signing in for profile {0}', profile), (report) =>
      this.profileSignIn.signIn(profile, withCode, this.window(report), task.signal),
    );
    showBriefly(l10n.t('Signed in for profile {0}', profile));
    this.changed([profile]);
  }

  async signOut(task: Task, args: readonly unknown[]): Promise<void> {
    const own = await this.ofRow(args);
    const signIns = own.length > 0 ? own : await this.all();
    const [only, ...others] = signIns;
    const { name, profiles } =
      only !== undefined && others.length === 0 && own.length > 0
        ? only
        : await pickOne(
            signIns.map((signIn) => choice(signIn, signIn)),
            { title: l10n.t('Sign Out'), placeholder: l10n.t('Choose where to sign out') },
          );
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

  private window(report: (text: string) => void): SignInWindow {
    return {
      place: this.place,
      openBrowser: (address) => {
        report(l10n.t('The browser is open: allow the sign-in there.'));
        return openBrowser(address);
      },
      showCode: (code) => {
        report(l10n.t('The code is {0}; allow it at {1}', code.userCode, code.address));
        return showDeviceCode(code, this.clipboard);
      },
    };
  }

  private wishes(signIns: readonly SignIn[]): readonly (Choice<Wish> | Heading)[] {
    const list = (withCode: boolean): readonly Choice<Wish>[] =>
      signIns.map((signIn) => choice(signIn, { signIn, withCode }));
    if (signInWay(this.place, false) === 'code') return list(true);
    return [...list(false), { heading: l10n.t('with a code on another device') }, ...list(true)];
  }

  private async ofRow([node]: readonly unknown[]): Promise<readonly SignIn[]> {
    if (!(node instanceof SourceNode)) return [];
    const { setup } = await this.sources.read();
    return signInsOf(node.source, setup.profiles);
  }

  private async all(): Promise<readonly SignIn[]> {
    const { setup } = await this.sources.read();
    const signIns = signInsIn(setup.profiles);
    if (signIns.length === 0) throw noSignIn();
    return signIns;
  }
}

function choice<T>({ name, profiles }: SignIn, value: T): Choice<T> {
  return { label: name, description: profiles.join(', '), value };
}

function noSignIn(): UserError {
  return new UserError(l10n.t('No profile in the AWS config file signs in by SSO.'), {
    kind: 'openAwsConfig',
  });
}
