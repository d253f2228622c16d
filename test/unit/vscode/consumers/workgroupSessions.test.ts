import assert from 'node:assert/strict';
import { noRestrictions } from '../../../../src/core/base/restrictions.js';
import { Cancelled, UserError } from '../../../../src/core/base/userError.js';
import { extensionApi } from '../../../../src/core/tokens/tokenStates.js';
import type { Commands } from '../../../../src/vscode/doors/commands.js';
import { sharedApi } from '../../../../src/vscode/consumers/extensionApi.js';
import { WorkgroupSessions } from '../../../../src/vscode/consumers/workgroupSessions.js';
import { analytics, SharingStage, signal } from '../../core/connections/sharingStage.js';

/** The command boundary, without what it shows. A test may cancel or let it try again. */
class FakeBoundary implements Pick<Commands, 'run'> {
  readonly shown: string[] = [];
  job: Parameters<Commands['run']>[0] | undefined;

  async run(job: Parameters<Commands['run']>[0], isRetry = false): Promise<void> {
    this.job = job;
    try {
      await job({ signal, isRetry, wait: (_, work) => work(() => undefined) });
    } catch (error) {
      if (!(error instanceof Cancelled)) this.shown.push(error instanceof Error ? error.message : 'odd');
    }
  }
}

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'nothing',
    (error: unknown) => (error instanceof Error ? [error.name, error.message, error.cause] : error),
  );

describe('another extension', () => {
  let stage: SharingStage;
  let boundary: FakeBoundary;
  let sessions: WorkgroupSessions;

  beforeEach(async () => {
    stage = new SharingStage();
    boundary = new FakeBoundary();
    sessions = new WorkgroupSessions(stage.sharing, boundary);
    await stage.hold(analytics);
  });

  it('gets a session that VS Code finds again, hears of it, and of its end', async () => {
    const heard: unknown[] = [];
    sessions.onDidChangeSessions(({ added, removed }) =>
      heard.push([added.map(({ id }) => id), removed.map(({ id }) => id)]),
    );
    const before = await sessions.getSessions([analytics.arn]);
    const made = await sessions.createSession([analytics.arn]);
    const found = [await sessions.getSessions([analytics.arn]), await sessions.getSessions(undefined)];
    await sessions.removeSession(made.id);
    assert.deepEqual(
      { before, found, after: await sessions.getSessions(undefined), heard, shown: boundary.shown },
      {
        before: [],
        found: [[made], [made]],
        after: [],
        heard: [
          [[made.id], []],
          [[], [made.id]],
        ],
        shown: [],
      },
    );
  });

  it('hears of a failure in the sentence that the person is shown, and of nothing behind it', async () => {
    const cause = new Error('what the server said');
    stage.refusal = new UserError('These credentials carry no identity.', { kind: 'retry' }, { cause });
    const thrown = await thrownBy(sessions.createSession([analytics.arn]));
    assert.deepEqual(
      [thrown, boundary.shown],
      [
        ['Error', 'These credentials carry no identity.', undefined],
        ['These credentials carry no identity.'],
      ],
    );
  });

  it('hears of the session that a retry makes after all', async () => {
    stage.refusal = new UserError('Not signed in.', { kind: 'retry' });
    await thrownBy(sessions.createSession([analytics.arn]));
    stage.refusal = undefined;
    await boundary.run(boundary.job!, true);
    assert.deepEqual(
      [stage.announced, (await sessions.getSessions([analytics.arn])).length],
      [['added analytics'], 1],
    );
  });

  it('hears that the person pressed Cancel, who is shown nothing', async () => {
    stage.sharing.make = () => Promise.reject(new Cancelled());
    assert.deepEqual(
      [await thrownBy(sessions.createSession([analytics.arn])), boundary.shown],
      [['Error', 'Cancelled', undefined], []],
    );
  });

  it('hears of an odd failure no more than that there was one', async () => {
    stage.sharing.make = () => Promise.reject(new TypeError('secret is undefined'));
    assert.deepEqual(await thrownBy(sessions.createSession([analytics.arn])), [
      'Error',
      'Something unexpected went wrong. The log of Redshift Serverless Identity Center says where.',
      undefined,
    ]);
  });

  it('hears the sentence of an administrator who forbids sharing', async () => {
    const next = new SharingStage(stage.computer, { ...noRestrictions, canShare: false });
    const thrown = await thrownBy(
      new WorkgroupSessions(next.sharing, boundary).createSession([analytics.arn]),
    );
    assert.deepEqual(thrown, [
      'Error',
      'Managed by your organisation: connections to Redshift are not shared with other extensions.',
      undefined,
    ]);
  });
});

describe('the exports of the extension', () => {
  let stage: SharingStage;
  let api: ReturnType<typeof sharedApi>;

  beforeEach(async () => {
    stage = new SharingStage();
    const { clock, log } = stage.computer;
    api = sharedApi(
      extensionApi(stage.window.held, clock, () => 5),
      stage.sharing,
      log,
    );
    await stage.hold(analytics);
  });

  it('are what they were, and say where a session connects to', async () => {
    const { id } = await stage.sharing.make([analytics.arn], signal, false);
    const [port] = stage.computer.opener.endpoints.keys();
    const { user } = stage.window.handOuts.of(analytics)[0]!;
    assert.deepEqual(
      {
        version: api.version,
        states: api.tokenStates().map(({ workgroupName, state }) => `${workgroupName} ${state}`),
        connection: await api.getConnection({ id }),
      },
      {
        version: 1,
        states: ['analytics valid'],
        connection: { host: '127.0.0.1', port, database: 'sales', user },
      },
    );
  });

  it('know no connection but that of a session, whatever they are asked with, and make none', async () => {
    const answers = [];
    for (const odd of [undefined, null, 'text', {}, { id: 7 }, { id: '' }, { id: analytics.arn }])
      answers.push(await api.getConnection(odd as never));
    assert.deepEqual(
      [new Set(answers), stage.window.handOuts.of(analytics), stage.computer.opener.calls],
      [new Set([undefined]), [], []],
    );
  });

  it('tell of sessions that come and go', async () => {
    let changes = 0;
    api.onDidChange(() => (changes += 1));
    const { id } = await stage.sharing.make([analytics.arn], signal, false);
    await stage.sharing.remove(id);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(changes, 2);
  });

  it('throw the sentence where an endpoint cannot be opened, and nothing behind it', async () => {
    const { id } = await stage.sharing.make([analytics.arn], signal, false);
    stage.sharing.connectionOf = () =>
      Promise.reject(new UserError('The port is taken.', { kind: 'retry' }, { cause: new Error('inner') }));
    assert.deepEqual(
      [await thrownBy(api.getConnection({ id })), stage.computer.log.lines.length],
      [['Error', 'The port is taken.', undefined], 1],
    );
  });
});
