import { UserError } from '../base/userError.js';

/**
 * AWS does not know the access key, which in one region of many means that the region is not enabled for the
 * account.
 */
export class UnknownKey extends UserError {}
