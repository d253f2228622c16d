import * as l10n from '@vscode/l10n';
import { UserError, type Action } from '../../core/base/userError.js';
import type { IdentityEntry } from '../../core/identity/identity.js';
import { makeAccess, type Access } from '../../core/sources/access.js';
import { explainMoment, otherRefusal } from '../awsErrors.js';
import { explainCredentials, type Explanation } from '../credentialErrors.js';
import { parseFailure, type Failure } from '../failure.js';

const retry = { kind: 'retry' } as const;
const openSettings = { kind: 'openSettings' } as const;

/**
 * What became of what was shown to AWS: it may be spent though no answer came, it has ended, or it was looked at and
 * refused, which showing another does not change.
 */
export type ProofFate = 'lost' | 'ended' | 'refused';

/** AWS did not do a step of an identity's way. */
export class IdentityRefusal extends UserError {
  constructor(
    { message, action }: Explanation,
    readonly fate: ProofFate,
    options?: ErrorOptions,
  ) {
    super(message, action, options);
  }
}

/** Explains why a role did not take the provider's ID token. */
export function signerError(error: unknown, entry: IdentityEntry, roleArn: string): UserError {
  return refusal(error, entry, ({ name, message }) => {
    if (name.startsWith('ExpiredToken')) return said(outOfDate(entry), retry);
    if (name.startsWith('AccessDenied')) {
      return said(
        l10n.t(
          'The role {0} does not take ID tokens of {1} from this person or client. Its trust policy must allow sts:AssumeRoleWithWebIdentity.',
          roleArn,
          entry.issuer,
        ),
      );
    }
    if (!/^(InvalidIdentityToken|IDPRejectedClaim|IDPCommunicationError)/.test(name)) return undefined;
    const why = /provider found/i.test(message)
      ? l10n.t('it knows no OpenID provider {0}', entry.issuer)
      : /audience/i.test(message)
        ? l10n.t('the client id {0} is not among the audiences of the OpenID provider', entry.clientId)
        : l10n.t('it cannot verify the token');
    return said(
      l10n.t(
        'IAM refuses the ID token of {0}: {1}. An administrator can set this up in IAM.',
        entry.issuer,
        why,
      ),
    );
  });
}

/** Explains why the access role could not be assumed. */
export function accessRoleError(error: unknown, entry: IdentityEntry): UserError {
  const { accessRoleArn: role } = entry;
  return refusal(
    error,
    entry,
    ({ name, message }) => {
      if (name.startsWith('AccessDenied') && message.includes('sts:SetContext')) {
        return said(
          l10n.t(
            'The role {0} may not carry an identity: its trust policy lacks sts:SetContext beside sts:AssumeRole.',
            role,
          ),
        );
      }
      if (name.startsWith('AccessDenied')) {
        return said(
          l10n.t(
            'The role {0} cannot be assumed: it is not there, or its trust policy does not name the credentials that sign for the application.',
            role,
          ),
        );
      }
      if (/Context/.test(name)) {
        return {
          message: l10n.t('The role {0} did not take the identity of IAM Identity Center. Retry.', role),
          action: retry,
        };
      }
      return name === 'ValidationError' && message.includes('MaxSessionDuration')
        ? said(l10n.t('The role {0} allows no session of an hour. Raise its maximum session duration.', role))
        : undefined;
    },
    () => 'refused',
  );
}

export function outOfDate({ issuer }: Pick<IdentityEntry, 'issuer'>): string {
  return l10n.t(
    'AWS takes the token of {0} for expired. Check the clocks of this computer and of the provider, then retry.',
    issuer,
  );
}

export const said = (message: string, action: Action = openSettings): Explanation => ({ message, action });

/** The step's own words first, then those for credentials, for the moment, and AWS's own. */
export function refusal(
  error: unknown,
  entry: IdentityEntry,
  explain: (failure: Failure) => Explanation | undefined,
  fateOf: (failure: Failure) => ProofFate | undefined = () => undefined,
): UserError {
  if (error instanceof UserError) return error;
  const failure = parseFailure(error);
  const access = signingAccess(entry);
  const explanation = explain(failure) ??
    explainCredentials(failure, access) ??
    explainMoment(failure, access) ?? { message: otherRefusal(failure), action: retry };
  return new IdentityRefusal(explanation, fateOf(failure) ?? (isAnswered(failure) ? 'refused' : 'lost'), {
    cause: error,
  });
}

/** Whether AWS itself said no: after anything else, half an answer included, it may have done what was asked. */
function isAnswered({ name, status }: Failure): boolean {
  if (name === 'CredentialsProviderError') return true;
  const isRefused = status !== undefined && status >= 400 && status < 500;
  return isRefused && !['SyntaxError', 'Unknown', 'UnknownError'].includes(name);
}

function signingAccess({ applicationCredentials: signer, identityCenterRegion }: IdentityEntry): Access {
  return makeAccess(
    signer.kind === 'profile' ? { kind: 'profile', name: signer.name } : { kind: 'environment' },
    identityCenterRegion,
  );
}
