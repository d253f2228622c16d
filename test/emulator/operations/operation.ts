import type { IdentityState } from '../identity/identityState.js';
import type { Rules } from '../rules.js';
import type { ReceivedRequest } from '../signing/receivedRequest.js';
import type { Principal } from '../world/principal.js';
import type { Place, World } from '../world/world.js';
import type { IssuedToken } from './issuedToken.js';

/** One call to an operation that AWS lets anybody call: what it carries in itself is the proof. */
export type OpenCall = {
  readonly request: ReceivedRequest;
  readonly input: Readonly<Record<string, unknown>>;
  readonly world: World;
  readonly rules: Rules;
  readonly identity: IdentityState;
  readonly nowMs: number;
  /** Where the emulator is reached, for addresses in its answers. */
  readonly url: string;
};

/** One call by a principal whose signature was accepted. */
export type Call = OpenCall & {
  readonly principal: Principal;
  readonly region: string;
  readonly place: Place;
  /** Signs page tokens, so that only this emulator's own are taken back. */
  readonly pageSecret: string;
  /** All tokens issued so far; an operation may add to it. */
  readonly tokens: IssuedToken[];
};

/** Answers a call with the output's members or a whole page, or throws an `AwsError`. */
export type Operation<C> = (call: C) => object | Promise<object>;

/** An operation, and whether its calls are signed. */
export type FoundOperation =
  | { readonly isSigned: true; readonly run: Operation<Call> }
  | { readonly isSigned: false; readonly run: Operation<OpenCall> };
