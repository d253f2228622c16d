import { GetIdentityCenterAuthTokenCommand } from '@aws-sdk/client-redshift-serverless';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import assert from 'node:assert/strict';
import http from 'node:http';
import type { AwsEmulator } from '../../emulator/awsEmulator.js';
import { redshift, startAws, sts } from './awsClients.js';

describe("The emulator's record of requests", () => {
  const lines: string[] = [];
  let aws: AwsEmulator;
  beforeEach(async () => {
    lines.length = 0;
    aws = await startAws(undefined, { log: (line) => lines.push(line) });
  });
  afterEach(() => aws.close());

  const get = (...workgroupNames: string[]) =>
    redshift(aws).send(new GetIdentityCenterAuthTokenCommand({ workgroupNames }));

  it('tells who asked for what and how it ended', async () => {
    aws.rules.now = (
      (at) => () =>
        at
    )(Date.now());
    await get('analytics', 'marketing');
    await assert.rejects(get('absent'));
    const { userAgent, ...first } = aws.requests[0]!;
    assert.match(userAgent ?? '', /^aws-sdk-js\/.*redshift/);
    assert.deepEqual(first, {
      operation: 'GetIdentityCenterAuthToken',
      region: 'us-east-1',
      accountId: '123456789012',
      principalArn: aws.world.principals[0]!.arn,
      workgroupNames: ['analytics', 'marketing'],
      status: 200,
      at: aws.rules.now(),
    });
    assert.deepEqual(
      [aws.requests[1]?.status, aws.requests[1]?.errorName],
      [400, 'ResourceNotFoundException'],
    );
  });

  it('prints one line for a request, whatever is in its names', async () => {
    await assert.rejects(get('two\nlines'));
    assert.equal(lines.length, 1);
    assert.match(
      lines[0]!,
      /^\d\d:\d\d:\d\d {2}us-east-1 {2}123456789012 {2}anna@example.com {2}GetIdentityCenterAuthToken {2}\[two\?lines\] {2}400 {2}ValidationException$/,
    );
  });

  it('never holds a token, a key or an authorization', async () => {
    const { token } = await get('analytics');
    await sts(aws).send(new GetCallerIdentityCommand({}));
    const { secretAccessKey, sessionToken } = aws.world.principals[0]!;
    const written = JSON.stringify([aws.requests, lines]);
    for (const secret of [token!, secretAccessKey, sessionToken!, 'Signature=']) {
      assert.ok(!written.includes(secret));
    }
  });

  it('holds a request that AWS would not understand, and is answered like AWS does', async () => {
    const signed = { 'content-type': 'application/x-amz-json-1.1' };
    const unsigned = await fetch(aws.url, { method: 'POST', headers: signed, body: '{}' });
    assert.deepEqual(await unsigned.json(), {
      __type: 'com.amazon.coral.service#MissingAuthenticationTokenException',
      message: 'Request is missing Authentication Token',
    });
    assert.equal(unsigned.headers.get('x-amzn-errortype'), 'MissingAuthenticationTokenException');
    assert.match(unsigned.headers.get('x-amzn-requestid') ?? '', /^[0-9a-f-]{36}$/);
    const form = new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' });
    const xml = await fetch(aws.url, { method: 'POST', body: form });
    assert.match(await xml.text(), /<Error><Type>Sender<\/Type><Code>MissingAuthenticationToken<\/Code>/);
    assert.deepEqual(
      aws.requests.map(({ operation }) => operation),
      ['', 'GetCallerIdentity'],
    );
  });

  it('names an operation that there is not', async () => {
    const other = redshift(
      aws,
      {},
      (request) => (request.headers['x-amz-target'] = 'RedshiftServerless.DeleteAll'),
    );
    // The target is signed: changed on the way it is a wrong signature, not another operation.
    await assert.rejects(
      other.send(new GetIdentityCenterAuthTokenCommand({ workgroupNames: ['analytics'] })),
      {
        name: 'InvalidSignatureException',
      },
    );
    const client = redshift(aws);
    client.middlewareStack.add(
      (next) => (args) => {
        (args.request as http.ClientRequest & { headers: Record<string, string> }).headers['x-amz-target'] =
          'RedshiftServerless.DeleteAll';
        return next(args);
      },
      { step: 'build' },
    );
    await assert.rejects(
      client.send(new GetIdentityCenterAuthTokenCommand({ workgroupNames: ['analytics'] })),
      {
        name: 'UnknownOperationException',
      },
    );
    assert.deepEqual(
      aws.requests.map(({ operation }) => operation),
      ['DeleteAll', 'DeleteAll'],
    );
  });

  it('is not reached by a body larger than any request', async () => {
    const tooLarge = await fetch(aws.url, { method: 'POST', body: Buffer.alloc(2 * 1024 * 1024) }).then(
      ({ status }) => status,
      () => 'closed',
    );
    assert.ok(tooLarge === 413 || tooLarge === 'closed');
    assert.deepEqual(aws.requests, []);
    await get('analytics');
  });

  it('ends with the emulator, which leaves no connection open', async () => {
    const agent = new http.Agent({ keepAlive: true });
    await new Promise((resolve) =>
      http.get(aws.url, { agent }, (answer) => answer.resume().on('end', resolve)),
    );
    const startedAt = performance.now();
    await aws.close();
    await aws.close();
    assert.ok(performance.now() - startedAt < 500);
    agent.destroy();
  });
});
