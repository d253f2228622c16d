import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import http from 'node:http';
import type { Socket } from 'node:net';
import tls from 'node:tls';
import type { AwsEmulator } from '../../emulator/awsEmulator.js';
import { ConnectProxy } from '../../emulator/connectProxy.js';
import { testCa } from '../../emulator/testCa.js';
import { startAws } from './awsClients.js';

describe('The proxy to the emulator', () => {
  const ca = testCa();
  let aws: AwsEmulator;
  let proxy: ConnectProxy;
  beforeEach(async () => {
    aws = await startAws();
    proxy = await ConnectProxy.start(aws, (host) => ca.issue([host]));
  });
  afterEach(async () => {
    await proxy.close();
    await aws.close();
  });

  /** What a client does that is given HTTPS_PROXY: CONNECT, TLS by the name of the host, then the request. */
  const connect = async (target: string): Promise<[number | undefined, Socket]> => {
    const request = http.request(proxy.url, { method: 'CONNECT', path: target, agent: false }).end();
    const [answer, socket] = (await once(request, 'connect')) as [IncomingMessage, Socket];
    return [answer.statusCode, socket];
  };
  const ask = async (host: string, path: string, certificate = ca.certificatePem) => {
    const [, socket] = await connect(`${host}:443`);
    const secure = tls.connect({ socket, servername: host, ca: certificate });
    await once(secure, 'secureConnect');
    const request = http.request({ createConnection: () => secure, host, path, method: 'POST' }).end('{}');
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    secure.destroy();
    return answer;
  };

  it("takes AWS's hosts to the emulator, each with a certificate of its own, and knows the region by the host", async () => {
    const answer = await ask('oidc.eu-west-1.amazonaws.com', '/client/register');
    assert.match(String(answer.headers['x-amzn-errortype']), /^InvalidRequestException:/);
    await ask('redshift-serverless.us-east-1.amazonaws.com', '/');
    assert.deepEqual(proxy.hosts, [
      'oidc.eu-west-1.amazonaws.com',
      'redshift-serverless.us-east-1.amazonaws.com',
    ]);
    assert.deepEqual(
      aws.requests.map(({ operation, region }) => [operation, region]),
      [
        ['RegisterClient', 'eu-west-1'],
        ['', 'us-east-1'],
      ],
    );
  });

  it('is believed only by clients that trust its authority', async () => {
    const other = testCa().certificatePem;
    await assert.rejects(ask('sts.amazonaws.com', '/', other), { code: /SELF_SIGNED|UNABLE|SIGNATURE/ });
  });

  it('leads nowhere else', async () => {
    for (const target of ['example.com:443', 'sts.amazonaws.com:80', 'amazonaws.com.evil.example:443']) {
      const [status, socket] = await connect(target);
      socket.destroy();
      assert.equal(status, 403);
    }
    assert.equal((await fetch(proxy.url)).status, 405);
  });
});
