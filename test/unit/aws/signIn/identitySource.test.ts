import assert from 'node:assert/strict';
import { noRestrictions } from '../../../../src/core/base/restrictions.js';
import { UserError } from '../../../../src/core/base/userError.js';
import { Edges } from '../../../fakes/edges.js';
import { Product } from '../../../fakes/product.js';
import { keysOf } from '../../../fakes/company.js';
import { makeIdentityCenter } from '../../../emulator/world/identityCenter.js';
import { IdentityStage } from './identityStage.js';

const identity = 'company';
const clientOf = ['AssumeRoleWithWebIdentity', 'CreateTokenWithIAM', 'AssumeRole'];

describe('a source of an identity', () => {
  let stage: IdentityStage;
  let edges: Edges;
  let product: Product;

  beforeEach(async () => {
    stage = await IdentityStage.start();
    edges = new Edges();
    edges.identities = [setting()];
    edges.sources = [{ identity, region: 'us-east-1' }];
    product = new Product(stage.aws, stage.home, edges);
  });

  afterEach(async () => {
    product.dispose();
    await stage.close();
  });

  const setting = () => {
    const { applicationCredentials, ...entry } = stage.entry;
    const signer = applicationCredentials;
    return {
      ...entry,
      applicationCredentials:
        signer.kind === 'profile' ? { profile: signer.name } : { roleArn: signer.roleArn },
    };
  };
  const signIn = () => product.identities.signIn(identity, false, stage.browser, stage.never);
  /** What the row of the source's listing says, and offers. */
  const listed = async (): Promise<unknown> => {
    const names = (await product.workgroups()).map(({ name }) => name);
    const [source] = (await product.list.read()).sources;
    const listing = product.catalogue.listing(source!.id);
    return listing.kind === 'failed' ? [listing.error.message, listing.error.action] : names;
  };
  const get = async (): Promise<readonly string[]> => {
    const { refused, notTried } = await product.service.get(await product.workgroups(), stage.never);
    return [...refused, ...notTried].map(({ reason }) => reason.message);
  };

  it('offers to sign in, and after it is listed and gets its tokens as the person', async () => {
    const before = await listed();
    await signIn();
    const [after, failed] = [await listed(), await get()];
    const [token] = product.held.current;
    assert.deepEqual(
      { before, after, failed, principal: token?.identity.principal },
      {
        before: [
          `Not signed in with "${identity}". Sign in, then retry.`,
          { kind: 'signInIdentity', identity },
        ],
        after: ['analytics', 'marketing'],
        failed: [],
        principal: 'arn:aws:sts::123456789012:assumed-role/RedshiftAccess/anna@example.com',
      },
    );
    const other = stage.calls.filter((call) => call !== 'GetCallerIdentity');
    assert.deepEqual(other, [...clientOf, 'ListWorkgroups', 'ListWorkgroups', 'GetIdentityCenterAuthToken']);
  });

  it('may be browsed by a profile, and neither failing breaks the other', async () => {
    edges.sources = [{ profile: 'browse', region: 'us-east-1', tokenIdentity: identity }];
    await stage.home.writeConfig('[profile browse]\nregion = us-east-1\n');
    const { accessKeyId, secretAccessKey } = stage.world.anna;
    const keys = keysOf('browse', { id: accessKeyId, secret: secretAccessKey });
    await stage.home.writeCredentials(keys.replace(/aws_session_token.*\n/, ''));
    const [browsed, refused] = [await listed(), await get()];
    await signIn();
    await stage.home.writeCredentials('[browse]\n');
    product.clients.drop();
    const granted = await product.service.get(await product.workgroups(), stage.never);
    assert.deepEqual(
      { browsed, refused: [...new Set(refused)], granted: granted.granted.map(({ name }) => name) },
      {
        browsed: ['analytics', 'marketing'],
        refused: [`Not signed in with "${identity}". Sign in, then retry.`],
        granted: ['analytics', 'marketing'],
      },
    );
  });

  it('says that its identity is not there', async () => {
    edges.identities = [];
    product.identityList.invalidate();
    assert.deepEqual(await listed(), [
      `There is no identity "${identity}": the setting redshiftIdc.identities has none, or its entry is skipped.`,
      { kind: 'openSettings' },
    ]);
  });

  it('forgets the tokens of who signed in before, once another person has', async () => {
    const [bert] = makeIdentityCenter({
      accountId: '123456789012',
      region: 'us-east-1',
      users: [{ userName: 'bert@example.com' }],
    }).users;
    stage.world.identityCenter.users.push(bert!);
    await signIn();
    await get();
    const ofAnna = product.held.current.length;
    stage.provider.rules.signInAs = 'bert@example.com';
    await signIn();
    product.callers.credentialsChanged();
    await product.owners.recheck();
    assert.deepEqual([ofAnna, product.held.current.length], [1, 0]);
    await get();
    assert.match(product.held.current[0]?.identity.principal ?? '', /\/bert@example\.com$/);
    await product.owners.forgetIdentity(identity);
    assert.deepEqual(product.held.current, []);
  });

  for (const [name, status] of [
    ['ExpiredTokenException', 403],
    ['UnrecognizedClientException', 403],
  ] as const) {
    it(`makes new keys after AWS has refused those it had with ${name}, and only then`, async () => {
      await signIn();
      await listed();
      stage.aws.inject({
        kind: 'error',
        name,
        status,
        message: 'The security token included in the request is expired',
        operation: 'GetIdentityCenterAuthToken',
      });
      const refused = await get();
      const callsBefore = stage.calls.length;
      const granted = await get();
      assert.deepEqual(
        {
          refused: new Set(refused).size,
          granted,
          calls: stage.calls.slice(callsBefore).filter((call) => clientOf.includes(call)),
        },
        { refused: 1, granted: [], calls: clientOf },
      );
    });
  }

  it('is skipped where an administrator does not allow its issuer', async () => {
    edges = Object.assign(new Edges(), {
      identities: [setting()],
      sources: edges.sources,
      managed: {
        ...edges.managed,
        restrictions: { ...noRestrictions, allowedIssuers: ['https://other.example.com'] },
      },
    });
    product = new Product(stage.aws, stage.home, edges);
    await assert.rejects(signIn(), UserError);
    assert.deepEqual(
      { problems: product.identityList.current.problems, requests: stage.provider.requests.length },
      {
        problems: [
          `Managed by your organisation: it does not allow signing in at ${stage.entry.issuer}, so the identity "${identity}" is skipped.`,
        ],
        requests: 0,
      },
    );
  });

  it('gets no token of an account that an administrator does not allow, and AWS is not asked', async () => {
    edges = Object.assign(new Edges(), {
      identities: [setting()],
      sources: edges.sources,
      managed: { ...edges.managed, restrictions: { ...noRestrictions, allowedAccounts: ['210987654321'] } },
    });
    product = new Product(stage.aws, stage.home, edges);
    await signIn();
    assert.deepEqual(
      { said: [...new Set(await get())], calls: product.tokenCalls },
      { said: ['Managed by your organisation: the AWS account 123456789012 is not allowed.'], calls: [] },
    );
  });
});
