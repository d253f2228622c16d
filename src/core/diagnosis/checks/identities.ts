import * as l10n from '@vscode/l10n';
import { timeOfDay } from '../../base/duration.js';
import { UserError } from '../../base/userError.js';
import type { IdentityEntry } from '../../identity/identity.js';
import type { Examination } from '../diagnosis.js';
import { failed, ok, skipped, type Finding } from '../finding.js';
import { nextStep } from '../nextStep.js';
import { StepFailure, type IdentityStep } from '../stepFailure.js';
import { keyFailure, signerOf, type Used } from '../usedCredentials.js';

interface Link {
  readonly step: IdentityStep;
  readonly title: string;
  /** What it came to, where it was done. */
  readonly done: string;
}

/** Which link of the chain from a person to keys with their identity fails. The token call is its last. */
export function checkIdentities({ probes }: Examination, used: readonly Used[]): readonly Finding[] {
  return used.flatMap((one) => {
    const { credentials } = one.access;
    if (credentials.kind !== 'identity') return [];
    let entry: IdentityEntry;
    try {
      entry = probes.identities.find(credentials.name);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return [failed(l10n.t('Identity "{0}"', credentials.name), error.message, nextStep(error))];
    }
    const signer = signerOf(entry);
    return ofChain(linksOf(entry, one), one, signer && keyFailure(used, signer.access));
  });
}

/** @param ofSigner why there are no keys of the profile that signs, which comes to light without a sign-in too */
function ofChain(
  links: readonly Link[],
  { keys }: Used,
  ofSigner: UserError | undefined,
): readonly Finding[] {
  if (keys.kind === 'done') return links.map(({ title, done }) => ok(title, done));
  const step = failedStep(keys.error, ofSigner);
  const at = links.findIndex((link) => link.step === step);
  return links.map((link, index): Finding => {
    const { title, done } = link;
    if (index === at) return failed(title, keys.error.message, nextStep(keys.error));
    if (link.step === 'signer' && ofSigner !== undefined)
      return failed(title, ofSigner.message, nextStep(ofSigner));
    return index < at ? ok(title, done) : skipped(title, l10n.t('Not reached.'));
  });
}

/** A failure that names no step is the provider's, unless the profile that signs has the same to say. */
function failedStep(error: UserError, ofSigner: UserError | undefined): IdentityStep {
  if (error instanceof StepFailure) return error.step;
  return ofSigner?.message === error.message ? 'signer' : 'signIn';
}

function linksOf(entry: IdentityEntry, { keys }: Used): readonly Link[] {
  const { name, issuer, applicationArn, applicationCredentials: signer, accessRoleArn } = entry;
  const end = keys.kind === 'done' ? keys.value.expiresAt : undefined;
  return [
    {
      step: 'signIn',
      title: l10n.t('Identity "{0}", sign-in', name),
      done: l10n.t('{0} lets this person in.', issuer),
    },
    signer.kind === 'profile'
      ? {
          step: 'signer',
          title: l10n.t('Identity "{0}", keys that sign for the application', name),
          done: l10n.t('Profile "{0}" gives them.', signer.name),
        }
      : {
          step: 'signer',
          title: l10n.t('Identity "{0}", AssumeRoleWithWebIdentity', name),
          done: l10n.t('The role {0} takes the ID token.', signer.roleArn),
        },
    {
      step: 'exchange',
      title: l10n.t('Identity "{0}", CreateTokenWithIAM', name),
      done: l10n.t('The application {0} gives the identity.', applicationArn),
    },
    {
      step: 'accessRole',
      title: l10n.t('Identity "{0}", AssumeRole', name),
      done:
        end === undefined
          ? l10n.t('The role {0} carries the identity.', accessRoleArn)
          : l10n.t('The role {0} carries the identity until {1}.', accessRoleArn, timeOfDay(end)),
    },
  ];
}
