import assert from 'node:assert/strict';
import {
  accountOfGivenKey,
  allWorkgroups,
  isGivenKey,
  parseGivenText,
} from '../../../../src/core/sources/givenWorkgroup.js';
import { makeSource, parseSourceSettings, sourceSetting } from '../../../../src/core/sources/source.js';
import type { Workgroup } from '../../../../src/core/sources/workgroup.js';

const host = 'analytics.123456789012.us-east-1.redshift-serverless.amazonaws.com';
const endpoint = { host, port: 5439 };
const known = { name: 'analytics', region: 'us-east-1', endpoint, database: undefined };

const texts: Readonly<Record<string, ReturnType<typeof parseGivenText>>> = {
  analytics: { name: 'analytics', endpoint: undefined, database: undefined, region: undefined },
  [host]: known,
  [` ${host}:5440/dev `]: { ...known, endpoint: { host, port: 5440 }, database: 'dev' },
  [`${host.toUpperCase()}:5439/`]: known,
  [`jdbc:redshift://${host}:5439/sales%20data;ssl=true`]: { ...known, database: 'sales data' },
  [`jdbc:redshift:iam://${host}:5439/dev?DbUser=x`]: { ...known, database: 'dev' },
  [`my-endpoint-abc.${host.split('.').slice(1).join('.')}`]: {
    name: undefined,
    region: 'us-east-1',
    endpoint: { host: `my-endpoint-abc.${host.split('.').slice(1).join('.')}`, port: 5439 },
    database: undefined,
  },
  'redshift.example.com:5439/dev': {
    name: undefined,
    region: undefined,
    endpoint: { host: 'redshift.example.com', port: 5439 },
    database: 'dev',
  },
  ab: undefined,
  'Two words': undefined,
  'postgres://localhost/dev': undefined,
  '': undefined,
};

describe('a given workgroup', () => {
  for (const [text, read] of Object.entries(texts)) {
    it(`is read from "${text}"${read === undefined ? ': as nothing' : ''}`, () => {
      assert.deepEqual(parseGivenText(text), read);
    });
  }

  it('survives the settings, and one that cannot be read is named and skipped', () => {
    const source = makeSource({ kind: 'profile', name: 'dev' }, 'us-east-1', undefined, [
      { name: 'analytics', endpoint, database: 'dev' },
      { name: 'marketing', endpoint: undefined, database: undefined },
    ]);
    const entry = sourceSetting(source);
    const spoiled = { ...entry, workgroups: [...(entry.workgroups ?? []), { name: 'X' }, 7] };
    const { sources, problems } = parseSourceSettings([spoiled]);
    assert.deepEqual(sources, [source]);
    assert.deepEqual(problems, [
      'A workgroup in entry 1 of the setting redshiftIdc.sources is skipped: it needs a "name" of 3 to 64 characters, a to z, 0 to 9 and "-".',
    ]);
  });

  it('stands beside the listed ones, and gives way to a listed one of its name', () => {
    const source = makeSource({ kind: 'environment' }, 'us-east-1', undefined, [
      { name: 'analytics', endpoint, database: undefined },
      { name: 'audit', endpoint: undefined, database: undefined },
    ]);
    const listed: Workgroup = {
      sourceId: source.id,
      arn: 'arn:aws:redshift-serverless:us-east-1:123456789012:workgroup/1',
      name: 'analytics',
      namespaceName: 'ns',
      status: 'AVAILABLE',
      endpoint,
      baseCapacity: 8,
      maxCapacity: undefined,
      isPublic: false,
      database: undefined,
      hasEnhancedVpcRouting: false,
    };
    const all = allWorkgroups(source, [listed]);
    assert.deepEqual(
      all.map(({ name, status, arn }) => [name, status, isGivenKey(arn)]),
      [
        ['audit', 'GIVEN', true],
        ['analytics', 'AVAILABLE', false],
      ],
    );
  });

  it('tells the account in an endpoint of AWS, and in no other', () => {
    assert.deepEqual(
      [accountOfGivenKey(`given:${host}`), accountOfGivenKey('given:analytics')],
      ['123456789012', undefined],
    );
  });
});
