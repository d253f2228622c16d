import assert from 'node:assert/strict';
import { Cancelled, UserError } from '../../../../../src/core/base/userError.js';
import { firstPort } from '../../../../../src/core/connections/endpoint/endpointPort.js';
import { KeptPasswords, terminalClient } from '../../../../../src/core/connections/endpoint/keptPasswords.js';
import { LocalConnections } from '../../../../../src/core/connections/endpoint/localConnections.js';
import type { TokenOutcome } from '../../../../../src/core/tokens/tokenOutcome.js';
import { madeRef } from '../../../../fakes/madeToken.js';
import { MemoryPasswordFile } from '../../../../fakes/memoryPasswordFile.js';
import { Computer, saidBy } from '../endpointWindow.js';

const analytics = madeRef('analytics');
const marketing = madeRef('marketing');
const port = firstPort(analytics.arn);
const { signal } = new AbortController();
const refusal = new UserError('marketing has no Identity Center.', { kind: 'retry' });

describe('connections through local endpoints', () => {
  let computer: Computer;
  let file: MemoryPasswordFile;
  let asked: unknown[];
  /** What asking for tokens comes to. */
  let outcome: TokenOutcome;
  /** The database of every workgroup. */
  let database: () => Promise<string>;
  beforeEach(() => {
    computer = new Computer();
    file = new MemoryPasswordFile();
    asked = [];
    outcome = { granted: [analytics, marketing], refused: [], notTried: [] };
    database = () => Promise.resolve('sales');
  });
  const openWindow = () => {
    const window = computer.window();
    const { endpoints, records, handOuts } = window;
    const passwords = new KeptPasswords(file, endpoints, handOuts, computer.log);
    const tokens = {
      get: (...asking: unknown[]) => {
        asked.push(asking);
        return Promise.resolve(outcome);
      },
    };
    const places = { databaseOf: () => database() };
    return {
      ...window,
      local: new LocalConnections(endpoints, records, handOuts, places, passwords, tokens),
    };
  };
  const door = {
    workgroupName: 'analytics',
    host: '127.0.0.1',
    port,
    socketFolder: '/run/endpoints',
    database: 'sales',
  };

  it('are there once their tokens are got and their endpoints are open, for all at once', async () => {
    const { local, endpoints } = openWindow();
    await local.open([analytics, marketing], signal, true);
    assert.deepEqual(
      [asked, [analytics, marketing].map((ref) => endpoints.stateOf(ref).kind)],
      [[[[analytics, marketing], signal, true]], ['open', 'open']],
    );
  });

  it('open no endpoint where one of them has no token, and say why', async () => {
    outcome = { granted: [analytics], refused: [{ workgroup: marketing, reason: refusal }], notTried: [] };
    const { local } = openWindow();
    assert.deepEqual(
      [await saidBy(local.open([analytics, marketing], signal, false)), computer.opener.calls],
      [['1 of 2 workgroups have a token. marketing has no Identity Center.', 'retry'], []],
    );
  });

  it('give a client what lets it in, the same every time and in the next window, and another client another', async () => {
    const first = openWindow();
    const given = await first.local.give(analytics, 'SQL Notebook', signal);
    const again = await first.local.give(analytics, 'SQL Notebook', signal);
    const other = await first.local.give(analytics, 'SQLTools', signal);
    const letIn = [given, other].map(({ user, password }) => computer.opener.connect(port, user, password));
    await first.endpoints.stopAll();
    const next = await openWindow().local.give(analytics, 'SQL Notebook', signal);
    const { user, password } = given;
    assert.deepEqual(
      { given, again, next, letIn, isOther: other.user !== user && other.password !== password },
      {
        given: { ...door, user, password },
        again: given,
        next: given,
        letIn: [true, true],
        isOther: true,
      },
    );
  });

  it('lead to the window that has the endpoint, by its port', async () => {
    computer.opener.otherWindows.add(port);
    const { local } = openWindow();
    const { user, password, ...rest } = await local.give(analytics, 'psql', signal);
    const other = computer.window();
    await other.records.loadAll();
    const { workgroupName, host, database: name } = door;
    assert.deepEqual(
      [rest, other.handOuts.passwordOf(analytics, user)],
      [{ workgroupName, host, port, database: name }, password],
    );
  });

  it('give nothing where another program has the port', async () => {
    computer.opener.strangers.add(port);
    const { local, handOuts } = openWindow();
    const [sentence, action] = await saidBy(local.give(analytics, 'psql', signal));
    assert.deepEqual(
      [sentence, action, handOuts.of(analytics)],
      [
        `Another program listens on port ${port} of this computer, so the local endpoint of analytics cannot open there. Close that program, then retry.`,
        'retry',
        [],
      ],
    );
  });

  it('let a visitor in for one visit, and end its sessions then', async () => {
    const { local, handOuts, endpoints } = openWindow();
    const visit = await local.visit(analytics, 'Test Connection', signal);
    const { connection } = visit;
    const { user, password } = connection;
    const connect = (): boolean => computer.opener.connect(port, user, password);
    const before = [connect(), endpoints.clients(analytics)];
    await visit.end();
    assert.deepEqual(
      {
        connection,
        before,
        after: [connect(), endpoints.clients(analytics), handOuts.of(analytics)],
        state: endpoints.stateOf(analytics),
      },
      {
        connection: { ...door, user, password },
        before: [true, ['Test Connection']],
        after: [false, [], []],
        state: { kind: 'open', port, isSocketOnly: false, socketFolder: door.socketFolder, sessions: [] },
      },
    );
  });

  it('leave nothing handed out where a visit cannot begin', async () => {
    database = () => Promise.reject(new Cancelled());
    const { local, handOuts } = openWindow();
    await assert.rejects(local.visit(analytics, 'Test Connection', signal), Cancelled);
    assert.deepEqual(handOuts.of(analytics), []);
  });

  it('are described without opening or making anything', async () => {
    const { local, handOuts } = openWindow();
    const described = await local.describe(analytics, 'psql', signal);
    assert.deepEqual(
      {
        described,
        calls: computer.opener.calls,
        handOuts: handOuts.all(),
        stored: computer.secrets.records.size,
      },
      {
        described: {
          ...door,
          socketFolder: undefined,
          passwordFile: undefined,
          user: 'user-made-then',
        },
        calls: [],
        handOuts: [],
        stored: 0,
      },
    );
  });

  it('are described as they are given, without the password', async () => {
    const { local } = openWindow();
    const kept = await local.giveKept(analytics, terminalClient, signal);
    assert.deepEqual(await local.describe(analytics, terminalClient, signal), kept);
  });

  it('give a terminal no password, but the file in which it stands by then', async () => {
    const { local, handOuts } = openWindow();
    const given = await local.giveKept(analytics, terminalClient, signal);
    const { user, password } = handOuts.of(analytics)[0]!;
    assert.deepEqual(
      { given, isInFile: file.text?.includes(`127.0.0.1:${port}:*:${user}:${password}\n`) },
      { given: { ...door, user, passwordFile: file.path }, isInFile: true },
    );
  });

  it('give a terminal nothing where the file cannot be written', async () => {
    file.failure = new Error('no space');
    const [sentence] = await saidBy(openWindow().local.giveKept(analytics, terminalClient, signal));
    assert.match(sentence, /^The password file \S+ cannot be written/);
  });
});
