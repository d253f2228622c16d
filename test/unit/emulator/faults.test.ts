import {
  GetIdentityCenterAuthTokenCommand,
  ListWorkgroupsCommand,
  RedshiftServerlessServiceException,
  ResourceNotFoundException,
} from '@aws-sdk/client-redshift-serverless';
import assert from 'node:assert/strict';
import type { AwsEmulator } from '../../emulator/awsEmulator.js';
import { makePrincipal } from '../../emulator/world/principal.js';
import { clientConfig, redshift, startAws } from './awsClients.js';

type Failure = Error & { code?: string; $metadata?: { httpStatusCode?: number; requestId?: string } };

describe('An injected fault, as a real client sees it', () => {
  let aws: AwsEmulator;
  beforeEach(async () => (aws = await startAws()));
  afterEach(() => aws.close());

  const list = () => redshift(aws).send(new ListWorkgroupsCommand({}));
  const get = (config = {}) =>
    redshift(aws, config).send(new GetIdentityCenterAuthTokenCommand({ workgroupNames: ['analytics'] }));
  const failure = (answer: Promise<unknown>): Promise<Failure> =>
    answer.then(
      () => assert.fail('was answered'),
      (reason: unknown) => reason as Failure,
    );

  it('throttles once, and is overcome by a client that tries again', async () => {
    aws.inject({ kind: 'throttle' });
    assert.equal((await failure(get())).name, 'ThrottlingException');
    aws.inject({ kind: 'throttle', times: 2 });
    await get(clientConfig(aws, aws.world.principals[0], 3));
    assert.deepEqual(
      aws.requests.map(({ status, fault }) => [status, fault]),
      [
        [400, 'throttle'],
        [400, 'throttle'],
        [400, 'throttle'],
        [200, undefined],
      ],
    );
  });

  it('is any error of the API by its name, status and message', async () => {
    const documented = [
      ['AccessDeniedException', 400],
      ['ConflictException', 400],
      ['DryRunException', 400],
      ['InternalServerException', 500],
      ['ResourceNotFoundException', 404],
      ['ThrottlingException', 429],
      ['ValidationException', 400],
      ['ServiceQuotaExceededException', 402],
      ['NeverHeardOfException', 418],
    ] as const;
    for (const [name, status] of documented) {
      aws.inject({ kind: 'error', name, status, message: `said by ${name}` });
      const error = await failure(get());
      assert.ok(error instanceof RedshiftServerlessServiceException);
      assert.deepEqual(
        [error.name, error.$metadata.httpStatusCode, error.message],
        [name, status, `said by ${name}`],
      );
    }
  });

  it('carries the name of the resource that was not found', async () => {
    const name = 'ResourceNotFoundException';
    aws.inject({ kind: 'error', name, status: 400, message: 'gone', resourceName: 'analytics' });
    const error = await failure(get());
    assert.ok(error instanceof ResourceNotFoundException);
    assert.equal(error.resourceName, 'analytics');
  });

  it('is an internal error with a request id', async () => {
    aws.inject({ kind: 'internal' });
    const { name, $metadata } = await failure(list());
    assert.deepEqual([name, $metadata?.httpStatusCode], ['InternalServerException', 500]);
    assert.ok($metadata?.requestId);
  });

  it("is a proxy's page without a request id", async () => {
    aws.inject({ kind: 'badGateway' });
    const { name, $metadata } = await failure(list());
    assert.deepEqual(
      [name, $metadata?.httpStatusCode, $metadata?.requestId],
      ['SyntaxError', 502, undefined],
    );
  });

  it('resets the connection before anything is done', async () => {
    aws.inject({ kind: 'reset' });
    assert.equal((await failure(get())).code, 'ECONNRESET');
    assert.deepEqual([aws.tokens.length, aws.requests[0]?.status], [0, 0]);
  });

  it('cuts the answer off after the token was made', async () => {
    aws.inject({ kind: 'cutOff' });
    assert.equal((await failure(get())).code, 'ECONNRESET');
    assert.equal(aws.tokens.length, 1);
  });

  it('delays the answer, together with whatever else strikes', async () => {
    aws.inject({ kind: 'delay', ms: 60 });
    aws.inject({ kind: 'throttle' });
    const startedAt = performance.now();
    assert.equal((await failure(list())).name, 'ThrottlingException');
    assert.ok(performance.now() - startedAt >= 59);
  });

  it('delays no longer than the emulator lives', async () => {
    aws.inject({ kind: 'delay', ms: 60_000 });
    const delayed = failure(list());
    while (aws.requests.length === 0) await new Promise(setImmediate);
    await aws.close();
    assert.equal((await delayed).code, 'ECONNRESET');
  });

  it('leaves out the token, leaves out the expiry, or dates it back', async () => {
    aws.inject({ kind: 'noToken' });
    const noToken = await get();
    assert.deepEqual([noToken.token, noToken.expirationTime instanceof Date], [undefined, true]);
    aws.inject({ kind: 'noExpirationTime' });
    const noExpiry = await get();
    assert.deepEqual([typeof noExpiry.token, noExpiry.expirationTime], ['string', undefined]);
    aws.inject({ kind: 'pastExpiry' });
    assert.ok((await get()).expirationTime!.getTime() < Date.now());
  });

  it('skews the date of one answer, or of all by the clock of the server', async () => {
    const date = async () => Date.parse((await fetch(aws.url)).headers.get('date') ?? '') - Date.now();
    aws.rules.now = () => Date.now() - 7_200_000;
    assert.ok(Math.abs((await date()) + 7_200_000) < 5_000);
    aws.rules.now = Date.now;
    aws.inject({ kind: 'skewedDate', offsetMs: 3_600_000 });
    const client = redshift(aws);
    await client.send(new ListWorkgroupsCommand({}));
    // The client believes the date and signs an hour ahead, until it is put right.
    const tooEarly = await failure(client.send(new ListWorkgroupsCommand({})));
    assert.match(tooEarly.message, /^Signature not yet current/);
    await client.send(new ListWorkgroupsCommand({}));
  });

  it('strikes only the operation, account and region it is meant for, after those it skips', async () => {
    const other = makePrincipal({ accountId: '210987654321', accessKeyId: 'AKIAI44QH8DHBEXAMPLE' });
    aws.world.principals.push(other);
    aws.inject({
      kind: 'internal',
      operation: 'ListWorkgroups',
      accountId: '123456789012',
      region: 'us-east-1',
      skip: 1,
    });
    await get();
    await redshift(aws, { region: 'eu-west-1' }).send(new ListWorkgroupsCommand({}));
    await redshift(aws, clientConfig(aws, other)).send(new ListWorkgroupsCommand({}));
    await list();
    assert.equal((await failure(list())).name, 'InternalServerException');
    await list();
  });

  it('waits no more once faults are cleared', async () => {
    aws.inject({ kind: 'throttle', times: 100 });
    aws.clearFaults();
    await list();
  });
});
