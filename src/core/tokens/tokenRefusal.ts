import { UserError, type Action } from '../base/userError.js';

/**
 * What an answer that refuses a token is about: the caller (said once, not retried until something changed),
 * workgroups of the set (named, where the answer names them), or the moment (throttled, or a passing trouble).
 */
export type RefusalScope =
  | { readonly kind: 'caller' }
  | { readonly kind: 'workgroups'; readonly named: readonly string[] }
  | { readonly kind: 'moment' };

export interface TokenRefusalOptions extends ErrorOptions {
  /** Says the same of one workgroup of the set alone. */
  readonly saidOf?: (name: string) => TokenRefusal;
}

/** AWS, or the way to it, refused a token. */
export class TokenRefusal extends UserError {
  private readonly saidOf: ((name: string) => TokenRefusal) | undefined;

  constructor(
    message: string,
    action: Action,
    readonly scope: RefusalScope,
    options: TokenRefusalOptions = {},
  ) {
    super(message, action, options);
    this.saidOf = options.saidOf;
  }

  /** The refusal as it reads on the row of one workgroup: of a set's refusal, what concerns that one. */
  of(name: string): TokenRefusal {
    return this.saidOf?.(name) ?? this;
  }
}
