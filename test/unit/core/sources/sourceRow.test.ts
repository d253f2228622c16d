import assert from 'node:assert/strict';
import { UserError } from '../../../../src/core/base/userError.js';
import type { Workgroup } from '../../../../src/core/sources/workgroup.js';
import { makeSource } from '../../../../src/core/sources/source.js';
import { listingRow, sourceRow } from '../../../../src/core/sources/sourceRow.js';
import { madeRef } from '../../../fakes/madeToken.js';

const profile = makeSource({ kind: 'profile', name: 'analytics' }, 'us-east-1');
const environment = makeSource({ kind: 'environment' }, 'eu-west-1');
const principal = 'arn:aws:iam::123456789012:user/anna';
const workgroup = madeRef('analytics') as Workgroup;

describe('the row of a source', () => {
  it('names profile and region', () =>
    assert.deepEqual(sourceRow(profile, undefined, false), {
      label: 'analytics',
      description: 'us-east-1',
      icon: { name: 'account' },
      tooltip: undefined,
      contextValue: 'source',
      spoken: 'Source analytics, us-east-1',
      action: undefined,
    }));

  it('names the account and the caller once they are known', () =>
    assert.deepEqual(sourceRow(environment, { accountId: '123456789012', principal }, false), {
      label: 'Environment',
      description: 'eu-west-1 · 123456789012',
      icon: { name: 'server-environment' },
      tooltip: principal,
      contextValue: 'source',
      spoken: 'Source Environment, eu-west-1 · 123456789012',
      action: undefined,
    }));

  it('says that its credentials come from a sign-in', () =>
    assert.equal(sourceRow(profile, undefined, true).contextValue, 'source withSignIn'));
});

describe('the row of a listing', () => {
  it('says what failed, and what a click does about it', () => {
    const error = new UserError('AWS is throttling.', { kind: 'retry' });
    assert.deepEqual(listingRow({ kind: 'failed', workgroups: [workgroup], error }), {
      label: 'AWS is throttling.',
      description: 'Retry',
      icon: { name: 'warning', color: 'list.warningForeground' },
      tooltip: 'AWS is throttling.',
      contextValue: 'problem',
      spoken: 'AWS is throttling. Retry',
      action: { kind: 'retry' },
    });
  });

  it('says that there are none', () =>
    assert.deepEqual(listingRow({ kind: 'listed', workgroups: [] }), {
      label: 'No workgroups in this region',
      description: '',
      icon: { name: 'info' },
      tooltip: undefined,
      contextValue: 'empty',
      spoken: 'No workgroups in this region',
      action: undefined,
    }));

  it('is not there where the workgroups say enough, or nothing has come yet', () =>
    assert.deepEqual(
      [
        listingRow({ kind: 'listed', workgroups: [workgroup] }),
        listingRow({ kind: 'listing', workgroups: [] }),
        listingRow({ kind: 'unlisted', workgroups: [] }),
      ],
      [undefined, undefined, undefined],
    ));
});
