import assert from 'node:assert/strict';
import { noRestrictions } from '../../../../../src/core/base/restrictions.js';
import { firstPort } from '../../../../../src/core/connections/endpoint/endpointPort.js';
import { madeRef } from '../../../../fakes/madeToken.js';
import { Computer, saidBy, until } from '../endpointWindow.js';

const analytics = madeRef('analytics');
const marketing = madeRef('marketing');
const port = firstPort(analytics.arn);
const { signal } = new AbortController();
const opened = { kind: 'open', port, isSocketOnly: false, socketFolder: '/run/endpoints', sessions: [] };

describe('local endpoints', () => {
  let computer: Computer;
  let window: ReturnType<Computer['window']>;
  beforeEach(() => {
    computer = new Computer();
    window = computer.window();
  });
  const states = (ref = analytics): string[] => {
    const seen: string[] = [];
    window.endpoints.onDidChange(() => seen.push(window.endpoints.stateOf(ref).kind));
    return seen;
  };

  it('are stopped, and none is opened, before the first is asked for', async () => {
    await window.endpoints.restartHeld(signal);
    assert.deepEqual([window.endpoints.stateOf(analytics), computer.opener.calls], [{ kind: 'stopped' }, []]);
  });

  it("open on the workgroup's port, for its own hand-outs alone", async () => {
    const { endpoints, handOuts } = window;
    const seen = states();
    const mine = await handOuts.make(analytics, 'psql');
    const other = await handOuts.make(marketing, 'psql');
    const state = await endpoints.start(analytics, signal);
    const letIn = [
      computer.opener.connect(port, mine.user, mine.password),
      computer.opener.connect(port, mine.user, other.password),
      computer.opener.connect(port, other.user, other.password),
    ];
    assert.deepEqual(
      { state, seen, letIn, now: endpoints.stateOf(analytics), clients: endpoints.clients(analytics) },
      {
        state: opened,
        seen: ['opening', 'open', 'open'],
        letIn: [true, false, false],
        now: { ...opened, sessions: [{ user: mine.user, applicationName: 'a client', since: 7 }] },
        clients: ['psql'],
      },
    );
  });

  it('open once for all who ask at the same time', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => window.endpoints.start(analytics, signal)));
    await window.endpoints.start(analytics, signal);
    assert.deepEqual([answers, computer.opener.calls], [[opened, opened, opened], [`open ${port}`]]);
  });

  it('are closed again where all who asked have cancelled meanwhile', async () => {
    const release = Promise.withResolvers<undefined>();
    computer.opener.opening = release.promise;
    const stop = new AbortController();
    const starting = saidBy(window.endpoints.start(analytics, stop.signal));
    await until(() => computer.opener.calls.length > 0);
    stop.abort();
    release.resolve(undefined);
    const said = await starting;
    await until(() => window.endpoints.stateOf(analytics).kind === 'stopped');
    assert.deepEqual(
      [said[0], computer.opener.calls, window.endpoints.stateOf(analytics)],
      ['Cancelled: Cancelled', [`open ${port}`, `close ${port}`], { kind: 'stopped' }],
    );
  });

  it('come to the last thing asked for: stopped while opening, opened while closing', async () => {
    const starting = saidBy(window.endpoints.start(analytics, signal));
    await until(() => computer.opener.calls.length > 0);
    const release = Promise.withResolvers<undefined>();
    computer.opener.opening = release.promise;
    const { endpoints } = window;
    const stopping = endpoints.stop(analytics);
    const again = endpoints.start(analytics, signal);
    const last = endpoints.stop(analytics);
    const cancelled = saidBy(again);
    const restarted = endpoints.start(analytics, signal);
    release.resolve(undefined);
    await Promise.all([starting, stopping, last, restarted]);
    assert.deepEqual(
      [(await cancelled)[0], endpoints.stateOf(analytics), [...computer.opener.endpoints.keys()]],
      ['Cancelled: Cancelled', opened, [port]],
    );
  });

  it('stay stopped, and say why, where they cannot be opened', async () => {
    computer.opener.failure = new Error('no more files');
    const said = await saidBy(window.endpoints.start(analytics, signal));
    assert.deepEqual(
      [said[0], window.endpoints.stateOf(analytics)],
      ['Error: no more files', { kind: 'stopped' }],
    );
  });

  it('are elsewhere where another window of ours has the port: nothing is burnt, nobody is told', async () => {
    const handOut = await window.handOuts.make(analytics, 'psql');
    computer.opener.otherWindows.add(port);
    const state = await window.endpoints.start(analytics, signal);
    assert.deepEqual(
      [state, window.handOuts.of(analytics), computer.said],
      [{ kind: 'elsewhere', port }, [handOut], []],
    );
  });

  it('open with the next window, unless a person stopped them or nobody has a hand-out', async () => {
    const { endpoints, handOuts } = window;
    const sales = madeRef('sales');
    for (const ref of [analytics, marketing]) await handOuts.make(ref, 'psql');
    for (const ref of [analytics, marketing, sales]) await endpoints.start(ref, signal);
    await endpoints.stop(marketing);
    await endpoints.stopAll();
    const openAfter = [...computer.opener.endpoints.keys()];
    const next = computer.window();
    await next.endpoints.restartHeld(signal);
    const kinds = [analytics, marketing, sales].map((ref) => next.endpoints.stateOf(ref).kind);
    await next.endpoints.start(marketing, signal);
    await next.endpoints.stopAll();
    const last = computer.window();
    await last.endpoints.restartHeld(signal);
    assert.deepEqual(
      { openAfter, kinds, last: [analytics, marketing].map((ref) => last.endpoints.stateOf(ref).kind) },
      { openAfter: [], kinds: ['open', 'stopped', 'stopped'], last: ['open', 'open'] },
    );
  });

  it('let a saved password in after a reload, unchanged', async () => {
    const { user, password } = await window.handOuts.forClient(analytics, 'SQL Notebook');
    await window.endpoints.start(analytics, signal);
    await window.endpoints.stopAll();
    await computer.window().endpoints.restartHeld(signal);
    assert.ok(computer.opener.connect(port, user, password));
  });

  it('let in what another window has handed out, once that is read', async () => {
    await window.endpoints.start(analytics, signal);
    const { user, password } = await computer.window().handOuts.make(analytics, 'psql');
    for (const key of computer.secrets.records.keys()) await window.records.reread(key);
    assert.ok(computer.opener.connect(port, user, password));
  });

  it('end the sessions of a revoked hand-out, and let it in no more', async () => {
    const { endpoints, handOuts } = window;
    const [doomed, kept] = [
      await handOuts.make(analytics, 'psql'),
      await handOuts.make(analytics, 'SQLTools'),
    ];
    await endpoints.start(analytics, signal);
    for (const { user, password } of [doomed, doomed, kept]) computer.opener.connect(port, user, password);
    const before = endpoints.clients(analytics);
    await endpoints.revoke(analytics, doomed.user);
    assert.deepEqual(
      [before, endpoints.clients(analytics), computer.opener.connect(port, doomed.user, doomed.password)],
      [['psql', 'SQLTools'], ['SQLTools'], false],
    );
  });

  it('never open where an administrator forbids them', async () => {
    await window.handOuts.make(analytics, 'psql');
    computer.restrictions = { ...noRestrictions, localEndpoint: 'off' };
    const { endpoints } = computer.window();
    await endpoints.restartHeld(signal);
    const sentence = [
      'Managed by your organisation: local endpoints are off, so no client can connect through one.',
      'copyText',
    ];
    assert.deepEqual(
      [
        await saidBy(endpoints.start(analytics, signal)),
        await saidBy(endpoints.useOtherPort(analytics, signal)),
        computer.opener.calls,
        computer.said,
      ],
      [sentence, sentence, [], []],
    );
  });

  it('open on the socket alone where an administrator wants that', async () => {
    computer.restrictions = { ...noRestrictions, localEndpoint: 'socketOnly' };
    const state = await computer.window().endpoints.start(analytics, signal);
    assert.deepEqual(
      [state, computer.opener.calls],
      [{ ...opened, isSocketOnly: true }, [`open ${port} socket only`]],
    );
  });

  it('open all the same where that they are wanted cannot be stored', async () => {
    await window.endpoints.stop(analytics);
    computer.secrets.fail('set');
    assert.deepEqual(
      [await window.endpoints.start(analytics, signal), computer.log.lines.length],
      [opened, 1],
    );
  });
});
