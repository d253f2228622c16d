import assert from 'node:assert/strict';
import { noRestrictions } from '../../../../../src/core/base/restrictions.js';
import { isHandOutPassword } from '../../../../../src/core/connections/endpoint/handOut.js';
import { minute } from '../../../../fakes/madeToken.js';
import { Computer, saidBy } from '../endpointWindow.js';
import { analytics, marketing, SharingStage, signal } from '../sharingStage.js';

describe('sessions of other extensions', () => {
  let stage: SharingStage;

  beforeEach(async () => {
    stage = new SharingStage();
    await stage.hold(analytics);
    stage.announced.length = 0;
  });

  const make = (ref = analytics) => stage.sharing.make([ref.arn], signal, false);

  it('are none before a person has said yes, and looking opens nothing and asks nobody', async () => {
    await stage.window.handOuts.make(analytics, 'psql');
    assert.deepEqual(
      {
        all: await stage.sharing.sessions(undefined),
        one: await stage.sharing.sessions([analytics.arn]),
        opened: stage.computer.opener.calls,
        asked: stage.asked,
        announced: stage.announced,
      },
      { all: [], one: [], opened: [], asked: [], announced: [] },
    );
  });

  it("have one workgroup's ARN, its name and source, and the password of a hand-out that opens its endpoint", async () => {
    const { id, accessToken, account, scopes } = await make();
    const [handOut] = stage.window.handOuts.of(analytics);
    const [port] = stage.computer.opener.endpoints.keys();
    assert.deepEqual(
      {
        account,
        scopes,
        client: handOut?.client,
        isPassword: isHandOutPassword(accessToken),
        isLetIn: stage.computer.opener.connect(port!, handOut!.user, accessToken),
        asked: stage.asked,
        announced: stage.announced,
        found: (await stage.sharing.sessions([analytics.arn])).map((session) => session.id === id),
        ofAnother: await stage.sharing.sessions([marketing.arn]),
        ofBoth: await stage.sharing.sessions([analytics.arn, marketing.arn]),
      },
      {
        account: { id: analytics.arn, label: 'analytics (profile "analytics", us-east-1)' },
        scopes: [analytics.arn],
        client: 'Other extensions',
        isPassword: true,
        isLetIn: true,
        asked: ['analytics'],
        announced: ['added analytics'],
        found: [true],
        ofAnother: [],
        ofBoth: [],
      },
    );
  });

  it('have nothing of the Redshift token in them', async () => {
    const session = await make();
    const connection = await stage.sharing.connectionOf(session.id, signal);
    const token = stage.window.held.tokenOf(analytics);
    assert.ok(!JSON.stringify([session, connection]).includes(token!.value), 'the token is in no answer');
  });

  it('are the same for whoever is allowed later, and in the next window, with its port still shut', async () => {
    const first = await make();
    const again = await make();
    const next = new SharingStage(stage.computer);
    const later = await next.sharing.sessions([analytics.arn]);
    const { calls } = stage.computer.opener;
    assert.deepEqual([again, later, calls.length], [first, [first], 1]);
  });

  it('change when the token is refreshed, end with it, and are back with the next one', async () => {
    const session = await make();
    stage.announced.length = 0;
    await stage.hold(analytics);
    const { clock } = stage.computer;
    clock.advance(60 * minute);
    stage.sharing.check();
    const expired = await stage.sharing.sessions(undefined);
    await stage.hold(analytics);
    assert.deepEqual(
      [stage.announced, expired, await stage.sharing.sessions(undefined)],
      [['changed analytics', 'removed analytics', 'added analytics'], [], [session]],
    );
  });

  it('end when a person signs out: the password opens nothing any more, and who is connected is cut', async () => {
    const { id, accessToken } = await make();
    const { user } = stage.window.handOuts.of(analytics)[0]!;
    const [port, endpoint] = [...stage.computer.opener.endpoints][0]!;
    stage.computer.opener.connect(port, user, accessToken);
    stage.announced.length = 0;
    await stage.sharing.remove('unknown');
    const before = endpoint.sessions.length;
    await stage.sharing.remove(id);
    assert.deepEqual(
      {
        connected: [before, endpoint.sessions.length],
        isLetIn: stage.computer.opener.connect(port, user, accessToken),
        left: await stage.sharing.sessions(undefined),
        connection: await stage.sharing.connectionOf(id, signal),
        handOuts: stage.window.handOuts.of(analytics),
        announced: stage.announced,
      },
      {
        connected: [1, 0],
        isLetIn: false,
        left: [],
        connection: undefined,
        handOuts: [],
        announced: ['removed analytics'],
      },
    );
  });

  it('end when a person stops the endpoint, and are back when it is opened', async () => {
    const session = await make();
    stage.announced.length = 0;
    await stage.window.endpoints.stop(analytics);
    const stopped = [
      await stage.sharing.sessions(undefined),
      await stage.sharing.connectionOf(session.id, signal),
    ];
    await make();
    assert.deepEqual([stopped, await stage.sharing.sessions(undefined)], [[[], undefined], [session]]);
    assert.deepEqual(
      [stage.announced[0], stage.announced.filter((line) => line.startsWith('added'))],
      ['removed analytics', ['added analytics']],
    );
  });

  it('end when a stranger holds the port, and the old password is in none that comes after', async () => {
    const { accessToken } = await make();
    const next = new SharingStage(stage.computer);
    const [port] = stage.computer.opener.endpoints.keys();
    await stage.window.endpoints.stopAll();
    stage.computer.opener.strangers.add(port!);
    const before = await next.sharing.sessions(undefined);
    const said = await saidBy(next.sharing.make([analytics.arn], signal, false));
    const blocked = await next.sharing.sessions(undefined);
    stage.computer.opener.strangers.clear();
    const after = await next.sharing.make([analytics.arn], signal, false);
    assert.deepEqual(
      {
        before: before.length,
        said: said[0].startsWith(`Another program listens on port ${port}`),
        blocked,
        isNew: after.accessToken !== accessToken,
      },
      { before: 1, said: true, blocked: [], isNew: true },
    );
  });

  it('say where they connect to, without a secret, and open the endpoint for it', async () => {
    const { id } = await make();
    await stage.window.endpoints.stopAll();
    const next = new SharingStage(stage.computer);
    const connection = await next.sharing.connectionOf(id, signal);
    const [port] = stage.computer.opener.endpoints.keys();
    const { user } = next.window.handOuts.of(analytics)[0]!;
    assert.deepEqual(connection, { host: '127.0.0.1', port, database: 'sales', user });
  });

  it('connect to the folder of the socket where nothing else may listen', async () => {
    stage = new SharingStage(new Computer(), { ...noRestrictions, localEndpoint: 'socketOnly' });
    await stage.hold(analytics);
    const { id } = await make();
    assert.equal((await stage.sharing.connectionOf(id, signal))?.host, '/run/endpoints');
  });

  it('are absent while the secret storage is locked, and there once it is open', async () => {
    const session = await make();
    const next = new SharingStage(stage.computer);
    stage.computer.secrets.fail('keys');
    const locked = await next.sharing.sessions(undefined);
    stage.computer.secrets.mend();
    assert.deepEqual([locked, await next.sharing.sessions(undefined)], [[], [session]]);
  });

  it('are neither read nor announced by being offered', async () => {
    await make();
    await stage.window.endpoints.stopAll();
    stage.computer.opener.calls.length = 0;
    let reads = 0;
    const next = new SharingStage(stage.computer, noRestrictions, () => {
      reads += 1;
      return Promise.resolve();
    });
    const { records } = next.window;
    assert.deepEqual([reads, records.current, next.announced, next.computer.opener.calls], [0, [], [], []]);
  });
});
