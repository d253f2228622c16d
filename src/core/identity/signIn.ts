import type { Disposable } from '../base/disposable.js';
import { deviceCodeForbidden } from '../base/restrictions.js';

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
  /** Whether an administrator leaves people the code. */
  readonly canUseCode: boolean;
  /** Opens the address in the person's browser; false where that was not done. */
  openBrowser(address: string): Promise<boolean>;
  /** Shows the code until disposed of. It opens and copies nothing unless the person asks. */
  showCode(code: DeviceCode): Disposable;
}

/** How a person signs in: the browser comes back to this machine, or a code is typed in any browser. */
export type SignInWay = 'browser' | 'code';

/** Whether a browser can come back: it reaches loopback only where it runs on the extension's own machine. */
export function canComeBack({ isWeb, remoteName }: WindowPlace): boolean {
  return !isWeb && remoteName === undefined;
}

/**
 * The way to sign in. Throws a sentence where it is the code, and an administrator does not leave people that.
 *
 * @param isWanted whether the person chose the code, or the sign-in knows no other way
 */
export function signInWay(
  { place, canUseCode }: Pick<SignInWindow, 'place' | 'canUseCode'>,
  isWanted: boolean,
): SignInWay {
  if (!isWanted && canComeBack(place)) return 'browser';
  if (!canUseCode) throw deviceCodeForbidden();
  return 'code';
}

/** Signs a person in and out with an identity. Throws {@link UserError} and {@link Cancelled}. */
export interface IdentitySignIns {
  /** @param withCode whether the person chose the code */
  signIn(identity: string, withCode: boolean, window: SignInWindow, signal: AbortSignal): Promise<void>;
  signOut(identity: string, signal: AbortSignal): Promise<void>;
}

/** Signs a person in and out at the SSO that a profile names. Throws {@link UserError} and {@link Cancelled}. */
export interface ProfileSignIn {
  /** @param withCode whether the person chose the code */
  signIn(profile: string, withCode: boolean, window: SignInWindow, signal: AbortSignal): Promise<void>;
  signOut(profile: string, signal: AbortSignal): Promise<void>;
}
