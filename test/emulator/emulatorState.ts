import type { Faults } from './faults.js';
import type { IdentityState } from './identity/identityState.js';
import type { IssuedToken } from './operations/issuedToken.js';
import type { Rules } from './rules.js';
import type { World } from './world/world.js';

/** What an emulator knows when a request comes. */
export type EmulatorState = {
  readonly world: World;
  readonly rules: Rules;
  readonly tokens: IssuedToken[];
  readonly identity: IdentityState;
  readonly faults: Faults;
  readonly pageSecret: string;
  /** Where it is reached. */
  readonly url: string;
};
