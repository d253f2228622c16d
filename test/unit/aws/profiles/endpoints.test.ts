import assert from 'node:assert/strict';
import type { AwsFiles } from '../../../../src/aws/profiles/awsFiles.js';
import { endpointOptions, type EndpointOptions } from '../../../../src/aws/profiles/endpoints.js';

const files: AwsFiles = {
  problems: [],
  profiles: new Map([
    ['plain', { region: 'us-east-1' }],
    ['own', { endpoint_url: 'http://own' }],
    ['both', { endpoint_url: 'http://own', services: 'local' }],
    ['ignoring', { endpoint_url: 'http://own', ignore_configured_endpoint_urls: 'true' }],
    ['lost', { services: 'gone' }],
    ['fips', { use_fips_endpoint: 'True', use_dualstack_endpoint: 'true' }],
  ]),
  ssoSessions: new Map(),
  services: new Map([['local', { 'redshift_serverless.endpoint_url': 'http://section' }]]),
};
const service = { AWS_ENDPOINT_URL_REDSHIFT_SERVERLESS: 'http://service' };
const general = { AWS_ENDPOINT_URL: 'http://general' };

type Row = readonly [
  profile: string | undefined,
  env: Readonly<Record<string, string>>,
  options: EndpointOptions,
];
const rows: Readonly<Record<string, Row>> = {
  'no override where none is configured': ['plain', {}, {}],
  'none for a profile that is not there': ['gone', {}, {}],
  'none of a section that is not there': ['lost', {}, {}],
  "the service's variable before all": ['both', { ...service, ...general }, { endpoint: 'http://service' }],
  'the general variable before the profile': ['both', general, { endpoint: 'http://general' }],
  "the profile's section before its own": ['both', {}, { endpoint: 'http://section' }],
  "the profile's own": ['own', {}, { endpoint: 'http://own' }],
  'the general variable without a profile': [undefined, general, { endpoint: 'http://general' }],
  'the next one where a variable is empty': ['own', { AWS_ENDPOINT_URL: '' }, { endpoint: 'http://own' }],
  'nothing where the environment says to ignore': [
    'own',
    { ...general, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
    {},
  ],
  'nothing where the profile says to ignore': ['ignoring', general, {}],
  'the override where the environment takes the ignoring back': [
    'ignoring',
    { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' },
    { endpoint: 'http://own' },
  ],
  'FIPS and dual stack of the profile': ['fips', {}, { useFipsEndpoint: true, useDualstackEndpoint: true }],
  'FIPS and dual stack of the environment': [
    'plain',
    { AWS_USE_FIPS_ENDPOINT: 'true', AWS_USE_DUALSTACK_ENDPOINT: 'TRUE' },
    { useFipsEndpoint: true, useDualstackEndpoint: true },
  ],
  'the environment before the profile for FIPS': [
    'fips',
    { AWS_USE_FIPS_ENDPOINT: 'false' },
    { useDualstackEndpoint: true },
  ],
};

describe('endpoints', () => {
  for (const [what, [profile, env, options]] of Object.entries(rows)) {
    it(`are reached with ${what}`, () =>
      assert.deepEqual(endpointOptions('redshift_serverless', profile, files, env), options));
  }

  it('of another service are not taken', () =>
    assert.deepEqual(endpointOptions('sts', 'both', files, service), { endpoint: 'http://own' }));
});
