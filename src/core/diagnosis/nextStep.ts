import * as l10n from '@vscode/l10n';
import type { UserError } from '../base/userError.js';
import { StepFailure } from './stepFailure.js';

/** What to do about an error, as a report says it: its button is not there. */
export function nextStep(error: UserError): string {
  if (error instanceof StepFailure && error.next !== undefined) return error.next;
  const { action } = error;
  switch (action.kind) {
    case 'showLog':
      return l10n.t('Run Show Log to see where it failed.');
    case 'addSource':
      return l10n.t('Run Add Source… and choose a profile.');
    case 'tokenCredentials':
      return l10n.t(
        'Run Get Tokens with Other Credentials… and choose an identity, or a profile whose credentials carry one.',
      );
    case 'signIn':
      return l10n.t('Run Sign In… for profile "{0}".', action.profile);
    case 'signInIdentity':
      return l10n.t('Run Sign In… with the identity "{0}".', action.identity);
    case 'openAwsConfig':
      return l10n.t('Correct the AWS config file, then run Diagnose… again.');
    case 'openAwsCredentials':
      return l10n.t('Correct the AWS credentials file, then run Diagnose… again.');
    case 'openSettings':
      return l10n.t('Correct the settings that begin with redshiftIdc, then run Diagnose… again.');
    case 'manageTrust':
      return l10n.t('Trust this workspace, then run Diagnose… again.');
    case 'keepInMemory':
      return l10n.t('Set redshiftIdc.tokens.persist to session, then run Diagnose… again.');
    case 'copyText':
      return `${action.title}: ${action.text}`;
    default:
      return l10n.t('After that, run Diagnose… again.');
  }
}
