// The least that can stand between a client and Redshift: TLS to the server, and bytes both ways. Logs nobody in.
import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import { int32, packet } from '../../emulator/redshift/messages.js';
import { givenUpstream, type Carrier } from './carrier.js';
import { serveGauge } from './gauge.js';

const sslRequest = packet(int32(80_877_103));
const { port: serverPort } = givenUpstream();

const server = net.createServer({ noDelay: true }, (client) => {
  const plain = net.connect({ host: '127.0.0.1', port: serverPort, noDelay: true });
  plain.write(sslRequest);
  plain.once('data', () => {
    const secure = tls.connect({ socket: plain, host: 'localhost', servername: 'localhost' });
    client.pipe(secure).pipe(client);
    secure.on('error', () => client.destroy());
    client.on('error', () => secure.destroy());
    client.on('close', () => secure.destroy());
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const carrier: Carrier = { port: (server.address() as net.AddressInfo).port, gauge: await serveGauge() };
console.log(JSON.stringify(carrier));
