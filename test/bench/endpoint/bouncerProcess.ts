// pgbouncer, and behind it over TLS a PostgreSQL of its own. TLS is Node's and ends before the server, as it does in the
// Redshift stand-in, so that both are given bytes at the same speed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import tls from 'node:tls';
import { Certificates } from '../../emulator/redshift/certificates.js';
import { readExactly } from '../../emulator/redshift/messages.js';
import { PostgresServer, superuser } from '../../emulator/redshift/postgresServer.js';
import { testCa } from '../../emulator/testCa.js';
import { freePort } from '../../host/freePort.js';
import { exitOnSignals } from '../../host/signals.js';
import { givenFolder } from './benchProcess.js';
import { localUser } from './scramLogin.js';
import type { Bouncers } from './servers.js';

/** pgbouncer does not run as root. */
const nobody = 65534;

const postgres = await PostgresServer.start();
const ca = testCa();
const secureContext = new Certificates(ca).contextFor('localhost');
const front = net.createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => undefined);
  void readExactly(socket, 8).then(() => {
    socket.write('S');
    const secure = new tls.TLSSocket(socket, { isServer: true, secureContext });
    const server = net.connect(postgres.socketPath);
    // A side that ends, however it does, ends the other.
    pipeline(secure, server, () => undefined);
    pipeline(server, secure, () => undefined);
  });
});
front.listen(0, '127.0.0.1');
await once(front, 'listening');

const folder = givenFolder();
const isRoot = process.getuid?.() === 0;
if (isRoot) chownSync(folder, nobody, nobody);
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o600 });
  if (isRoot) chownSync(path, nobody, nobody);
  return path;
};
const users = file('users.txt', `"${localUser.user}" "${localUser.password}"\n`);
const caFile = file('ca.pem', ca.certificatePem);
exitOnSignals();
const bouncers: Bouncers = {
  lending: await startOne('lending', ''),
  fresh: await startOne('fresh', 'server_lifetime = 0'),
};
console.log(JSON.stringify(bouncers));

/** Gives its port once it listens. */
async function startOne(name: string, more: string): Promise<number> {
  const port = await freePort();
  const settings = `[databases]
postgres = host=localhost port=${(front.address() as net.AddressInfo).port} user=${superuser}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
server_tls_sslmode = verify-full
server_tls_ca_file = ${caFile}
${more}
`;
  const bouncer = spawn('pgbouncer', [file(`${name}.ini`, settings)], {
    ...(isRoot && { uid: nobody, gid: nobody }),
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  process.on('exit', () => bouncer.kill());
  const failed = (): void => process.exit(1);
  bouncer.on('error', failed).on('exit', failed);
  let said = '';
  await new Promise<void>((resolve) => {
    bouncer.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (said.length < 10_000) said += text;
      if (said.includes('process up')) resolve();
    });
  });
  return port;
}
