/** A user name and password of a local endpoint, given to one client. Opens that endpoint alone, and can be revoked. */
export interface HandOut {
  readonly user: string;
  /** Begins with {@link passwordMark}, then 32 random bytes in base64url. */
  readonly password: string;
  /** What it was made for: the label of a target, a notebook, a terminal or another extension. */
  readonly client: string;
  /** In milliseconds since 1970, by the local clock. */
  readonly madeAt: number;
}

/** What every password of a local endpoint begins with, so that one in a file is recognised. */
export const passwordMark = 'rsidc_';
