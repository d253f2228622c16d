import assert from 'node:assert/strict';
import type { FaultKind } from '../../emulator/faults.js';
import { makePlace } from '../../emulator/world/world.js';
import { accountId, endCompany, startCompany } from '../../fakes/company.js';
import type { Product } from '../../fakes/product.js';

const operation = 'GetIdentityCenterAuthToken';
const validation: FaultKind = { kind: 'error', name: 'ValidationException', status: 400, message: 'no' };

/** A fault, each in a region of its own so that their pauses run side by side; how many tries a call then takes. */
const faults: Readonly<Record<string, readonly [region: string, fault: FaultKind, tries: number]>> = {
  'an internal error': ['eu-west-1', { kind: 'internal' }, 3],
  'a reset': ['eu-west-2', { kind: 'reset' }, 3],
  'HTML from a proxy': ['eu-west-3', { kind: 'badGateway' }, 3],
  'a throttle': ['eu-central-1', { kind: 'throttle' }, 3],
  'a refusal': ['eu-north-1', validation, 1],
};

describe('the tries that a call takes', function () {
  // The SDK's pauses are real time.
  this.timeout(10_000);
  let product: Product;
  beforeEach(async () => {
    product = await startCompany({ env: { AWS_MAX_ATTEMPTS: '3' } });
    const regions = Object.values(faults).map(([region]) => region);
    for (const region of regions)
      product.aws.world.places.push(makePlace(accountId, region, [{ workgroupName: 'ledger' }]));
    product.edges.sources = regions.map((region) => ({ profile: 'analytics', region }));
  });
  afterEach(() => endCompany(product));
  const outcomes = async (times: number): Promise<Readonly<Record<string, readonly [string, number]>>> => {
    const refs = await product.workgroups();
    for (const [region, fault] of Object.values(faults))
      product.aws.inject({ ...fault, operation, region, times });
    const found = await product.service.get(refs, new AbortController().signal);
    const entries = Object.entries(faults).map(([what, [region]]) => {
      const isGranted = found.granted.some(({ sourceId }) => sourceId.endsWith(`@${region}`));
      const calls = product.aws.requests.filter(
        (request) => request.operation === operation && request.region === region,
      );
      return [what, [isGranted ? 'token' : 'none', calls.length]] as const;
    });
    return Object.fromEntries(entries);
  };

  it('are three for what may pass, and one for a refusal', async () => {
    const expected = Object.entries(faults).map(([what, [, , tries]]) => [what, ['none', tries]]);
    assert.deepEqual(await outcomes(5), Object.fromEntries(expected));
  });

  it('end with the first that succeeds', async () => {
    const expected = Object.entries(faults).map(([what, [, , tries]]) => [
      what,
      tries === 1 ? ['none', 1] : ['token', 2],
    ]);
    assert.deepEqual(await outcomes(1), Object.fromEntries(expected));
  });
});
