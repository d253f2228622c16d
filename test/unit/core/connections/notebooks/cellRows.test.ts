import assert from 'node:assert/strict';
import { CellRows } from '../../../../../src/core/connections/notebooks/cellRows.js';
import { connectionCells } from '../../../../../src/core/connections/notebooks/connectionCells.js';
import { notebookClient } from '../../../../../src/core/connections/endpoint/keptPasswords.js';
import { UserError } from '../../../../../src/core/base/userError.js';
import type { WorkgroupRef } from '../../../../../src/core/sources/workgroup.js';
import { Refusals } from '../../../../../src/core/tokens/refusals.js';
import { madeRef, madeToken, minute } from '../../../../fakes/madeToken.js';
import { Computer } from '../endpointWindow.js';

const analytics = madeRef('analytics');
const { signal } = new AbortController();

describe("the workgroups of notebooks' cells", () => {
  let computer: Computer;
  let window: ReturnType<Computer['window']>;
  let rows: CellRows;
  let refusals: Refusals;

  /** A cell of each kind for what is handed out to notebooks. */
  async function cells(ref: WorkgroupRef): Promise<readonly string[]> {
    const { user } = await window.handOuts.forClient(ref, notebookClient);
    const connection = {
      arn: ref.arn,
      workgroupName: ref.name,
      host: '127.0.0.1',
      port: 54321,
      user,
      database: 'sales',
      passwordFile: '/run/endpoints/passwords',
    } as const;
    return connectionCells().map((cell) => cell.text(connection));
  }
  const texts = (all: readonly string[]): unknown => [...new Set(all.map((cell) => rows.status(cell)?.text))];

  beforeEach(() => {
    computer = new Computer();
    window = computer.window();
    refusals = new Refusals();
    rows = new CellRows(window.records, window.endpoints, window.held, refusals, computer.clock, () => 5);
  });
  afterEach(() => window.endpoints.stopAll());

  it('are told of cells of every kind, with the time left as it runs', async () => {
    const all = await cells(analytics);
    await window.held.keep(madeToken(['analytics'], computer.clock.now()));
    const before = texts(all);
    await window.endpoints.start(analytics, signal);
    const open = texts(all);
    computer.clock.advance(8 * minute);
    const later = texts(all);
    computer.clock.advance(53 * minute);
    assert.deepEqual(
      [before, open, later, texts(all), all.map((cell) => rows.workgroupOf(cell))],
      [
        ['$(key) analytics · endpoint stopped'],
        ['$(key) analytics · 60 min'],
        ['$(key) analytics · 52 min'],
        ['$(key) analytics · expired'],
        all.map(() => analytics),
      ],
    );
  });

  it('can be connected while the endpoint is open and the token lasts', async () => {
    const can: boolean[] = [];
    const look = (): void => void can.push(rows.canConnect(analytics));
    look();
    await window.endpoints.start(analytics, signal);
    look();
    await window.held.keep(madeToken(['analytics'], computer.clock.now()));
    look();
    computer.clock.advance(59 * minute);
    look();
    computer.clock.advance(minute);
    look();
    await window.held.keep(madeToken(['analytics'], computer.clock.now(), { id: 'next' }));
    await window.endpoints.stop(analytics);
    look();
    assert.deepEqual(can, [false, false, true, true, false, false]);
  });

  it('cannot be connected where Redshift or AWS refused the token, whatever time it has left, and say why', async () => {
    const all = await cells(analytics);
    await window.held.keep(madeToken(['analytics'], computer.clock.now()));
    await window.endpoints.start(analytics, signal);
    const reason = new UserError('Redshift did not take the token.', { kind: 'retry' });
    refusals.set([{ ref: analytics, reason }]);
    const refused = [rows.status(all[0]!), rows.canConnect(analytics)];
    refusals.set([{ ref: analytics, reason: undefined }]);
    assert.deepEqual(
      [refused, texts(all), rows.canConnect(analytics)],
      [
        [
          {
            text: '$(key) analytics · refused',
            tooltip: 'Redshift did not take the token. Click to try again.',
            click: 'connect',
          },
          false,
        ],
        ['$(key) analytics · 60 min'],
        true,
      ],
    );
  });

  it('are told apart by the user, where two sources list the same', async () => {
    const others = { ...analytics, sourceId: 'profile:other@us-east-1' };
    const [own, other] = [await cells(analytics), await cells(others)];
    assert.deepEqual(
      [own, other].map((all) => all.map((cell) => rows.workgroupOf(cell)?.sourceId)),
      [own.map(() => analytics.sourceId), other.map(() => others.sourceId)],
    );
  });

  it('are none of a cell whose user was revoked, which says that it cannot log in', async () => {
    const all = await cells(analytics);
    const [handOut] = window.handOuts.of(analytics);
    await window.endpoints.start(analytics, signal);
    await window.handOuts.make(analytics, notebookClient);
    await window.endpoints.revoke(analytics, handOut!.user);
    assert.deepEqual(
      [texts(all), all.map((cell) => rows.workgroupOf(cell))],
      [['$(key) analytics · cannot log in'], all.map(() => undefined)],
    );
  });

  it('are none of a cell that names one workgroup and the user of another', async () => {
    const all = await cells(analytics);
    const changed = all.map((cell) => cell.replace(analytics.arn, madeRef('marketing').arn));
    assert.deepEqual(
      changed.map((cell) => rows.workgroupOf(cell)),
      changed.map(() => undefined),
    );
  });

  it('are none of a cell that is not ours, whatever it holds', async () => {
    const [{ user }] = [await window.handOuts.forClient(analytics, notebookClient)];
    for (const cell of ['', `connect(user="${user}") # ${analytics.arn}`])
      assert.deepEqual([rows.status(cell), rows.workgroupOf(cell)], [undefined, undefined], cell);
  });
});
