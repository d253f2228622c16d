import assert from 'node:assert/strict';
import { firstPort } from '../../../../src/core/connections/endpoint/endpointPort.js';
import { madeRef } from '../../../fakes/madeToken.js';
import { Computer, saidBy } from './endpointWindow.js';

const analytics = madeRef('analytics');
const port = firstPort(analytics.arn);
const { signal } = new AbortController();
const opened = { kind: 'open', port, isSocketOnly: false, socketFolder: '/run/endpoints', sessions: [] };

describe('a stranger on the port of a local endpoint', () => {
  let computer: Computer;
  beforeEach(() => {
    computer = new Computer();
    computer.opener.strangers.add(port);
  });
  const sentence = [
    `Another program listens on port ${port} of this computer, where connections to analytics go. The passwords saved for them may be known to it, so new ones were made and the old ones open nothing. Close that program and retry, then copy the passwords into your clients again.`,
    'retry',
  ];

  it('gets nothing: the passwords are replaced, no other port is taken, and the person who opened it is told', async () => {
    const { endpoints, handOuts } = computer.window();
    const old = await handOuts.make(analytics, 'psql');
    const said = await saidBy(endpoints.start(analytics, signal));
    const state = endpoints.stateOf(analytics);
    computer.opener.strangers.clear();
    await endpoints.start(analytics, signal);
    const [fresh] = handOuts.of(analytics);
    assert.deepEqual(
      {
        said,
        state,
        announced: computer.said,
        calls: computer.opener.calls,
        old: computer.opener.connect(port, old.user, old.password),
        fresh: computer.opener.connect(port, old.user, fresh!.password),
      },
      {
        said: sentence,
        state: { kind: 'blocked', port },
        announced: [],
        calls: [`open ${port}`, `open ${port}`],
        old: false,
        fresh: true,
      },
    );
  });

  it('is told of once where nobody waits, at the start of a window', async () => {
    const first = computer.window();
    const old = await first.handOuts.make(analytics, 'psql');
    const { endpoints, handOuts } = computer.window();
    await endpoints.restartHeld(signal);
    assert.deepEqual(
      {
        said: computer.said.map(([name, { message, action }]) => [name, message, action.kind]),
        state: endpoints.stateOf(analytics),
        isReplaced: handOuts.of(analytics)[0]?.password !== old.password,
      },
      { said: [['analytics', ...sentence]], state: { kind: 'blocked', port }, isReplaced: true },
    );
  });

  it('is told of without a word on passwords where there are none', async () => {
    assert.deepEqual(await saidBy(computer.window().endpoints.start(analytics, signal)), [
      `Another program listens on port ${port} of this computer, so the local endpoint of analytics cannot open there. Close that program, then retry.`,
      'retry',
    ]);
  });

  it('keeps the endpoint shut until the passwords could be replaced', async () => {
    const { endpoints, handOuts } = computer.window();
    const old = await handOuts.make(analytics, 'psql');
    computer.secrets.fail('set');
    const refusedToStore = await saidBy(endpoints.start(analytics, signal));
    computer.opener.strangers.clear();
    const again = await saidBy(endpoints.start(analytics, signal));
    const state = endpoints.stateOf(analytics);
    computer.secrets.mend();
    await endpoints.start(analytics, signal);
    assert.deepEqual(
      {
        refusedToStore,
        again,
        state,
        calls: computer.opener.calls,
        old: computer.opener.connect(port, old.user, old.password),
      },
      {
        refusedToStore: [
          "VS Code's secret storage refused what belongs to the local endpoint of analytics. What was stored before is unchanged.",
          'retry',
        ],
        again: refusedToStore,
        state: { kind: 'blocked', port },
        calls: [`open ${port}`, `open ${port}`],
        old: false,
      },
    );
  });

  it('is left behind where a person chooses another port: the next free one, and again with the next window', async () => {
    const { endpoints, handOuts } = computer.window();
    await handOuts.make(analytics, 'psql');
    await saidBy(endpoints.start(analytics, signal));
    computer.opener.strangers.add(port + 1);
    const state = await endpoints.useOtherPort(analytics, signal);
    const burnt = handOuts.of(analytics);
    await endpoints.stopAll();
    const next = computer.window();
    await next.endpoints.restartHeld(signal);
    const moved = { ...opened, port: port + 2 };
    assert.deepEqual(
      [state, next.endpoints.stateOf(analytics), next.handOuts.of(analytics)],
      [moved, moved, burnt],
    );
  });

  it("is not left for the port of another workgroup's endpoint", async () => {
    const twin = madeRef('analytics', 'profile:other@us-east-1');
    const { endpoints, handOuts } = computer.window();
    await handOuts.make(analytics, 'psql');
    await handOuts.make(twin, 'psql');
    assert.deepEqual(await endpoints.useOtherPort(analytics, signal), { ...opened, port: port + 2 });
  });

  it('is not left where the new port cannot be stored, or none is free', async () => {
    const { endpoints, handOuts } = computer.window();
    await handOuts.make(analytics, 'psql');
    await saidBy(endpoints.start(analytics, signal));
    computer.secrets.fail('set');
    const unstored = await saidBy(endpoints.useOtherPort(analytics, signal));
    const stillOpen = computer.opener.endpoints.size;
    computer.secrets.mend();
    for (let taken = 1; taken <= 20; taken += 1) computer.opener.strangers.add(port + taken);
    assert.deepEqual(
      [
        unstored[1],
        stillOpen,
        await saidBy(endpoints.useOtherPort(analytics, signal)),
        endpoints.stateOf(analytics).kind,
      ],
      [
        'retry',
        0,
        [
          'None of the ports that were tried for the local endpoint of analytics is free: other programs listen on them. Close some of them, then retry.',
          'retry',
        ],
        'blocked',
      ],
    );
  });

  it('learns no password from a log, a state or a sentence', async () => {
    const { endpoints, handOuts } = computer.window();
    const old = await handOuts.make(analytics, 'psql');
    computer.secrets.fail('set');
    const said = [await saidBy(endpoints.start(analytics, signal))];
    computer.secrets.mend();
    said.push(await saidBy(endpoints.start(analytics, signal)));
    await computer.window().endpoints.restartHeld(signal);
    const [fresh] = handOuts.of(analytics);
    const shown = JSON.stringify([said, endpoints.stateOf(analytics), computer.said, computer.log.lines]);
    for (const secret of [old.password, fresh!.password, 'rsidc_'])
      assert.ok(!shown.includes(secret), 'no secret is shown');
  });
});
