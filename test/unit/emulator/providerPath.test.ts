import { GetIdentityCenterAuthTokenCommand } from '@aws-sdk/client-redshift-serverless';
import { CreateTokenWithIAMCommand } from '@aws-sdk/client-sso-oidc';
import assert from 'node:assert/strict';
import * as openid from 'openid-client';
import { AwsEmulator } from '../../emulator/awsEmulator.js';
import { identityWorld } from '../../emulator/identityWorld.js';
import { redshift } from './awsClients.js';
import { assumed, jwtBearer, oidc, webIdentity } from './identityAws.js';
import { authorize, clientId, discover, startProvider } from './identityProvider/openIdClient.js';

describe('The path from a sign-in at a real OpenID provider to a Redshift token', () => {
  it('is walked with one ID token, whose keys AWS reads at the provider by its authority', async () => {
    const provider = await startProvider();
    const config = await discover(provider);
    const jwksUri = config.serverMetadata().jwks_uri!;
    const world = identityWorld({
      issuer: provider.issuer,
      audiences: [clientId],
      keys: { jwksUri, ca: provider.certificatePem },
    });
    const aws = await AwsEmulator.start({ world });
    try {
      const { url, checks } = await authorize(provider, config);
      const assertion = (await openid.authorizationCodeGrant(config, url, checks)).id_token!;
      const signer = await webIdentity(aws, world.roles.signer.arn, assertion);
      const exchange = new CreateTokenWithIAMCommand({
        clientId: world.application.applicationArn,
        grantType: jwtBearer,
        assertion,
      });
      const { awsAdditionalDetails } = await oidc(aws, signer).send(exchange);
      const context = awsAdditionalDetails?.identityContext;
      const credentials = await assumed(aws, signer, world.roles.access.arn, context);
      const get = new GetIdentityCenterAuthTokenCommand({ workgroupNames: ['analytics'] });
      assert.ok((await redshift(aws, { credentials }).send(get)).token);
      await assert.rejects(oidc(aws, signer).send(exchange), { name: 'InvalidGrantException' });
    } finally {
      await aws.close();
      await provider.close();
    }
  });
});
