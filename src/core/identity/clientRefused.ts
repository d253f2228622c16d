import { UserError } from '../base/userError.js';

/** The provider does not take the client of an identity: its id, or its secret, may be wrong. */
export class ClientRefused extends UserError {}
