import * as l10n from '@vscode/l10n';
import { forAdministrator } from '../../core/base/forAdministrator.js';
import { Cancelled, UserError, type Action } from '../../core/base/userError.js';
import { StepFailure, type IdentityStep } from '../../core/diagnosis/stepFailure.js';
import type { IdentityEntry } from '../../core/identity/identity.js';
import { makeAccess, type Access } from '../../core/sources/access.js';
import { explainMoment, otherRefusal } from '../awsErrors.js';
import { explainCredentials, isCredentialRefusal, type Explanation } from '../credentialErrors.js';
import { parseFailure, type Failure } from '../failure.js';

const retry = { kind: 'retry' } as const;
const openSettings = { kind: 'openSettings' } as const;

/**
 * What became of what was shown to AWS: it may be spent though no answer came, it has ended, or it was looked at and
 * refused, which showing another does not change.
 */
export type ProofFate = 'lost' | 'ended' | 'refused';

/** A step that AWS was asked for, as opposed to the provider. */
type AwsStep = Exclude<IdentityStep, 'signIn'>;

/** Why a step was not done, and for a report what would make it go. */
export interface StepExplanation extends Explanation {
  readonly next?: string;
}

/** AWS did not do a step of an identity's way. */
export class IdentityRefusal extends StepFailure {
  constructor(
    { message, action, next }: StepExplanation,
    readonly fate: ProofFate,
    step: AwsStep,
    /** Whether AWS did not take the keys that signed the call: others may be there by now. */
    readonly areKeysRefused: boolean,
    options?: ErrorOptions,
  ) {
    super(message, action, step, next, options);
  }
}

/** Explains why a role did not take the provider's ID token. */
export function signerError(error: unknown, entry: IdentityEntry, roleArn: string): UserError {
  return refusal(error, entry, 'signer', ({ name, message }) => {
    if (name.startsWith('ExpiredToken')) return said(outOfDate(entry), undefined, retry);
    if (name.startsWith('AccessDenied')) {
      return administratorNeeded(
        l10n.t(
          'The role {0} does not take ID tokens of {1} from this person or client. Its trust policy must allow sts:AssumeRoleWithWebIdentity.',
          roleArn,
          entry.issuer,
        ),
        l10n.t(
          'An administrator lets the trust policy of {0} allow sts:AssumeRoleWithWebIdentity for {1}, with the client id {2} as audience.',
          roleArn,
          entry.issuer,
          entry.clientId,
        ),
      );
    }
    if (!/^(InvalidIdentityToken|IDPRejectedClaim|IDPCommunicationError)/.test(name)) return undefined;
    const why = /provider found/i.test(message)
      ? l10n.t('it knows no OpenID provider {0}', entry.issuer)
      : /audience/i.test(message)
        ? l10n.t('the client id {0} is not among the audiences of the OpenID provider', entry.clientId)
        : l10n.t('it cannot verify the token');
    return administratorNeeded(
      l10n.t(
        'IAM refuses the ID token of {0}: {1}. An administrator can set this up in IAM.',
        entry.issuer,
        why,
      ),
      l10n.t(
        'An administrator adds {0} to the OpenID providers of IAM, with the client id {1} as audience.',
        entry.issuer,
        entry.clientId,
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
    'accessRole',
    ({ name, message }) => {
      if (name.startsWith('AccessDenied') && message.includes('sts:SetContext')) {
        return administratorNeeded(
          l10n.t(
            'The role {0} may not carry an identity: its trust policy lacks sts:SetContext beside sts:AssumeRole.',
            role,
          ),
          l10n.t('An administrator adds sts:SetContext to the trust policy of {0}.', role),
        );
      }
      if (name.startsWith('AccessDenied')) {
        return administratorNeeded(
          l10n.t(
            'The role {0} cannot be assumed: it is not there, or its trust policy does not name the credentials that sign for the application.',
            role,
          ),
          l10n.t(
            'An administrator names what signs for the application in the trust policy of {0}, with sts:AssumeRole and sts:SetContext.',
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
        ? administratorNeeded(
            l10n.t('The role {0} allows no session of an hour. Raise its maximum session duration.', role),
            l10n.t('An administrator raises the maximum session duration of {0} to an hour.', role),
          )
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

/** @param next what would make it go, where the action does not say it */
export function said(message: string, next?: string, action: Action = openSettings): StepExplanation {
  return { message, action, ...(next === undefined ? {} : { next }) };
}

/** @param next what an administrator does */
export function administratorNeeded(message: string, next: string): StepExplanation {
  return said(message, next, forAdministrator(`${message} ${next}`));
}

/** Does a step of an identity's way. What fails is explained; where `signal` was aborted, {@link Cancelled}. */
export async function doStep<T>(
  signal: AbortSignal,
  run: () => Promise<T>,
  explain: (error: unknown) => UserError,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (signal.aborted || error instanceof Cancelled) throw new Cancelled();
    throw explain(error);
  }
}

/** The step's own words first, then those for credentials, for the moment, and AWS's own. */
export function refusal(
  error: unknown,
  entry: IdentityEntry,
  step: AwsStep,
  explain: (failure: Failure) => StepExplanation | undefined,
  fateOf: (failure: Failure) => ProofFate | undefined = () => undefined,
): UserError {
  if (error instanceof IdentityRefusal) return error;
  if (error instanceof UserError)
    return new IdentityRefusal(error, 'refused', askedKeys(step), false, { cause: error });
  const failure = parseFailure(error);
  const access = signingAccess(entry);
  const explanation = explain(failure) ??
    explainCredentials(failure, access) ??
    explainMoment(failure, access) ?? { message: otherRefusal(failure), action: retry };
  const at = failure.name === 'CredentialsProviderError' ? askedKeys(step) : step;
  const fate = fateOf(failure) ?? (isAnswered(failure) ? 'refused' : 'lost');
  // What is said of the proof may bear the same name.
  const areKeysRefused = fate !== 'ended' && isCredentialRefusal(failure);
  return new IdentityRefusal(explanation, fate, at, areKeysRefused, { cause: error });
}

/** The exchange is the first to ask for the keys that sign: what keeps them away comes to light there. */
function askedKeys(step: AwsStep): AwsStep {
  return step === 'exchange' ? 'signer' : step;
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
