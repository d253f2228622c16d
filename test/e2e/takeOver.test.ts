import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { postgresPrograms } from '../emulator/redshift/postgresPrograms.js';
import { AwsStage } from './awsStage.js';
import { clients, libpqEnvironment, type SavedConnection } from './clients/postgresClients.js';
import { Workbench } from './workbench.js';

const run = promisify(execFile);
const limitMs = 5000;

/** A psql that stays connected, and what it was told at its end. */
class OpenPsql {
  said = '';
  private readonly process: ChildProcess;
  private readonly ended: Promise<unknown>;

  constructor(saved: SavedConnection) {
    this.process = spawn('psql', ['-XAtw'], {
      env: { PATH: process.env['PATH'], ...libpqEnvironment(saved) },
    });
    this.ended = once(this.process, 'exit');
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on('data', (bytes: Buffer) => (this.said += bytes.toString()));
  }

  /** Asks, and waits for the answer. */
  async ask(): Promise<void> {
    this.process.stdin?.write('select current_user;\n');
    while (!this.said.includes('\n')) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  /** Asks once more. Gives all that was said. */
  async end(): Promise<string> {
    this.process.stdin?.end('select current_user;\n');
    await this.ended;
    return this.said;
  }
}

describe('a person with several windows, one of which has the endpoint', () => {
  let stage: AwsStage;
  const windows: Workbench[] = [];
  let saved: SavedConnection;
  let user: string;

  before(async function () {
    if (postgresPrograms() === undefined || !(await hasPsql())) this.skip();
    stage = await AwsStage.open({ withRedshift: true });
    windows.push(stage.window.workbench);
  });

  afterEach(function () {
    return windows.at(-1)?.pictureOfFailure(this.currentTest);
  });

  after(() => stage.close());

  const openWindow = async (): Promise<void> => {
    const { browser, server, stage: files } = stage.window;
    const window = await Workbench.open(await browser.newPage(), server.url, files.workspaceFolder);
    windows.push(window);
    await window.openWorkgroups();
    await window.row(/marketing.*endpoint open in another window/).waitFor();
  };

  /** Tries again and again, as a person would; gives who they are, and how long that took. */
  const connectsAgain = async (): Promise<{ readonly who: string | undefined; readonly tookMs: number }> => {
    const begun = Date.now();
    for (;;) {
      try {
        return { who: await clients['psql']?.(saved), tookMs: Date.now() - begun };
      } catch (error) {
        if (Date.now() - begun > 4 * limitMs) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };

  it('connects through the first window, and sees that in the second', async () => {
    const [first] = windows as [Workbench];
    await first.openWorkgroups();
    await first.tick('marketing');
    await first.rowInlineAction('marketing', 'Connect…');
    await first.pick('SQL Notebook');
    const fields: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      await first.picks.nth(count).click();
      await first.picks.locator('.codicon-check').nth(count).waitFor();
      fields.push(await first.clipboard());
    }
    await first.page.keyboard.press('Escape');
    const [, , host = '', port, login = '', password = '', database = ''] = fields;
    saved = { host, port: Number(port), user: login, password, database };
    user = (await clients['psql']?.(saved)) ?? '';
    assert.match(user, /^awsidc:\S+$/);
    await openWindow();
    await windows[1]?.picture('take-over-1-elsewhere');
  });

  it('closes the first window while psql is connected, and connects again within five seconds', async () => {
    const [first, second] = windows as [Workbench, Workbench];
    const psql = new OpenPsql(saved);
    await psql.ask();
    const before = await listenerOn(saved.port);
    await first.page.goto('about:blank');
    await first.page.close();
    const { who, tookMs } = await connectsAgain();
    const after = await listenerOn(saved.port);
    console.log(`      closed: connected again after ${String(tookMs)} ms`);
    const said = await psql.end();
    await second.row(/marketing.*endpoint/).waitFor();
    await second.picture('take-over-2-open');
    assert.deepEqual(
      { who, isInTime: tookMs < limitMs, isOther: before !== after, isToldOf: /terminating/.test(said) },
      { who: user, isInTime: true, isOther: true, isToldOf: true },
    );
  });

  it('connects again within five seconds where the window crashes', async () => {
    await openWindow();
    const before = await listenerOn(saved.port);
    process.kill(before, 'SIGKILL');
    const { who, tookMs } = await connectsAgain();
    const after = await listenerOn(saved.port);
    console.log(`      crashed: connected again after ${String(tookMs)} ms`);
    assert.deepEqual(
      { who, isInTime: tookMs < limitMs, isOther: before !== after },
      { who: user, isInTime: true, isOther: true },
    );
  });
});

function hasPsql(): Promise<boolean> {
  return run('psql', ['--version']).then(
    () => true,
    () => false,
  );
}

/** The process that listens on a port of 127.0.0.1. Linux alone says so in files. */
async function listenerOn(port: number): Promise<number> {
  const address = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const lines = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((line) => line.trim().split(/\s+/));
  const inode = lines.find(([, local, , state]) => local === address && state === '0A')?.[9];
  if (inode === undefined) throw new Error(`Nobody listens on port ${String(port)}.`);
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const folder = `/proc/${pid}/fd`;
    for (const fd of await readdir(folder).catch(() => [])) {
      const target = await readlink(`${folder}/${fd}`).catch(() => '');
      if (target === `socket:[${inode}]`) return Number(pid);
    }
  }
  throw new Error(`Nobody is known to listen on port ${String(port)}.`);
}
