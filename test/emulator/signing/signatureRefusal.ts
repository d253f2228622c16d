/**
 * Why a signature was not accepted. Each protocol has its own error names for these
 * (https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/CommonErrors.html).
 */
export type SignatureRefusalKind =
  | 'missingAuthentication'
  | 'incompleteSignature'
  | 'invalidSignature'
  | 'unknownCredentials'
  | 'expiredCredentials';

/** A signature that is not accepted, with AWS's sentence. */
export class SignatureRefusal extends Error {
  constructor(
    readonly kind: SignatureRefusalKind,
    message: string,
  ) {
    super(message);
  }
}
