import assert from 'node:assert/strict';
import { accountId, endCompany, startCompany } from '../../../fakes/company.js';
import type { Product } from '../../../fakes/product.js';

const signal = (): AbortSignal => new AbortController().signal;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("a token's identity", () => {
  let product: Product;
  beforeEach(async () => (product = await startCompany()));
  afterEach(() => endCompany(product));
  const identities = () => product.held.current.map(({ identity }) => identity);

  it('is whom STS names', async () => {
    await product.service.get(await product.workgroups(), signal());
    assert.deepEqual(identities(), [
      { accountId, principal: `arn:aws:sts::${accountId}:assumed-role/RedshiftAnalyst/anna@example.com` },
    ]);
  });

  it('is the account of the ARN where STS fails', async () => {
    const denied = { name: 'AccessDenied', status: 403, message: 'no' };
    product.aws.inject({ kind: 'error', operation: 'GetCallerIdentity', ...denied });
    await product.service.get(await product.workgroups(), signal());
    assert.deepEqual(identities(), [{ accountId, principal: undefined }]);
  });

  it('is the account of the ARN where STS takes longer than three seconds, and the token is not kept waiting', async () => {
    product.aws.inject({ kind: 'delay', operation: 'GetCallerIdentity', ms: 60_000 });
    const asked = product.service.get(await product.workgroups(), signal());
    while (product.tokenCalls.length === 0 || product.edges.localClock.waiting === 0) await settled();
    product.edges.localClock.advance(3000);
    await asked;
    assert.deepEqual(identities(), [{ accountId, principal: undefined }]);
  });

  it('is asked once for as long as the credentials live, and leaves out a made-up session name', async () => {
    product.aws.world.principals[0]!.arn = `arn:aws:sts::${accountId}:assumed-role/RedshiftAnalyst/botocore-session-1731000000`;
    const [first, second] = await product.workgroups();
    await product.service.get([first!], signal());
    await product.service.get([second!], signal());
    assert.deepEqual(
      {
        principals: identities().map(({ principal }) => principal),
        asked: product.aws.requests.filter(({ operation }) => operation === 'GetCallerIdentity').length,
      },
      { principals: Array(2).fill(`arn:aws:sts::${accountId}:assumed-role/RedshiftAnalyst`), asked: 1 },
    );
  });

  it('is asked for again after STS has failed', async () => {
    const [first, second] = await product.workgroups();
    product.aws.inject({ kind: 'throttle', operation: 'GetCallerIdentity' });
    await product.service.get([first!], signal());
    await product.service.get([second!], signal());
    assert.deepEqual(
      identities().map(({ principal }) => principal?.split('/').at(-1)),
      [undefined, 'anna@example.com'],
    );
  });

  it('makes the tokens of another one be forgotten once the source has a new one', async () => {
    const [first] = await product.workgroups();
    await product.service.get([first!], signal());
    product.aws.world.principals[0]!.arn = `arn:aws:sts::${accountId}:assumed-role/Auditor/ben@example.com`;
    product.callers.credentialsChanged();
    const source = await product.list.find(first!.sourceId);
    await product.callers.get(source!);
    await settled();
    assert.deepEqual(
      { held: product.heldSets, stored: [...product.edges.secrets.records] },
      { held: [], stored: [] },
    );
  });

  it('keeps the tokens of the same one', async () => {
    const [first] = await product.workgroups();
    await product.service.get([first!], signal());
    product.callers.credentialsChanged();
    await product.callers.get((await product.list.find(first!.sourceId))!);
    await settled();
    assert.deepEqual(product.heldSets, [['analytics']]);
  });

  it('takes no other source along when its tokens are forgotten', async () => {
    product.edges.sources = [{ profile: 'analytics', region: 'us-east-1' }, { region: 'us-east-1' }];
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      AWS_SESSION_TOKEN: 'session//token+EXAMPLE==',
    });
    Object.assign(product.home.env, { AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE' });
    const all = await product.workgroups();
    await product.service.get(all, signal());
    await product.owners.forgetSource('environment@us-east-1');
    assert.deepEqual(
      { asked: all.length, held: product.held.current.map(({ workgroups }) => workgroups[0].sourceId) },
      { asked: 4, held: ['profile:analytics@us-east-1'] },
    );
  });
});
