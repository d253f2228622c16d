import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { OpenOutcome } from '../../../src/core/connections/endpoint/localEndpoint.js';
import { LocalEndpoints } from '../../../src/wire/localEndpoints.js';
import { freePort } from '../../host/freePort.js';
import { EndpointStage, eventually } from './endpointStage.js';
import { RawClient } from './rawClient.js';

describe('Opening a local endpoint', () => {
  let stage: EndpointStage;
  beforeEach(async () => (stage = await new EndpointStage().start()));
  afterEach(() => stage.stop());
  /** Who has the port: nobody before, another window, a stranger. */
  const whose = async (opening: Promise<OpenOutcome>): Promise<string> => {
    const outcome = await opening;
    if (outcome.kind === 'open') return 'nobody';
    if (outcome.by === 'ours') outcome.holder.dispose();
    return outcome.by;
  };
  const socket = (): string => path.join(stage.folder, `.s.PGSQL.${stage.port}`);
  const squat = async (answer: (socket: net.Socket, bytes: Buffer) => void): Promise<net.Server> => {
    await stage.endpoint.close(false);
    const server = net.createServer((client) =>
      client.on('error', () => undefined).on('data', (bytes: Buffer) => answer(client, bytes)),
    );
    server.listen(stage.port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };

  it('keeps folder, key and socket to this user alone', async () => {
    const mode = async (file: string): Promise<string> => ((await stat(file)).mode & 0o777).toString(8);
    assert.deepEqual(
      [
        await mode(stage.folder),
        await mode(path.join(stage.folder, 'endpoint.key')),
        stage.endpoint.socketFolder,
      ],
      ['700', '600', stage.folder],
    );
  });

  it('finds that another window of ours has the port', async () => {
    assert.equal(await whose(stage.open()), 'ours');
  });

  it('finds that a window with another key has it', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'rsidc-other-'));
    const { clock, log } = stage;
    const other = new LocalEndpoints({ folder, runtimeFolder: undefined, clock, log });
    assert.deepEqual(await other.open(stage.port, stage, { isSocketOnly: false }), {
      kind: 'taken',
      by: 'stranger',
    });
    await rm(folder, { recursive: true });
  });

  const strangers: Readonly<Record<string, (client: net.Socket, bytes: Buffer) => void>> = {
    'hangs up': (client) => client.destroy(),
    'sends the question back': (client, bytes) => client.end(bytes),
    'answers as a PostgreSQL server': (client) =>
      client.end('E\0\0\0\x20SFATAL\0C08P01\0Mno such version\0\0'),
    'says nothing for two seconds': () => stage.clock.advance(2000),
  };
  for (const [what, answer] of Object.entries(strangers)) {
    it(`finds a stranger that ${what}`, async () => {
      const server = await squat(answer);
      assert.equal(await whose(stage.open()), 'stranger');
      server.close();
    });
  }

  it('takes no proof that a window gave for another port', async () => {
    const elsewhere = await freePort();
    const { folder, clock, log } = stage;
    const window = new LocalEndpoints({ folder, runtimeFolder: undefined, clock, log });
    const outcome = await window.open(elsewhere, stage, { isSocketOnly: false });
    assert.ok(outcome.kind === 'open');
    const server = await squat((client, bytes) => {
      const relay = net.connect(elsewhere, '127.0.0.1');
      relay.write(bytes);
      relay.pipe(client);
    });
    assert.equal(await whose(stage.open()), 'stranger');
    server.close();
    await outcome.endpoint.close(false);
  });

  it('opens again at once after it was closed, and leaves no socket behind', async () => {
    await stage.endpoint.close(false);
    await assert.rejects(stat(socket()));
    const outcome = await stage.open();
    assert.ok(outcome.kind === 'open');
    stage.endpoint = outcome.endpoint;
    await stage.session();
  });

  it('removes a socket that a window left which is gone', async () => {
    await stage.endpoint.close(false);
    await writeFile(socket(), '');
    const outcome = await stage.open();
    assert.ok(outcome.kind === 'open');
    stage.endpoint = outcome.endpoint;
    const client = new RawClient({ path: socket() }).start('anna');
    assert.equal((await client.take(1)).toString(), 'R');
  });

  it('listens on the socket alone where that is all that is allowed', async () => {
    await stage.endpoint.close(false);
    const outcome = await stage.open(true);
    assert.ok(outcome.kind === 'open');
    stage.endpoint = outcome.endpoint;
    assert.equal(await stage.client().rest(), '');
    const client = new RawClient({ path: socket() }).start('anna');
    assert.equal((await client.take(1)).toString(), 'R');
    assert.equal(await whose(stage.open(true)), 'ours');
  });

  describe('in a folder whose path is too long for a socket', () => {
    let runtimeFolder: string;
    let long: string;
    beforeEach(async () => {
      runtimeFolder = await mkdtemp(path.join(os.tmpdir(), 'rt-'));
      long = path.join(stage.folder, 'x'.repeat(90));
      await mkdir(long);
    });
    afterEach(() => rm(runtimeFolder, { recursive: true }));
    const folderOf = async (isSocketOnly = false): Promise<string | undefined> => {
      const { clock, log } = stage;
      const outcome = await new LocalEndpoints({ folder: long, runtimeFolder, clock, log }).open(
        await freePort(),
        stage,
        {
          isSocketOnly,
        },
      );
      assert.ok(outcome.kind === 'open');
      const { socketFolder } = outcome.endpoint;
      await outcome.endpoint.close(false);
      return socketFolder;
    };

    it("uses the system's folder for this user's sockets", async () => {
      assert.equal(await folderOf(), path.join(runtimeFolder, 'redshift-idc'));
    });

    it('has the port alone where others can enter that too, and refuses where sockets alone are allowed', async () => {
      await chmod(runtimeFolder, 0o755);
      assert.equal(await folderOf(), undefined);
      await assert.rejects(folderOf(true), { name: 'UserError', message: /sockets alone/ });
    });
  });

  it('makes a new key where the stored one is spoilt', async () => {
    await stage.endpoint.close(false);
    const file = path.join(stage.folder, 'endpoint.key');
    await writeFile(file, 'short');
    const opening = stage.open();
    const { clock } = stage;
    let outcome: Awaited<typeof opening> | undefined;
    void opening.then((opened) => (outcome = opened));
    await eventually(() => {
      clock.advance(20);
      return outcome !== undefined;
    });
    assert.ok(outcome?.kind === 'open');
    stage.endpoint = outcome.endpoint;
    assert.equal((await readFile(file)).length, 32);
  });
});
