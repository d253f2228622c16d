// The extension's local endpoint alone, with the one hand-out of the bench.
import { join } from 'node:path';
import { systemClock } from '../../../src/vscode/doors/systemClock.js';
import { LocalEndpoints } from '../../../src/wire/localEndpoints.js';
import { freePort } from '../../host/freePort.js';
import { givenFolder } from './benchProcess.js';
import { givenUpstream, type Carrier } from './carrier.js';
import { serveGauge } from './gauge.js';
import { localUser } from './scramLogin.js';

const { port: serverPort, token } = givenUpstream();
const folder = join(givenFolder(), 'sockets');
const log = { warn: (text: string): void => console.error(text) };
const port = await freePort();
const outcome = await new LocalEndpoints({ folder, runtimeFolder: undefined, clock: systemClock, log }).open(
  port,
  {
    passwordOf: (user) => (user === localUser.user ? localUser.password : undefined),
    upstream: () =>
      Promise.resolve({
        host: '127.0.0.1',
        port: serverPort,
        serverName: 'localhost',
        database: 'dev',
        token,
      }),
    refused: () => undefined,
    sessionsChanged: () => undefined,
  },
  { isSocketOnly: false },
);
if (outcome.kind !== 'open') throw new Error(`Port ${port} is taken.`);
const carrier: Carrier = { port, gauge: await serveGauge() };
console.log(JSON.stringify(carrier));
