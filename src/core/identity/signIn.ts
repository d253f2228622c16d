import type { Disposable } from '../base/disposable.js';

/** What a person needs to allow a sign-in from any browser. */
export interface DeviceCode {
  /** As it is typed: `ABCD-EFGH`. */
  readonly userCode: string;
  /** Where it is typed. */
  readonly address: string;
  /** The same place with the code filled in. */
  readonly filledAddress: string;
}

/** Where the window is: on the desktop beside the extension, or not. */
export interface WindowPlace {
  /** The window is a page in a browser. */
  readonly isWeb: boolean;
  /** What the window is connected to: `ssh-remote`, `wsl`, `dev-container`; undefined where it is all one machine. */
  readonly remoteName: string | undefined;
}

/** What a sign-in needs of the window. */
export interface SignInWindow {
  readonly place: WindowPlace;
  /** Opens the address in the person's browser; false where that was not done. */
  openBrowser(address: string): Promise<boolean>;
  /** Shows the code until disposed of. It opens and copies nothing unless the person asks. */
  showCode(code: DeviceCode): Disposable;
}

/** How a person signs in: the browser comes back to this machine, or a code is typed in any browser. */
export type SignInWay = 'browser' | 'code';

/**
 * The way to sign in. A browser reaches a call-back on loopback only where it runs on the extension's own machine.
 *
 * @param isWanted whether the person chose the code
 */
export function signInWay({ isWeb, remoteName }: WindowPlace, isWanted: boolean): SignInWay {
  return isWanted || isWeb || remoteName !== undefined ? 'code' : 'browser';
}

/** Signs a person in and out at the SSO that a profile names. Throws {@link UserError} and {@link Cancelled}. */
export interface ProfileSignIn {
  /** @param withCode whether the person chose the code */
  signIn(profile: string, withCode: boolean, window: SignInWindow, signal: AbortSignal): Promise<void>;
  signOut(profile: string, signal: AbortSignal): Promise<void>;
}
