import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { promisify } from 'node:util';
import pg from 'pg';
import { postgresPrograms } from '../emulator/redshift/postgresPrograms.js';
import { AwsStage } from './awsStage.js';
import { clients, libpqEnvironment, type SavedConnection } from './clients/postgresClients.js';
import type { Workbench } from './workbench.js';

const run = promisify(execFile);
const formHint = 'Enter copies a field and goes on to the next; Escape when the form is filled';
const who = /^awsidc:\S+$/;

function hasPsql(): Promise<boolean> {
  return run('psql', ['--version']).then(
    () => true,
    () => false,
  );
}

describe('a person whose client knows nothing of tokens', () => {
  let stage: AwsStage;
  let workbench: Workbench;
  let pool: pg.Pool;
  /** What the person has copied into the form of SQL Notebook, and has never changed since. */
  let saved: SavedConnection;
  let socketFolder: string;
  let user: string;

  before(async function () {
    if (postgresPrograms() === undefined) this.skip();
    stage = await AwsStage.open({ withRedshift: true });
    workbench = stage.window.workbench;
  });

  afterEach(function () {
    return workbench.pictureOfFailure(this.currentTest);
  });

  after(async () => {
    await pool.end();
    await stage.close();
  });

  /** Every client that this computer has, over the port and, where it can, over the socket. */
  const allClients = async (): Promise<Readonly<Record<string, string>>> => {
    const answers: Record<string, string> = {};
    for (const [name, ask] of Object.entries(clients)) {
      for (const [way, host] of [
        ['port', saved.host],
        ['socket', socketFolder],
      ] as const) {
        const answer = await ask({ ...saved, host });
        if (answer !== undefined) answers[`${name} over the ${way}`] = answer;
      }
    }
    return answers;
  };

  /** All are the person, and those that come with the tests are among them. */
  const assertAllConnect = async (): Promise<void> => {
    const answers = await allClients();
    console.log(
      Object.entries(answers)
        .map(([client, name]) => `      ${client}: ${name}`)
        .join('\n'),
    );
    assert.deepEqual([...new Set(Object.values(answers))], [user]);
    assert.ok('node-postgres over the port' in answers && 'node-postgres over the socket' in answers);
  };

  it('connects SQL Notebook: a tick, Connect…, and its form field by field', async () => {
    await workbench.openWorkgroups();
    await workbench.tick('marketing');
    await workbench.rowInlineAction('marketing', 'Connect…');
    await workbench.picker('Choose the client to connect').waitFor();
    await workbench.picture('connect-1-clients');
    await workbench.pick('SQL Notebook');
    await workbench.picker(formHint).waitFor();
    await workbench.picture('connect-2-form');
    const fields: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      await workbench.picks.nth(count).click();
      await workbench.picks.locator('.codicon-check').nth(count).waitFor();
      fields.push(await workbench.clipboard());
    }
    await workbench.picture('connect-3-copied');
    await workbench.page.keyboard.press('Escape');
    const [name, driver, host, port, login, password, database] = fields as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    assert.deepEqual([name, driver, host, database], ['marketing', 'postgres', '127.0.0.1', 'dev']);
    assert.match(password, /^rsidc_[\w-]{43}$/);
    saved = { host, port: Number(port), user: login, password, database };
    assert.equal(stage.tokenCalls.length, 1);
  });

  it('is themselves in the database, with a pool as SQL Notebook makes it', async () => {
    pool = new pg.Pool({ ...saved });
    const { rows } = await pool.query<{ current_user: string }>('select current_user');
    user = String(rows[0]?.current_user);
    assert.match(user, who);
    await workbench.row(/marketing.*endpoint, 1 session/).waitFor();
    await workbench.picture('connect-4-open');
    assert.deepEqual(
      stage.redshift.logins.map(({ role }) => role),
      [user],
    );
  });

  it('copies a command for psql without a password in it, which just works where psql is', async () => {
    await workbench.runRowCommand('marketing', 'Copy Connection…');
    await workbench.pick('psql: command line');
    await workbench.notification('Copied the connection to marketing').appears();
    const command = await workbench.clipboard();
    assert.ok(!command.includes('rsidc_'), command);
    const folder = decodeURIComponent(/@([^:/?]+)/.exec(command)?.[1] ?? '');
    assert.match(folder, /^\//);
    socketFolder = folder;
    if (!(await hasPsql())) return;
    const { stdout } = await run('bash', ['-c', `${command} -XAtwc 'select current_user'`]);
    assert.equal(stdout.trim(), user);
  });

  it('looks at what would be copied, without its secret', async () => {
    await workbench.runRowCommand('marketing', 'Copy Connection…');
    await workbench.picker('Choose the client to connect').waitFor();
    await workbench.quickInput.fill('node-postgres');
    await workbench.pickButton('JavaScript: node-postgres', 'Show what would be copied');
    await workbench.editorTab('Preview of JavaScript- node-postgres').waitFor();
    await workbench.picture('connect-5-preview');
    await workbench.page.keyboard.press('Escape');
    const text = await workbench.editorText();
    assert.match(text, /••••••••/);
    assert.doesNotMatch(text, /rsidc_/);
  });

  it('tests the connection, and reads as whom and how fast', async () => {
    await workbench.runRowCommand('marketing', 'Test Connection');
    const message = workbench.notification('Connected to marketing as');
    await message.appears();
    assert.match(
      await message.text(),
      /^Connected to marketing as awsidc:\S+, database "dev", .+\. It took: token \d+ ms, endpoint \d+ ms, login \d+ ms, query \d+ ms\.$/,
    );
    await workbench.picture('connect-6-test');
  });

  it('connects with every client, over the port and the socket', assertAllConnect);

  it('ends a query from psql with Ctrl-C', async function () {
    if (!(await hasPsql())) this.skip();
    const psql = spawn('psql', ['-Xw', '-c', 'select pg_sleep(60)'], {
      env: { PATH: process.env.PATH, ...libpqEnvironment(saved) },
    });
    let said = '';
    psql.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
    const ended = once(psql, 'exit');
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const at = Date.now();
    psql.kill('SIGINT');
    await ended;
    assert.match(said, /canceling statement due to user request/);
    assert.ok(Date.now() - at < 10_000);
    assert.deepEqual(stage.redshift.cancels, [{ isKnown: true }]);
  });

  it('goes on after the hour with what was saved, and is asked nothing', async () => {
    stage.letMinutesPass(61);
    await workbench.viewTitleAction('Refresh Workgroups');
    await workbench.row(/marketing.*expired/).waitFor();
    const before = stage.tokenCalls.length;
    await assertAllConnect();
    assert.equal(stage.tokenCalls.length, before + 1, 'one refresh for all of them');
    await workbench.row(/marketing.*60\s*min/).waitFor();
    await workbench.picture('connect-7-refreshed');
  });

  it('goes on after a reload with the view closed', async () => {
    await workbench.openView('Explorer');
    await workbench.reload();
    await workbench.statusBarItem(/60\s*min|59\s*min/).waitFor();
    await assertAllConnect();
  });

  it('stops the endpoint, and nothing connects', async () => {
    await workbench.openWorkgroups();
    await workbench.row(/marketing.*endpoint/).waitFor();
    await workbench.runRowCommand('marketing', 'Stop Local Endpoint');
    const dialog = workbench.dialog('Stop the local endpoint of marketing?');
    if (await dialog.isVisible()) await dialog.getByRole('button', { name: 'Stop' }).click();
    await workbench.row(/marketing.*endpoint/).waitFor({ state: 'detached' });
    await assert.rejects(clients['node-postgres']!(saved), /ECONNREFUSED/);
  });

  it('is told of a stranger on the port, and what the stranger was shown opens nothing afterwards', async () => {
    const squatter = net.createServer((socket) => socket.destroy());
    squatter.listen(saved.port, '127.0.0.1');
    await once(squatter, 'listening');
    await workbench.rowInlineAction('marketing', 'Connect…');
    await workbench.pick('SQL Notebook');
    const message = workbench.notification('Another program listens on port');
    await message.appears();
    assert.equal(
      await message.text(),
      `Another program listens on port ${String(saved.port)} of this computer, where connections to marketing go. The passwords saved for them may be known to it, so new ones were made and the old ones open nothing. Close that program and retry, then copy the passwords into your clients again.`,
    );
    await workbench.row(/marketing.*port \d+ taken/).waitFor();
    await workbench.picture('connect-8-squatter');
    squatter.close();
    await once(squatter, 'close');
    await message.press('Retry');
    await workbench.pick('SQL Notebook');
    await workbench.picker(formHint).waitFor();
    await workbench.page.keyboard.press('Escape');
    await assert.rejects(clients['node-postgres']!(saved), { code: '28P01' });
  });
});
