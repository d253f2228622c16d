import { randomBytes } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';

/**
 * A loopback door in front of a VS Code server that also gives the key by which a browser encrypts secrets. The
 * server's own product answers `/mint-key`; without it, secrets would end with each page. The product answers
 * `/proxy/PORT/` too, which this server makes of each loopback address that a window opens: it leads back there.
 */
export async function startMintKeyProxy(target: URL): Promise<string> {
  const secretKey = randomBytes(32);
  const host = '127.0.0.1';
  const port = Number(target.port);
  const proxy = http.createServer((request, response) => {
    if (request.method === 'POST' && request.url?.split('?')[0] === '/mint-key') {
      response.end(secretKey);
      return;
    }
    const [, loopbackPort, path = ''] = /^\/proxy\/(\d+)(\/.*)/.exec(request.url ?? '') ?? [];
    if (loopbackPort !== undefined) {
      response.writeHead(302, { location: `http://127.0.0.1:${loopbackPort}${path}` }).end();
      return;
    }
    const { method, url, headers } = request;
    const onward = http.request({ host, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  proxy.on('upgrade', (request, client: net.Socket, head) => {
    const onward = net.connect(port, host, () => {
      const lines = [`${request.method ?? 'GET'} ${request.url ?? '/'} HTTP/1.1`];
      for (let at = 0; at < request.rawHeaders.length; at += 2) {
        lines.push(`${request.rawHeaders[at] ?? ''}: ${request.rawHeaders[at + 1] ?? ''}`);
      }
      onward.write(`${lines.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      onward.pipe(client).pipe(onward);
    });
    onward.on('error', () => client.destroy());
    client.on('error', () => onward.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    proxy.once('error', reject).listen(0, host, resolve);
  });
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy got no port.');
  return `http://localhost:${address.port}`;
}
