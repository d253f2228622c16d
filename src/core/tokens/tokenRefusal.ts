import { UserError, type Action } from '../base/userError.js';

/**
 * What an answer that refuses a token is about: the caller (said once, not retried until something changed),
 * workgroups of the set (named, where the answer names them), or the moment (throttled, or a passing trouble).
 */
export type RefusalScope =
  | { readonly kind: 'caller' }
  | { readonly kind: 'workgroups'; readonly named: readonly string[] }
  | { readonly kind: 'moment' };

/** AWS, or the way to it, refused a token. */
export class TokenRefusal extends UserError {
  constructor(
    message: string,
    action: Action,
    readonly scope: RefusalScope,
    options?: ErrorOptions,
  ) {
    super(message, action, options);
  }
}
