import { GetIdentityCenterAuthTokenCommand } from '@aws-sdk/client-redshift-serverless';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import assert from 'node:assert/strict';
import { RedshiftStandIn } from '../../emulator/redshift/redshiftStandIn.js';
import { redshift, sts } from './awsClients.js';
import { contextOf, identityContext, startIdentityAws } from './identityAws.js';
import { RedshiftClient } from './redshiftClient.js';
import { needsPostgres } from './redshiftStage.js';

describe('The identity at the Redshift stand-in', () => {
  before(needsPostgres);

  it('is the user who signed in, whatever the session of the role is called', async () => {
    const company = await startIdentityAws();
    const { aws, world } = company;
    const standIn = await RedshiftStandIn.create({ aws });
    try {
      const { Credentials } = await sts(aws, { credentials: world.anna }).send(
        new AssumeRoleCommand({
          RoleArn: world.roles.access.arn,
          RoleSessionName: 'a-name-of-the-tool',
          ProvidedContexts: [contextOf(await identityContext(company))],
        }),
      );
      const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials!;
      const credentials = {
        accessKeyId: AccessKeyId!,
        secretAccessKey: SecretAccessKey!,
        sessionToken: SessionToken!,
      };
      const get = new GetIdentityCenterAuthTokenCommand({ workgroupNames: ['analytics'] });
      const { token } = await redshift(aws, { credentials }).send(get);
      const client = await RedshiftClient.login(standIn, { token: token! });
      const user = await client.value('select current_user');
      client.close();
      assert.equal(user, `awsidc:${world.identityCenter.users[0]!.userName}`);
    } finally {
      await standIn.stop();
      await aws.close();
    }
  });
}).timeout(10_000);
