import assert from 'node:assert/strict';
import { timeOfDay } from '../../../../src/core/base/duration.js';
import { UserError } from '../../../../src/core/base/userError.js';
import type { Row } from '../../../../src/core/sources/sourceRow.js';
import type { Workgroup } from '../../../../src/core/sources/workgroup.js';
import { LoginRefusal } from '../../../../src/core/tokens/loginRefusals.js';
import { tokenState, type Token } from '../../../../src/core/tokens/token.js';
import { workgroupRow } from '../../../../src/core/tokens/workgroupRow.js';
import { madeToken, madeWorkgroup, minute } from '../../../fakes/madeToken.js';

const now = Date.parse('2027-03-04T12:00:00Z');
const refusal = new UserError('AWS will not.', { kind: 'retry' });
const plain = madeWorkgroup('analytics');
const facts = (status = 'available'): readonly string[] => [
  'Namespace: analytics-ns',
  'Endpoint: analytics.example:5439',
  `Status: ${status}`,
  'Capacity: 128 to 512 RPU',
  'Network: private: reachable only from its VPC',
];

const row = (workgroup: Workgroup, token?: Token, reason?: UserError): Row =>
  workgroupRow(workgroup, tokenState(token, now, 5), reason, now);
const withLeft = (minutes: number, ...names: string[]): Token =>
  madeToken(names, now + (minutes - 60) * minute);

describe('the row of a workgroup', () => {
  it('shows a database, and no words, without a token', () =>
    assert.deepEqual(row(plain), {
      label: 'analytics',
      description: '',
      icon: { name: 'database' },
      tooltip: facts().join('\n\n'),
      contextValue: 'workgroup withoutToken listed',
      spoken: 'Workgroup analytics, no token',
      action: undefined,
    }));

  it('shows a green key and the time left with a token, and who shares it', () =>
    assert.deepEqual(row(plain, withLeft(9, 'analytics', 'marketing')), {
      label: 'analytics',
      description: '9 min',
      icon: { name: 'key', color: 'charts.green' },
      tooltip: [...facts(), `Token: until ${timeOfDay(now + 9 * minute)}, shared by 2 workgroups`].join(
        '\n\n',
      ),
      contextValue: 'workgroup withToken listed',
      spoken: 'Workgroup analytics, 9 min',
      action: undefined,
    }));

  const shown: Readonly<Record<string, readonly [Row, string, Row['icon'], string]>> = {
    'that a token ends soon': [
      row(plain, withLeft(1.5, 'analytics')),
      '1:30, expiring',
      { name: 'clock', color: 'list.warningForeground' },
      'workgroup withToken listed',
    ],
    'that a token has ended': [
      row(plain, withLeft(-1, 'analytics')),
      'expired',
      { name: 'error', color: 'list.errorForeground' },
      'workgroup withToken listed',
    ],
    'why there is none': [
      row(plain, undefined, refusal),
      'no token: AWS will not.',
      { name: 'circle-slash', color: 'list.warningForeground' },
      'workgroup withoutToken listed',
    ],
    'that Redshift does not take the token, whatever time it has left': [
      row(plain, withLeft(52, 'analytics'), new LoginRefusal('Not for this one.', { kind: 'retry' })),
      'refused by Redshift',
      { name: 'circle-slash', color: 'list.errorForeground' },
      'workgroup withToken listed',
    ],
    'that it is being created': [
      row({ ...plain, status: 'CREATING' }),
      'being created',
      { name: 'sync' },
      'workgroup withoutToken listed',
    ],
    'that it is being modified, beside the time left': [
      row({ ...plain, status: 'MODIFYING' }, withLeft(52, 'analytics')),
      '52 min · being modified',
      { name: 'key', color: 'charts.green' },
      'workgroup withToken listed',
    ],
    'that it is being deleted': [
      row({ ...plain, status: 'DELETING' }),
      'being deleted',
      { name: 'sync' },
      'workgroup withoutToken listed',
    ],
    'that its status is unknown': [
      row({ ...plain, status: 'UNKNOWN' }),
      'status unknown',
      { name: 'sync' },
      'workgroup withoutToken listed',
    ],
  };
  for (const [what, [made, description, icon, contextValue]] of Object.entries(shown)) {
    it(`says ${what}`, () =>
      assert.deepEqual(
        {
          description: made.description,
          icon: made.icon,
          contextValue: made.contextValue,
          spoken: made.spoken,
        },
        { description, icon, contextValue, spoken: `Workgroup analytics, ${description}` },
      ));
  }

  it('leaves out of its tooltip what AWS does not say, and warns of enhanced VPC routing', () => {
    const bare: Workgroup = {
      ...plain,
      namespaceName: undefined,
      endpoint: undefined,
      baseCapacity: 8,
      maxCapacity: undefined,
      isPublic: true,
      hasEnhancedVpcRouting: true,
      status: 'CREATING',
    };
    assert.equal(
      row(bare, undefined, refusal).tooltip,
      [
        'Status: being created',
        'Capacity: 8 RPU',
        'Network: public',
        'Refused: AWS will not.',
        'Enhanced VPC routing: logins need the sso-oauth and identitystore interface endpoints in its VPC.',
      ].join('\n\n'),
    );
  });

  it('never holds the token', () =>
    assert.ok(!JSON.stringify(row(plain, withLeft(9, 'analytics'))).includes('secret-of')));
});
