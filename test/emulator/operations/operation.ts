import type { Rules } from '../rules.js';
import type { Principal } from '../world/principal.js';
import type { Place } from '../world/world.js';
import type { IssuedToken } from './issuedToken.js';

/** One call by a principal whose signature was accepted. */
export type Call = {
  readonly principal: Principal;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly place: Place;
  readonly rules: Rules;
  readonly nowMs: number;
  /** Signs page tokens, so that only this emulator's own are taken back. */
  readonly pageSecret: string;
  /** All tokens issued so far; an operation may add to it. */
  readonly tokens: IssuedToken[];
};

/** Answers a call with the output's members, or throws an `AwsError`. */
export type Operation = (call: Call) => object;
