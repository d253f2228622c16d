import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { postgresPrograms } from '../emulator/redshift/postgresPrograms.js';
import { sharedPostgres } from '../emulator/redshift/postgresServer.js';
import { finds } from './hunt/finds.js';
import { Hunt } from './hunt/hunt.js';
import type { Workbench } from './workbench.js';

const run = promisify(execFile);
const emptyNotebook = JSON.stringify({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 });
const passwordShape = /rsidc_[\w-]{43}/;

/** The text of a notebook's cells, as its file has them. */
async function cellsOf(file: string): Promise<readonly string[]> {
  const { cells } = JSON.parse(await readFile(file, 'utf8')) as { cells: { source: string[] }[] };
  return cells.map(({ source }) => source.join(''));
}

/** Waits until a file is there and its text is as it should be. */
async function untilFile(file: string, isSo: (text: string) => boolean): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (isSo(text)) return text;
    await delay(100);
  }
  throw new Error(`It did not become so: ${isSo.toString()}`);
}

describe('a person who works in notebooks and terminals', () => {
  let hunt: Hunt;
  let workbench: Workbench;
  let notebook: string;
  let script: string;

  before(async function () {
    if (postgresPrograms() === undefined) this.skip();
    // Before the hunt has a temporary folder of its own, which PostgreSQL's user may not enter.
    await sharedPostgres();
    hunt = await Hunt.open({ withRedshift: true });
    workbench = hunt.stage.window.workbench;
    notebook = join(hunt.stage.window.stage.workspaceFolder, 'analysis.ipynb');
    script = join(hunt.stage.window.stage.workspaceFolder, 'deploy.sql');
    await writeFile(notebook, emptyNotebook);
    await writeFile(script, `-- postgresql://anna:rsidc_${'a'.repeat(43)}@127.0.0.1/dev\n`);
  });

  afterEach(function () {
    return workbench.pictureOfFailure(this.currentTest);
  });

  after(() => hunt.close());

  const tokens = (): readonly string[] => hunt.stage.aws.tokens.map(({ value }) => value);

  const openFile = async (name: string): Promise<void> => {
    await workbench.runCommand('Go to File...');
    await workbench.find(name);
    await workbench.editorTab(name).waitFor();
  };

  const assertClean = async (when: string): Promise<void> => {
    assert.ok(tokens().length > 0);
    assert.deepEqual(await hunt.search(when, tokens()), []);
  };

  it('inserts a cell that connects, and its file holds no secret', async () => {
    await workbench.openWorkgroups();
    await openFile('analysis.ipynb');
    // VS Code starts its notebooks with the first one, which takes its time.
    await workbench.page
      .getByRole('button', { name: 'Insert Connection into Notebook' })
      .click({ timeout: 60_000 });
    await workbench.picker('Choose a workgroup').waitFor();
    await workbench.find('marketing');
    await workbench.picker('Choose how the cell connects').waitFor();
    await workbench.find('psycopg 2');
    const status = workbench.page.locator('.cell-status-item', { hasText: /marketing · 60\s*min/ });
    await status.first().waitFor();
    await workbench.picture('notebook-1-cell');
    await workbench.page.keyboard.press('Control+s');
    const text = await untilFile(notebook, (saved) => saved.includes('psycopg2'));
    assert.match(text, /passfile/);
    assert.doesNotMatch(text, passwordShape);
    await assertClean('cell inserted and saved');
  });

  it('is connected as themselves where the cell runs', async function () {
    const [cell] = await cellsOf(notebook);
    const program = `${cell ?? ''}\ncursor = connection.cursor()\ncursor.execute("select current_user")\nprint(cursor.fetchone()[0])`;
    try {
      await run('/usr/bin/python3', ['-c', 'import psycopg2']);
    } catch {
      this.skip();
    }
    const { stdout } = await run('/usr/bin/python3', ['-c', program]);
    assert.match(stdout.trim(), /^awsidc:\S+$/);
  });

  it('opens a terminal in which psql alone is enough', async function () {
    await run('psql', ['--version']).catch(() => this.skip());
    const answer = join(hunt.stage.window.stage.workspaceFolder, 'answer.txt');
    await workbench.runRowCommand('marketing', 'Open Connected Terminal');
    await workbench.page.locator('.terminal-wrapper.active .xterm-helper-textarea').first().waitFor();
    // The shell's own prompt comes first: what is typed before it is shown twice.
    await workbench.page.waitForTimeout(4000);
    await workbench.page.keyboard.type(`psql -XAtwc 'select current_user' > '${answer}'; psql\n`);
    await untilFile(answer, (text) => text.startsWith('awsidc:'));
    await workbench.page.waitForTimeout(1000);
    await workbench.picture('terminal-1-psql');
    await workbench.page.keyboard.type('\\q\n');
    await assertClean('terminal opened');
  });

  it('carries no token between a client and the endpoint', async () => {
    await workbench.runRowCommand('marketing', 'Connect…');
    await workbench.find('PostgreSQL: URL');
    await workbench.notification('Copied the connection to marketing for PostgreSQL: URL').appears();
    const saved = new URL(await workbench.clipboard());
    const heard: Buffer[] = [];
    const relay = net.createServer((client) => {
      const server = net.connect(Number(saved.port), '127.0.0.1');
      for (const [from, to] of [
        [client, server],
        [server, client],
      ] as const) {
        from.on('data', (bytes: Buffer) => heard.push(bytes));
        from.on('error', () => to.destroy());
        from.pipe(to);
      }
    });
    relay.listen(0, '127.0.0.1');
    await once(relay, 'listening');
    const { port } = relay.address() as net.AddressInfo;
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: saved.username,
      password: saved.password,
      database: saved.pathname.slice(1),
    });
    await client.connect();
    const { rows } = await client.query<{ current_user: string }>('select current_user');
    await client.end();
    relay.close();
    assert.match(String(rows[0]?.current_user), /^awsidc:/);
    const traffic = { place: 'traffic', bytes: Buffer.concat(heard) };
    assert.ok(traffic.bytes.length > 300);
    assert.deepEqual(finds([...tokens(), saved.password], [traffic]), []);
    const { token, outcome } = hunt.stage.redshift.logins.at(-1)!;
    assert.ok(token !== undefined, `the TLS side has it: ${outcome}`);
    await assertClean('queries through the endpoint');
  });

  it('is told of a password in a file that is saved, and removes it', async () => {
    await openFile('deploy.sql');
    await workbench.page.locator('.monaco-editor .view-line', { hasText: 'rsidc_' }).waitFor();
    await workbench.page.keyboard.press('Control+End');
    await workbench.page.keyboard.type('select 1;');
    await workbench.page.keyboard.press('Control+s');
    const message = workbench.notification('deploy.sql holds');
    await message.appears();
    await workbench.picture('leak-1-message');
    await message.press('Remove');
    assert.equal(
      await untilFile(script, (text) => text !== '' && !passwordShape.test(text)),
      '-- postgresql://anna:REMOVED@127.0.0.1/dev\nselect 1;',
    );
  });
});
