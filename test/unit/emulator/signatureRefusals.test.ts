import { ListWorkgroupsCommand } from '@aws-sdk/client-redshift-serverless';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import assert from 'node:assert/strict';
import type { AwsEmulator } from '../../emulator/awsEmulator.js';
import { clientConfig, redshift, startAws, sts } from './awsClients.js';
import { signatureCases } from './signatureCases.js';

const hour = 3_600_000;

type Seen = { name: string; status: number | undefined; message: string };

describe('A request whose signature is not right', () => {
  let aws: AwsEmulator;
  beforeEach(async () => (aws = await startAws()));
  afterEach(() => aws.close());

  for (const {
    outcome,
    config,
    tamper,
    before,
    json,
    sts: xml,
    stsStatus = 403,
    message,
  } of signatureCases) {
    it(`is refused by the service and by STS for ${outcome}`, async () => {
      before?.(aws);
      const options = config?.(aws);
      const fromService = await refusal(redshift(aws, options, tamper).send(new ListWorkgroupsCommand({})));
      const fromSts = await refusal(sts(aws, options, tamper).send(new GetCallerIdentityCommand({})));
      assert.deepEqual([fromService.name, fromService.status], [json, 400]);
      assert.deepEqual([fromSts.name, fromSts.status], [xml, stsStatus]);
      assert.match(fromService.message, message);
      assert.match(fromSts.message, message);
    });
  }

  for (const offset of [-hour, hour]) {
    it(`is repaired by the SDK itself when the clock is ${offset < 0 ? 'fast' : 'slow'} by an hour`, async () => {
      aws.rules.now = () => Date.now() + offset;
      const config = clientConfig(aws, aws.world.principals[0], 2);
      const client = redshift(aws, config);
      await client.send(new ListWorkgroupsCommand({}));
      await client.send(new ListWorkgroupsCommand({}));
      await sts(aws, config).send(new GetCallerIdentityCommand({}));
      assert.deepEqual(
        aws.requests.map(({ operation, status }) => [operation, status]),
        [
          ['ListWorkgroups', 400],
          ['ListWorkgroups', 200],
          ['ListWorkgroups', 200],
          ['GetCallerIdentity', 403],
          ['GetCallerIdentity', 200],
        ],
      );
    });
  }

  it('is accepted while the clock is off by less than five minutes', async () => {
    for (const offsetMs of [-290_000, 290_000]) {
      aws.rules.now = () => Date.now() + offsetMs;
      await redshift(aws).send(new ListWorkgroupsCommand({}));
    }
    assert.deepEqual(
      aws.requests.map(({ status }) => status),
      [200, 200],
    );
  });
});

async function refusal(answer: Promise<unknown>): Promise<Seen> {
  const error = await answer.then(
    () => assert.fail('was accepted'),
    (reason: unknown) => reason as Error & { $metadata: { httpStatusCode?: number } },
  );
  return { name: error.name, status: error.$metadata.httpStatusCode, message: error.message };
}
