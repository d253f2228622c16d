import assert from 'node:assert/strict';
import { UserError } from '../../../../src/core/base/userError.js';
import type { Workgroup } from '../../../../src/core/sources/workgroup.js';
import { makeSource } from '../../../../src/core/sources/source.js';
import { listingRow, sourceRow } from '../../../../src/core/sources/sourceRow.js';
import { hourMs, timeAndDay, timeOfDay } from '../../../../src/core/base/duration.js';
import type { Renewal } from '../../../../src/core/identity/renewal.js';
import { madeRef } from '../../../fakes/madeToken.js';

const profile = makeSource({ kind: 'profile', name: 'analytics' }, 'us-east-1');
const environment = makeSource({ kind: 'environment' }, 'eu-west-1');
const principal = 'arn:aws:iam::123456789012:user/anna';
const unknown = { caller: undefined, canSignIn: false, signIns: [] };
const now = Date.UTC(2026, 0, 5, 12);
const workgroup = madeRef('analytics') as Workgroup;

describe('the row of a source', () => {
  it('names profile and region', () =>
    assert.deepEqual(sourceRow(profile, unknown, now), {
      label: 'analytics',
      description: 'us-east-1',
      icon: { name: 'account' },
      tooltip: undefined,
      contextValue: 'source own',
      spoken: 'Source analytics, us-east-1',
      action: undefined,
    }));

  it('names the account and the caller once they are known', () =>
    assert.deepEqual(
      sourceRow(environment, { ...unknown, caller: { accountId: '123456789012', principal } }, now),
      {
        label: 'Environment',
        description: 'eu-west-1 · 123456789012',
        icon: { name: 'server-environment' },
        tooltip: principal,
        contextValue: 'source own',
        spoken: 'Source Environment, eu-west-1 · 123456789012',
        action: undefined,
      },
    ));

  it('says that its credentials come from a sign-in, and who made it a source', () =>
    assert.deepEqual(
      [
        sourceRow(profile, { ...unknown, canSignIn: true }, now).contextValue,
        sourceRow({ ...profile, isManaged: true }, { ...unknown, canSignIn: true }, now).contextValue,
        sourceRow({ ...profile, isManaged: true }, unknown, now).tooltip,
      ],
      ['source withSignIn own', 'source withSignIn managed', 'Managed by your organisation'],
    ));

  it("names the person of an identity, and has the sign-in's own clock in its tooltip", () => {
    const source = makeSource({ kind: 'identity', name: 'Acme' }, 'us-east-1');
    const signedIn = { kind: 'signedIn', person: 'anna@example.com', signedInAt: now } as const;
    const shown = (renewal: Renewal): readonly (string | undefined)[] => {
      const signIns = [{ identity: 'Acme', renewal }];
      const { description, tooltip } = sourceRow(source, { ...unknown, signIns }, now);
      return [description, tooltip];
    };
    const end = now + 6 * hourMs;
    const tomorrow = end + 24 * hourMs;
    assert.deepEqual(
      [
        shown({ ...signedIn, isRenewable: true, endsAt: undefined }),
        shown({ ...signedIn, isRenewable: true, endsAt: end }),
        shown({ ...signedIn, isRenewable: true, endsAt: tomorrow }),
        shown({ ...signedIn, isRenewable: false, endsAt: end }),
        shown({ kind: 'ended', person: 'anna@example.com', reason: 'expired' }),
        shown({ kind: 'signedOut' }),
      ],
      [
        ['us-east-1 · anna@example.com', 'Identity Acme: anna@example.com, renewed silently'],
        [
          'us-east-1 · anna@example.com',
          `Identity Acme: anna@example.com, renewed silently until ${timeOfDay(end)}`,
        ],
        [
          'us-east-1 · anna@example.com',
          `Identity Acme: anna@example.com, renewed silently until ${timeAndDay(tomorrow, now)}`,
        ],
        [
          'us-east-1 · anna@example.com',
          `Identity Acme: anna@example.com, until ${timeOfDay(end)}; then a new sign-in is needed`,
        ],
        ['us-east-1 · sign-in has ended', 'Identity Acme: the sign-in of anna@example.com has ended'],
        ['us-east-1 · not signed in', 'Identity Acme: not signed in'],
      ],
    );
    assert.notEqual(timeAndDay(tomorrow, now), timeOfDay(tomorrow));
  });
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
