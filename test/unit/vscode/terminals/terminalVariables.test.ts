import assert from 'node:assert/strict';
import type { LocalConnections } from '../../../../src/core/connections/endpoint/localConnections.js';
import { terminalClient } from '../../../../src/core/connections/endpoint/keptPasswords.js';
import type { WorkgroupRef } from '../../../../src/core/sources/workgroup.js';
import { TerminalVariables } from '../../../../src/vscode/terminals/terminalVariables.js';
import { madeRef } from '../../../fakes/madeToken.js';
import { Computer } from '../../core/connections/endpointWindow.js';
import { FakeCollection } from './fakeCollection.js';

const analytics = madeRef('analytics');
const marketing = madeRef('marketing');
const { signal } = new AbortController();

describe('new terminals', () => {
  let computer: Computer;
  let window: ReturnType<Computer['window']>;
  let collection: FakeCollection;
  let variables: TerminalVariables;
  let isOn: boolean;
  let ticked: readonly WorkgroupRef[];
  let given: string[];
  let failure: Error | undefined;

  const giveKept: LocalConnections['giveKept'] = async (ref, client, own) => {
    given.push(ref.name);
    if (failure !== undefined) throw failure;
    const state = await window.endpoints.start(ref, own);
    const { user } = await window.handOuts.forClient(ref, client);
    return {
      workgroupName: ref.name,
      host: '127.0.0.1',
      port: 'port' in state ? state.port : 0,
      socketFolder: state.kind === 'open' ? state.socketFolder : undefined,
      user,
      database: 'sales',
      passwordFile: '/run/endpoints/passwords',
    };
  };
  /** Until what was begun in the background is done, and what that began. */
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 4; turn++) await variables.startWithout(() => Promise.resolve());
  };
  /** To which workgroups new terminals lead: by the endpoint's port. */
  const leadTo = (): string => {
    const port = collection.values.get('PGPORT');
    if (port === undefined) return collection.values.size === 0 ? 'nowhere' : 'half-way';
    return window.records.current.find((record) => String(record.port) === port)?.workgroup.name ?? port;
  };
  const open = async (ref: WorkgroupRef): Promise<void> => {
    await window.endpoints.start(ref, signal);
    await settled();
  };

  beforeEach(() => {
    computer = new Computer();
    window = computer.window();
    collection = new FakeCollection();
    collection.replace('PGPORT', 'of an earlier window');
    [isOn, ticked, given, failure] = [true, [], [], undefined];
    const { endpoints, records, handOuts } = window;
    const selection = {
      get current() {
        return ticked;
      },
    };
    variables = new TerminalVariables(
      collection,
      () => isOn,
      endpoints,
      records,
      handOuts,
      selection,
      { giveKept },
      computer.log,
    );
    endpoints.onDidChange(() => variables.update());
    handOuts.onDidChange(() => variables.update());
  });

  it('begin without what an earlier window has put there, and nothing is kept for a later one', () =>
    assert.deepEqual([collection.persistent, leadTo()], [false, 'nowhere']));

  it('lead to the open endpoint, without any password, until it is stopped', async () => {
    await open(analytics);
    const values = Object.fromEntries(collection.values);
    const [{ port, handOuts }] = window.handOuts.all() as [ReturnType<typeof window.handOuts.all>[number]];
    await window.endpoints.stop(analytics);
    await settled();
    assert.deepEqual(
      { values, given, after: leadTo(), isDescribed: collection.description !== undefined },
      {
        values: {
          PGHOST: '/run/endpoints',
          PGPORT: String(port),
          PGUSER: handOuts[0]!.user,
          PGDATABASE: 'sales',
          PGPASSFILE: '/run/endpoints/passwords',
          PGSSLMODE: 'disable',
        },
        given: ['analytics'],
        after: 'nowhere',
        isDescribed: false,
      },
    );
  });

  it('lead nowhere while the setting is off, and nothing is handed out for them', async () => {
    isOn = false;
    await open(analytics);
    const off = leadTo();
    isOn = true;
    variables.update();
    await settled();
    const on = leadTo();
    isOn = false;
    variables.update();
    await settled();
    assert.deepEqual([off, on, leadTo(), given], ['nowhere', 'analytics', 'nowhere', ['analytics']]);
  });

  it('lead of several endpoints to that of the only ticked workgroup, else nowhere', async () => {
    await open(analytics);
    const seen = [leadTo()];
    await open(marketing);
    for (const ticks of [[], [marketing], [marketing, analytics], [madeRef('ledger')], [analytics]]) {
      ticked = ticks;
      variables.update();
      await settled();
      seen.push(leadTo());
    }
    await window.endpoints.stop(analytics);
    await settled();
    seen.push(leadTo());
    assert.deepEqual(seen, [
      'analytics',
      'nowhere',
      'marketing',
      'nowhere',
      'nowhere',
      'analytics',
      'marketing',
    ]);
  });

  it('lead to an endpoint that another window has open, by its port', async () => {
    const { port } = await window.records.get(analytics);
    computer.opener.otherWindows.add(port);
    await open(analytics);
    assert.deepEqual(
      [leadTo(), collection.values.get('PGHOST'), given],
      ['analytics', '127.0.0.1', ['analytics']],
    );
  });

  it('go on leading there while this window tries to take it over', async () => {
    const { port } = await window.records.get(analytics);
    computer.opener.otherWindows.add(port);
    await open(analytics);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    computer.opener.opening = promise;
    const starting = window.endpoints.start(analytics, signal);
    await settled();
    const meanwhile = leadTo();
    resolve(undefined);
    await starting;
    assert.deepEqual([meanwhile, given], ['analytics', ['analytics']]);
  });

  it('are left alone by a revoked hand-out: no other one is made behind the back of who revoked it', async () => {
    await open(analytics);
    const [handOut] = window.handOuts.of(analytics);
    await window.endpoints.revoke(analytics, handOut!.user);
    await settled();
    assert.deepEqual([leadTo(), window.handOuts.of(analytics), given], ['nowhere', [], ['analytics']]);
  });

  it('lead nowhere once all is forgotten, until an endpoint opens anew', async () => {
    await open(analytics);
    variables.clear();
    variables.update();
    await settled();
    const forgotten = leadTo();
    await window.endpoints.stop(analytics);
    await open(analytics);
    assert.deepEqual([forgotten, leadTo()], ['nowhere', 'analytics']);
  });

  it('are not led by what was forgotten while it was being made', async () => {
    const held = computer.secrets.hold('set');
    const starting = window.endpoints.start(analytics, signal);
    while (given.length === 0) await new Promise((resolve) => setImmediate(resolve));
    variables.clear();
    held();
    await starting;
    await settled();
    assert.deepEqual([leadTo(), window.handOuts.of(analytics)[0]?.client], ['nowhere', terminalClient]);
  });

  it('lead nowhere where nothing can be handed out: that is logged, and not tried again and again', async () => {
    failure = new Error('the disk is full');
    const { port } = await window.records.get(analytics);
    computer.opener.otherWindows.add(port);
    await open(analytics);
    for (let turn = 0; turn < 5; turn++) variables.update();
    await settled();
    assert.deepEqual([leadTo(), given, computer.log.lines.length], ['nowhere', ['analytics'], 1]);
  });

  it('have them again after a terminal that was started with others', async () => {
    await open(analytics);
    let within = '';
    await variables.startWithout(() => Promise.resolve(void (within = leadTo())));
    await assert.rejects(variables.startWithout(() => Promise.reject(new Error('no shell'))));
    assert.deepEqual([within, leadTo()], ['nowhere', 'analytics']);
  });

  it('lead nowhere once the window closes', async () => {
    await open(analytics);
    variables.dispose();
    variables.update();
    await settled();
    assert.deepEqual([leadTo(), given], ['nowhere', ['analytics']]);
  });
});
