import {
  GetNamespaceCommand,
  GetWorkgroupCommand,
  ListNamespacesCommand,
  ListWorkgroupsCommand,
  paginateListNamespaces,
  paginateListWorkgroups,
} from '@aws-sdk/client-redshift-serverless';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import assert from 'node:assert/strict';
import type { AwsEmulator } from '../../emulator/awsEmulator.js';
import { makePrincipal } from '../../emulator/world/principal.js';
import { makeWorkgroups } from '../../emulator/world/workgroup.js';
import { makePlace } from '../../emulator/world/world.js';
import { accountId, clientConfig, redshift, region, startAws, sts } from './awsClients.js';

describe('Browsing the emulator with a real client', () => {
  let aws: AwsEmulator;
  afterEach(() => aws.close());

  it('lists 250 workgroups in three pages, each once', async () => {
    aws = await startAws(makeWorkgroups(250));
    const sizes: number[] = [];
    const names = new Set<string | undefined>();
    for await (const { workgroups = [] } of paginateListWorkgroups({ client: redshift(aws) }, {})) {
      sizes.push(workgroups.length);
      for (const { workgroupName } of workgroups) names.add(workgroupName);
    }
    assert.deepEqual([sizes, names.size], [[100, 100, 50], 250]);
  });

  it('lists namespaces in pages as small as asked', async () => {
    aws = await startAws(makeWorkgroups(5));
    const sizes: number[] = [];
    const pages = paginateListNamespaces({ client: redshift(aws), pageSize: 2 }, {});
    for await (const { namespaces = [] } of pages) sizes.push(namespaces.length);
    assert.deepEqual(sizes, [2, 2, 1]);
  });

  it('makes and lists 20,000 workgroups within seconds', async () => {
    const startedAt = performance.now();
    aws = await startAws(makeWorkgroups(20_000));
    assert.ok(performance.now() - startedAt < 2000);
    const arns = new Set(aws.world.places[0]!.workgroups.map(({ workgroupArn }) => workgroupArn));
    assert.equal(arns.size, 20_000);
    const first = await redshift(aws).send(new ListWorkgroupsCommand({}));
    assert.equal(first.workgroups?.length, 100);
  });

  it('answers an empty list, not an error, where an account has nothing', async () => {
    aws = await startAws();
    const { workgroups, nextToken } = await redshift(aws, { region: 'eu-west-1' }).send(
      new ListWorkgroupsCommand({}),
    );
    assert.deepEqual([workgroups, nextToken], [[], undefined]);
  });

  it('shows each account and region its own workgroups only', async () => {
    aws = await startAws();
    const other = makePrincipal({ accountId: '210987654321', accessKeyId: 'AKIAI44QH8DHBEXAMPLE' });
    aws.world.principals.push(other);
    aws.world.places.push(makePlace(other.accountId, region, [{ workgroupName: 'ledger' }]));
    aws.world.places.push(makePlace(accountId, 'eu-west-1', [{ workgroupName: 'europe' }]));
    const list = async (config: Parameters<typeof redshift>[1]) => {
      const { workgroups = [] } = await redshift(aws, config).send(new ListWorkgroupsCommand({}));
      return workgroups.map(({ workgroupName }) => workgroupName);
    };
    assert.deepEqual(
      [await list({}), await list(clientConfig(aws, other)), await list({ region: 'eu-west-1' })],
      [['analytics', 'marketing'], ['ledger'], ['europe']],
    );
  });

  it('tells all fields of a workgroup, dates as dates, and not whether Identity Center is on', async () => {
    aws = await startAws([{ workgroupName: 'analytics', baseCapacity: 32, enhancedVpcRouting: true }]);
    const { workgroup } = await redshift(aws).send(new GetWorkgroupCommand({ workgroupName: 'analytics' }));
    const { hasIdentityCenter, creationDate, ...rest } = aws.world.places[0]!.workgroups[0]!;
    assert.equal(hasIdentityCenter, true);
    assert.deepEqual(workgroup, { ...rest, creationDate: new Date(creationDate) });
    assert.match(
      rest.workgroupArn,
      /^arn:aws:redshift-serverless:us-east-1:123456789012:workgroup\/[0-9a-f-]{36}$/,
    );
    assert.equal(
      rest.endpoint?.address,
      'analytics.123456789012.us-east-1.redshift-serverless.amazonaws.com',
    );
  });

  it('gives no endpoint for a workgroup that is being created', async () => {
    aws = await startAws([{ workgroupName: 'new-one', status: 'CREATING' }]);
    const { workgroup } = await redshift(aws).send(new GetWorkgroupCommand({ workgroupName: 'new-one' }));
    assert.deepEqual([workgroup?.status, workgroup?.endpoint], ['CREATING', undefined]);
  });

  it('names the first database of a namespace', async () => {
    aws = await startAws();
    aws.world.places[0]!.namespaces[0]!.dbName = 'sales';
    const { namespace } = await redshift(aws).send(
      new GetNamespaceCommand({ namespaceName: 'analytics-ns' }),
    );
    assert.deepEqual([namespace?.dbName, namespace?.status], ['sales', 'AVAILABLE']);
  });

  it('refuses a page token of another account, region or operation, and one made up', async () => {
    aws = await startAws(makeWorkgroups(5));
    const other = makePrincipal({ accountId: '210987654321', accessKeyId: 'AKIAI44QH8DHBEXAMPLE' });
    aws.world.principals.push(other);
    const { nextToken } = await redshift(aws).send(new ListWorkgroupsCommand({ maxResults: 2 }));
    const list = (token: string | undefined, config?: Parameters<typeof redshift>[1]) =>
      redshift(aws, config).send(new ListWorkgroupsCommand({ nextToken: token }));
    const refused = { name: 'ValidationException', message: 'The nextToken is invalid.' };
    await assert.rejects(list(nextToken, clientConfig(aws, other)), refused);
    await assert.rejects(list(nextToken, { region: 'eu-west-1' }), refused);
    await assert.rejects(list('bm9uc2Vuc2U='), refused);
    const namespaces = new ListNamespacesCommand({ nextToken });
    await assert.rejects(redshift(aws).send(namespaces), refused);
    assert.equal((await list(nextToken)).workgroups?.length, 3);
  });

  it('refuses a page size outside 1 to 100 in the words of AWS', async () => {
    aws = await startAws();
    const list = (maxResults: number) => redshift(aws).send(new ListWorkgroupsCommand({ maxResults }));
    await assert.rejects(list(101), {
      name: 'ValidationException',
      message:
        "1 validation error detected: Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100",
    });
    await assert.rejects(list(0), { name: 'ValidationException', message: /greater than or equal to 1$/ });
  });

  it('refuses to list without permission, and names caller, action and resource', async () => {
    aws = await startAws();
    aws.world.principals[0]!.mayList = false;
    await assert.rejects(redshift(aws).send(new ListWorkgroupsCommand({})), {
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:sts::123456789012:assumed-role/RedshiftAnalyst/anna@example.com is not authorized to perform: redshift-serverless:ListWorkgroups on resource: arn:aws:redshift-serverless:us-east-1:123456789012:workgroup/* because no identity-based policy allows the redshift-serverless:ListWorkgroups action',
    });
  });

  it('says which workgroup or namespace there is not', async () => {
    aws = await startAws();
    const absent = { name: 'ResourceNotFoundException', resourceName: 'absent' };
    await assert.rejects(redshift(aws).send(new GetWorkgroupCommand({ workgroupName: 'absent' })), absent);
    await assert.rejects(redshift(aws).send(new GetNamespaceCommand({ namespaceName: 'absent' })), absent);
  });

  it('tells callers who they are, whatever they may do', async () => {
    aws = await startAws();
    Object.assign(aws.world.principals[0]!, { mayList: false, mayGetTokens: false });
    const { Arn, Account, UserId } = await sts(aws).send(new GetCallerIdentityCommand({}));
    assert.deepEqual(
      { Arn, Account, UserId },
      {
        Arn: 'arn:aws:sts::123456789012:assumed-role/RedshiftAnalyst/anna@example.com',
        Account: accountId,
        UserId: 'AROACKCEVSQ6C2EXAMPLE:anna@example.com',
      },
    );
  });
});
