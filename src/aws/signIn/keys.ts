import type { Credentials } from '@aws-sdk/client-sts';
import * as l10n from '@vscode/l10n';
import { UserError } from '../../core/base/userError.js';
import type { IdentityEntry } from '../../core/identity/identity.js';

/** A role session's keys, which end. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** The keys in an answer of STS. Throws a sentence where some are missing. */
export function parseKeys(from: Credentials | undefined, { name }: IdentityEntry): Keys {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = from ?? {};
  if (
    AccessKeyId === undefined ||
    SecretAccessKey === undefined ||
    SessionToken === undefined ||
    Expiration === undefined
  ) {
    throw new UserError(l10n.t('AWS answered without keys for the identity "{0}". Try again.', name), {
      kind: 'retry',
    });
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
}
