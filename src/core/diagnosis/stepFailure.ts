import { UserError, type Action } from '../base/userError.js';

/**
 * A link of the chain from a person to keys that carry their identity: the sign-in at the provider, the keys that sign
 * for the application, the exchange at CreateTokenWithIAM, the access role.
 */
export type IdentityStep = 'signIn' | 'signer' | 'exchange' | 'accessRole';

/** AWS did not do a step of an identity's way. */
export class StepFailure extends UserError {
  /** @param next what would make it go, for a report; undefined where the action says it */
  constructor(
    message: string,
    action: Action,
    readonly step: IdentityStep,
    readonly next: string | undefined,
    options?: ErrorOptions,
  ) {
    super(message, action, options);
  }
}
