import assert from 'node:assert/strict';
import { UserError, type Action } from '../../../../src/core/base/userError.js';
import { nextStep } from '../../../../src/core/diagnosis/nextStep.js';
import { StepFailure } from '../../../../src/core/diagnosis/stepFailure.js';

const steps: readonly (readonly [Action, string])[] = [
  [{ kind: 'retry' }, 'After that, run Diagnose… again.'],
  [{ kind: 'showLog' }, 'Run Show Log to see where it failed.'],
  [{ kind: 'addSource' }, 'Run Add Source… and choose a profile.'],
  [
    { kind: 'tokenCredentials', accessId: 'environment@us-east-1' },
    'Run Get Tokens with Other Credentials… and choose an identity, or a profile whose credentials carry one.',
  ],
  [{ kind: 'signIn', profile: 'analytics' }, 'Run Sign In… for profile "analytics".'],
  [{ kind: 'signInIdentity', identity: 'company' }, 'Run Sign In… with the identity "company".'],
  [{ kind: 'openAwsConfig' }, 'Correct the AWS config file, then run Diagnose… again.'],
  [{ kind: 'openAwsCredentials' }, 'Correct the AWS credentials file, then run Diagnose… again.'],
  [{ kind: 'openSettings' }, 'Correct the settings that begin with redshiftIdc, then run Diagnose… again.'],
  [{ kind: 'manageTrust' }, 'Trust this workspace, then run Diagnose… again.'],
  [{ kind: 'keepInMemory' }, 'Set redshiftIdc.tokens.persist to session, then run Diagnose… again.'],
  [
    { kind: 'copyText', title: 'Copy Sign-In Command', text: 'aws login --profile a' },
    'Copy Sign-In Command: aws login --profile a',
  ],
];

describe('The next step of a report', () => {
  for (const [action, expected] of steps) {
    it(`says in words what the button of ${action.kind} would do`, () => {
      assert.equal(nextStep(new UserError('It failed.', action)), expected);
    });
  }

  it('is what would make a step of an identity go, where that is known', () => {
    const failure = (next: string | undefined) =>
      new StepFailure('It failed.', { kind: 'openSettings' }, 'exchange', next);
    assert.deepEqual(
      [nextStep(failure('An administrator adds the grant.')), nextStep(failure(undefined))],
      [
        'An administrator adds the grant.',
        'Correct the settings that begin with redshiftIdc, then run Diagnose… again.',
      ],
    );
  });
});
