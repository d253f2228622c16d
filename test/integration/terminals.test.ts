import { deepEqual, equal, ok } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { extension, reset, run, setSetting, tokenStates } from './extensionUnderTest.js';
import { HostedAws } from './hostedAws.js';
import { runAndPick } from './picker.js';
import { until, within } from './until.js';

const ledgers = [{ profile: 'finance-eu', region: 'eu-central-1' }];
const command = 'redshiftIdc.openTerminal';

/** What the extension asks VS Code to put into a terminal. */
function asked(terminal: vscode.Terminal | undefined): Readonly<Record<string, string | null | undefined>> {
  const options = terminal?.creationOptions;
  return options !== undefined && 'env' in options ? (options.env ?? {}) : {};
}

describe(`terminals in VS Code ${vscode.version}`, function () {
  this.timeout(60_000);
  let aws: HostedAws;
  let folder: string;
  let opened: vscode.Terminal[];
  let listening: vscode.Disposable;
  let asking = 0;
  let hasShells: boolean;

  /** Whether this host can start a shell that can be asked: some lack the native module for it. */
  async function canAskShells(): Promise<boolean> {
    if (process.platform === 'win32') return false;
    const probe = vscode.window.createTerminal('probe');
    const id = await within(15_000, probe.processId);
    probe.dispose();
    return id !== undefined;
  }

  /** What is in the shell's environment for Postgres. */
  async function shellOf(terminal: vscode.Terminal): Promise<ReadonlyMap<string, string>> {
    asking += 1;
    const file = join(folder, `environment-${asking}`);
    terminal.sendText(`env > '${file}.part'; mv '${file}.part' '${file}'`);
    await until('the shell has said its environment', () => existsSync(file), 20_000);
    const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.startsWith('PG'));
    return new Map(lines.map((line) => line.split(/=(.*)/s, 2) as [string, string]));
  }

  before(async () => {
    await extension().activate();
    aws = await HostedAws.start();
    hasShells = await canAskShells();
    folder = await mkdtemp(join(tmpdir(), 'rsidc-'));
    await reset();
    await setSetting('sources', ledgers);
    // What is listed by now is in a quick pick at once.
    await vscode.commands.executeCommand('redshiftIdc.workgroups.focus');
    await until('the source is listed', () => aws.listings.includes('eu-central-1 FinanceReader'));
  });

  beforeEach(async () => {
    await reset();
    await setSetting('sources', ledgers);
    await delay(500);
    opened = [];
    listening = vscode.window.onDidOpenTerminal((terminal) => opened.push(terminal));
  });

  afterEach(async () => {
    listening.dispose();
    for (const terminal of opened) terminal.dispose();
    await setSetting('terminal.environment', undefined);
    await runAndPick('redshiftIdc.stopLocalEndpoint', ['accept']);
  });

  after(async () => {
    await reset();
    await rm(folder, { recursive: true, force: true });
    await aws.emulator.close();
  });

  it('are opened by command with a token got, an endpoint open, and all that psql needs but a password', async () => {
    await runAndPick(command, ['accept']);
    const [terminal] = opened;
    const { PGHOST, PGPORT, PGUSER, PGPASSFILE, PGSSLMODE, PGPASSWORD } = asked(terminal);
    ok(typeof PGPASSFILE === 'string' && typeof PGUSER === 'string' && typeof PGHOST === 'string');
    const lines = (await readFile(PGPASSFILE, 'utf8')).split('\n');
    deepEqual(
      {
        name: terminal?.name,
        states: tokenStates(),
        variables: [PGSSLMODE, PGPASSWORD],
        hasPort: /^54[3-9]\d\d$/.test(PGPORT ?? ''),
        isInFile: lines.some((line) => line.startsWith(`${PGHOST}:${PGPORT ?? ''}:*:${PGUSER}:rsidc_`)),
        holdsToken: lines.some((line) => aws.emulator.tokens.some(({ value }) => line.includes(value))),
      },
      {
        name: 'Redshift: controlling',
        states: ['controlling valid'],
        variables: ['disable', null],
        hasPort: true,
        isInFile: true,
        holdsToken: false,
      },
    );
    if (process.platform !== 'win32') equal(((await stat(PGPASSFILE)).mode & 0o777).toString(8), '600');
    await run('redshiftIdc.stopLocalEndpoint');
    await until('the password file is gone', () => !existsSync(PGPASSFILE));
  });

  it('are not opened where there is no token', async () => {
    await setSetting('sources', [{ profile: 'no-identity', region: 'us-east-1' }]);
    await delay(500);
    await runAndPick(command, ['accept']);
    deepEqual([opened, tokenStates()], [[], []]);
  });

  it('lead to the open endpoint where the setting says so, and nowhere once it is off', async function () {
    if (!hasShells) this.skip();
    await setSetting('terminal.environment', 'localEndpoint');
    await runAndPick(command, ['accept']);
    await delay(500);
    vscode.window.createTerminal('another');
    await until('both are open', () => opened.length === 2);
    const values = await shellOf(opened[1]!);
    const { PGPORT, PGUSER } = asked(opened[0]);
    await setSetting('terminal.environment', undefined);
    await delay(500);
    vscode.window.createTerminal('a third');
    await until('all are open', () => opened.length === 3);
    const after = await shellOf(opened[2]!);
    deepEqual(
      [values.get('PGPORT'), values.get('PGUSER'), values.has('PGPASSWORD'), after.get('PGPORT')],
      [PGPORT, PGUSER, false, undefined],
    );
  });

  it('lead to their own workgroup, also where new ones lead to another', async function () {
    if (!hasShells) this.skip();
    await setSetting('terminal.environment', 'localEndpoint');
    await runAndPick(command, ['accept']);
    await delay(500);
    await runAndPick(command, ['next', 'accept']);
    const [first, second] = opened;
    const values = await shellOf(second!);
    deepEqual(
      [second?.name, values.get('PGPORT'), asked(first)['PGPORT'] === asked(second)['PGPORT']],
      ['Redshift: ledger', asked(second)['PGPORT'], false],
    );
  });
});
