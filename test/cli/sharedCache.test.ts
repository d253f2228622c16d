import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { ssoCacheFile } from '../../src/aws/signIn/ssoCache.js';
import { findAwsCli, type AwsCliProgram } from '../host/install/awsCli.js';
import { center, legacyConfig } from '../unit/aws/signIn/signInCompany.js';
import { SharedComputer } from './sharedComputer.js';

type Fields = Readonly<Record<string, unknown>>;

const minute = 60_000;
const notSignedIn = 'Profile "analytics" is not signed in, or its sign-in has ended.';
const withoutRenewal = ['GetRoleCredentials', 'ListWorkgroups'];
const fields = async (): Promise<Fields> =>
  JSON.parse(await readFile(ssoCacheFile('corp'), 'utf8')) as Fields;

/** Old versions of the CLI ask for something to renew with only where scopes are named. */
const renewableConfig = `[profile analytics]
sso_session = corp
sso_account_id = ${center.accountId}
sso_role_name = Analyst
region = ${center.region}
[sso-session corp]
sso_start_url = ${center.startUrl}
sso_region = ${center.region}
sso_registration_scopes = sso:account:access
`;

describe('a sign-in shared with the official AWS CLI', () => {
  let program: AwsCliProgram;
  let computer: SharedComputer;
  before(async function () {
    const found = await findAwsCli();
    if (found === undefined) {
      console.log('Skipped: no AWS CLI of version 2 is on the PATH (on Debian: apt-get install awscli).');
      return this.skip();
    }
    program = found;
    return undefined;
  });
  const begin = async (config?: string): Promise<void> => {
    computer = await SharedComputer.start(program, config);
  };
  afterEach(() => computer.end());

  for (const [form, config] of [
    ['of an sso-session', undefined],
    ['of a legacy profile', legacyConfig],
  ] as const) {
    it(`${form}, made here, gives the CLI keys and lets it list`, async () => {
      await begin(config);
      await computer.signIn();
      let [caller, listed]: [string, readonly string[]] = ['', []];
      const asked = await computer.asked(async () => {
        caller = await computer.cliCaller();
        listed = await computer.cliListed();
      });
      assert.deepEqual(
        { caller: caller.replace(/_[0-9a-f]{16}\//, '_ID/'), listed, asked },
        {
          caller: `arn:aws:sts::${center.accountId}:assumed-role/AWSReservedSSO_Analyst_ID/anna@example.com`,
          listed: ['analytics'],
          asked: ['GetRoleCredentials', 'GetCallerIdentity', 'ListWorkgroups'],
        },
      );
    });

    it(`${form}, made by the CLI, lists here, and nobody is asked to sign in`, async () => {
      await begin(config);
      await computer.listed();
      const before = computer.problem;
      await computer.cliLogin();
      let listed: readonly string[] = [];
      const asked = await computer.asked(async () => (listed = await computer.listed()));
      assert.deepEqual(
        { before, after: computer.problem, listed, asked },
        {
          before: notSignedIn,
          after: undefined,
          listed: ['analytics'],
          asked: withoutRenewal,
        },
      );
    });

    it(`${form}, signed out here, gives the CLI no keys any more`, async () => {
      await begin(config);
      await computer.signIn();
      const before = await computer.cliEnd();
      await computer.signOut();
      const after = await computer.cliEnd();
      assert.deepEqual(
        { before: before.code, hasFailed: after.code > 0, isSaid: /\bsso\b/i.test(after.stderr) },
        { before: 0, hasFailed: true, isSaid: true },
        after.stderr,
      );
    });

    it(`${form}, signed out by the CLI, is said to have ended`, async () => {
      await begin(config);
      await computer.signIn();
      const listed = await computer.listed();
      const before = computer.problem;
      await computer.cliLogout();
      await computer.listed();
      assert.deepEqual(
        { listed, before, after: computer.problem },
        { listed: ['analytics'], before: undefined, after: notSignedIn },
      );
    });
  }

  it('and renewed here near its end serves the CLI, which then renews nothing', async () => {
    await begin(renewableConfig);
    const { aws, edges } = computer.product;
    // The product renews in the last 10 minutes, the SDK would in the last 5.
    aws.rules.portalTokenLifeMs = 12 * minute;
    await computer.cliLogin();
    const before = await fields();
    aws.rules.portalTokenLifeMs = 60 * minute;
    const early = await computer.asked(() => computer.listed());
    edges.localClock.advance(3 * minute);
    const late = await computer.asked(() => computer.listed());
    const after = await fields();
    let listed: readonly string[] = [];
    const asked = await computer.asked(async () => (listed = await computer.cliListed()));
    assert.deepEqual(
      {
        early,
        late,
        differing: Object.keys(after).filter((key) => after[key] !== before[key]),
        kept: Object.keys(before).every((key) => key in after),
        listed,
        asked,
      },
      {
        early: withoutRenewal,
        late: ['CreateToken', ...withoutRenewal],
        differing: ['accessToken', 'expiresAt', 'refreshToken'],
        kept: true,
        listed: ['analytics'],
        asked: withoutRenewal,
      },
    );
  });

  it('and renewed by the CLI is renewed here in turn', async () => {
    await begin(renewableConfig);
    const { rules } = computer.product.aws;
    // The CLI renews in the last 15 minutes, the product in the last 10.
    rules.portalTokenLifeMs = 12 * minute;
    await computer.signIn();
    rules.portalTokenLifeMs = 9 * minute;
    const byCli = await computer.asked(() => computer.cliListed());
    rules.portalTokenLifeMs = 60 * minute;
    let listed: readonly string[] = [];
    const here = await computer.asked(async () => (listed = await computer.listed()));
    const renewed = ['CreateToken', ...withoutRenewal];
    assert.deepEqual({ byCli, listed, here }, { byCli: renewed, listed: ['analytics'], here: renewed });
  });
});
