import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { int32, message, packet } from '../../../src/wire/messages.js';
import { FakeClock } from '../../fakes/fakeClock.js';
import { EndpointStage, anna, eventually } from './endpointStage.js';
import { readyForQuery, serverKey } from './scriptedRedshift.js';

const stopped = '57P01 terminating connection: VS Code closed the local endpoint, or revoked this password';

describe('A session through the local endpoint', () => {
  let clock: FakeClock;
  let stage: EndpointStage;
  beforeEach(async () => {
    clock = new FakeClock();
    stage = await new EndpointStage(clock).start();
  });
  afterEach(() => stage.stop());

  it('carries every byte both ways, in any pieces', async () => {
    const client = await stage.session();
    const sent = randomBytes(3_000_000);
    for (let at = 0, size = 1; at < sent.length; at += size, size = ((size * 7) % 90_001) + 1) {
      client.send(sent.subarray(at, at + size));
    }
    const heard = await client.take(sent.length);
    assert.ok(heard.equals(sent));
  });

  it('carries what a client says before it was let in', async () => {
    const client = stage.client().start('anna');
    await client.password('anna', anna.password);
    client.send('said early');
    await eventually(() => stage.redshift.sessions.length === 1);
    const said = [];
    for (let count = 0; count < 4; count++) said.push((await client.message()).slice(0, 1));
    assert.deepEqual([said, (await client.take(10)).toString()], [['R', 'S', 'K', 'Z'], 'said early']);
  });

  it('is listed while it lasts, with the name of the program in one short line', async () => {
    const client = await stage.session({ application_name: `psql\n${'x'.repeat(100)}` });
    assert.deepEqual(stage.endpoint.sessions, [
      { user: 'anna', applicationName: `psql ${'x'.repeat(59)}`, since: clock.now() },
    ]);
    client.end();
    await eventually(() => stage.endpoint.sessions.length === 0);
    assert.equal(stage.sessionChanges, 2);
  });

  it('hangs up on the server when the client does', async () => {
    const client = await stage.session();
    client.end();
    await eventually(() => stage.redshift.sessions[0]?.closed === true && clock.waiting === 0);
  });

  it('holds a server back whose client does not read', async () => {
    const client = await stage.session();
    client.pause();
    const server = stage.redshift.sessions[0]!;
    const piece = randomBytes(100_000);
    let sent = 0;
    while (server.writableLength < 1_000_000) {
      server.write(piece);
      sent += piece.length;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    assert.ok(sent < 60_000_000, `${sent} bytes were taken`);
    client.resume();
    const hash = createHash('sha256');
    for (let taken = 0; taken < sent; taken += piece.length) hash.update(await client.take(piece.length));
    const wanted = createHash('sha256');
    for (let count = 0; count < sent; count += piece.length) wanted.update(piece);
    assert.equal(hash.digest('hex'), wanted.digest('hex'));
  });

  it('ends with 57P01 when the endpoint is closed, and nobody listens any more', async () => {
    const client = await stage.session();
    await stage.endpoint.close(false);
    assert.deepEqual([await client.refusal(), await stage.client().rest()], [stopped, '']);
  });

  it('ends when its password is revoked, and that of no other user', async () => {
    stage.passwords.set('bert', 'rsidc_other');
    const client = await stage.session();
    const bert = await stage.client().start('bert').password('bert', 'rsidc_other');
    await eventually(() => stage.endpoint.sessions.length === 2);
    stage.endpoint.endSessionsOf('anna');
    assert.equal(await client.refusal(), stopped);
    await eventually(() => stage.endpoint.sessions.length === 1);
    assert.deepEqual([stage.endpoint.sessions.map(({ user }) => user), bert.isClosed], [['bert'], false]);
  });

  it('ends a login that waits for Redshift when its password is revoked', async () => {
    stage.redshift.silentAt = 'token';
    const client = await stage.loggedIn();
    await eventually(() => stage.redshift.tokens.length === 1);
    stage.endpoint.endSessionsOf('anna');
    assert.equal(await client.refusal(), stopped);
  });

  it('says nothing in the middle of a result: it would be taken for a part of it', async () => {
    const client = await stage.session();
    stage.redshift.sessions[0]!.write(Buffer.from([0x44, 0, 0, 1, 0, 1, 2]));
    await client.take(7);
    stage.endpoint.endSessionsOf('anna');
    assert.equal(await client.rest(), '');
  });

  it('cuts off a client that does not read when it is stopped', async () => {
    const client = await stage.session();
    client.pause();
    const server = stage.redshift.sessions[0]!;
    while (server.writableLength < 1_000_000) {
      server.write(randomBytes(100_000));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const closing = stage.endpoint.close(false);
    await eventually(() => clock.waiting > 0);
    clock.advance(1000);
    await closing;
    client.end();
  });

  it('tells the client when the connection to Redshift is lost', async () => {
    const client = await stage.session();
    stage.redshift.sessions[0]!.destroy();
    assert.equal(await client.refusal(), '08006 The connection to Redshift was lost. Connect again.');
  });

  it("leaves the server's own last words alone", async () => {
    const client = await stage.session();
    const words = message('E', Buffer.from('SFATAL\0C57P01\0Mmaintenance\0\0'));
    stage.redshift.sessions[0]!.end(words);
    assert.equal(await client.refusal(), '57P01 maintenance');
  });

  it('knows the end of an answer in pieces too', async () => {
    const client = await stage.session();
    const server = stage.redshift.sessions[0]!;
    server.write('long before');
    for (const byte of readyForQuery) {
      server.write(Buffer.from([byte]));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await client.take(11 + readyForQuery.length);
    stage.endpoint.endSessionsOf('anna');
    assert.equal(await client.refusal(), stopped);
  });

  it('has a key of its own for cancelling, which stands for that of the server until it ends', async () => {
    const client = await stage.loggedIn();
    let key = Buffer.alloc(0);
    for (let type = ''; type !== 'Z';) {
      const header = await client.take(5);
      type = header.toString('latin1', 0, 1);
      const body = await client.take(header.readInt32BE(1) - 4);
      if (type === 'K') key = Buffer.from(body);
    }
    const cancel = packet(int32(80_877_102), key);
    const asked = stage.client().send(cancel);
    assert.equal(await asked.rest(), '');
    assert.deepEqual([stage.redshift.cancels, key.equals(serverKey)], [[serverKey], false]);
    client.end();
    await eventually(() => stage.endpoint.sessions.length === 0);
    await stage.client().send(cancel).rest();
    assert.equal(stage.redshift.cancels.length, 1);
  });
});
