import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  cellConnection,
  connectionCells,
  type CellConnection,
} from '../../../../../src/core/connections/notebooks/connectionCells.js';
import { passwordFileText } from '../../../../../src/core/connections/endpoint/passwordFile.js';
import { awkwardValues, socketFolder } from '../awkwardConnections.js';
import { hasPython, readUrl, runPython } from '../readTexts.js';

const arn = 'arn:aws:redshift-serverless:us-east-1:123456789012:workgroup/0a1b2c3d';
const connection: CellConnection = {
  arn,
  workgroupName: 'analytics',
  host: '127.0.0.1',
  port: 54321,
  user: 'notebook_1',
  database: 'dev',
  passwordFile: '/run/pass',
};
const said = { arn, workgroupName: 'analytics' };
const awkward = [undefined, socketFolder].flatMap((folder) =>
  awkwardValues.map((value) => ({
    ...connection,
    socketFolder: folder,
    database: value,
    user: `u${value}`,
    passwordFile: `/home/${value}/pass`,
  })),
);
const text = (id: string, from: CellConnection = connection): string =>
  connectionCells()
    .find((cell) => cell.id === id)!
    .text(from);
const libpq = ({ socketFolder: folder, user, database, passwordFile }: CellConnection) => ({
  host: folder ?? '127.0.0.1',
  port: 54321,
  user,
  dbname: database,
  passfile: passwordFile,
  sslmode: 'disable',
});

describe("a notebook's cell", () => {
  it('is known again by the workgroup it connects to', () => {
    for (const cell of connectionCells())
      assert.deepEqual(cellConnection(cell.text(connection)), said, cell.id);
  });

  it('is known again below what a person put above it, and with other line ends', () =>
    assert.deepEqual(cellConnection(`# mine\r\n${text('psycopg3').replaceAll('\n', '\r\n')}`), said));

  it('is none of ours without the mark', () => {
    for (const other of [
      '',
      'import psycopg',
      'print("# redshift-identity-center: arn")',
      '# redshift',
      `# redshift-identity-center: ${arn}`,
    ])
      assert.equal(cellConnection(other), undefined, other);
  });

  it('has room for no password: what it is made from holds none', () => {
    const withPassword = { ...connection, password: 'rsidc_secret' };
    for (const cell of connectionCells()) assert.ok(!cell.text(withPassword).includes('secret'), cell.id);
  });

  it('refuses a line break in any value', () => {
    for (const cell of connectionCells())
      assert.throws(() => cell.text({ ...connection, database: 'a\nb' }), /line break .* in its database, /);
  });

  it('gives %sql a URL whose every value is decoded, and nothing that IPython takes for its own', () => {
    for (const from of awkward) {
      const [, load, line, ...rest] = text('sql-magic', from).split('\n');
      assert.deepEqual([load, rest], ['%load_ext sql', []]);
      const [, url] = /^%sql (redshift\+psycopg2:\/\/\S+)$/.exec(line!)!;
      assert.ok(!/[{}$'"]/.test(url!));
      assert.deepEqual(Object.fromEntries(new URL(url!).searchParams), { ...libpq(from), port: '54321' });
      assert.equal(readUrl(url!)['scheme'], 'redshift+psycopg2:');
    }
  });
});

describe("a notebook's cell, run by Python", function () {
  this.timeout(20_000);
  let folder: string;
  before(async function () {
    if (!hasPython()) this.skip();
    folder = await mkdtemp(join(tmpdir(), 'cells-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));
  const run = (id: string) => runPython(awkward.map((from) => text(id, from)));

  it('calls psycopg 2 with the password file, by the socket where there is one', () =>
    assert.deepEqual(
      run('psycopg2'),
      awkward.map((from) => ({ connection: libpq(from) })),
    ));

  it('calls psycopg 3 with the password file, and with an encoding that it knows', () =>
    assert.deepEqual(
      run('psycopg3'),
      awkward.map((from) => ({ connection: { ...libpq(from), client_encoding: 'utf8' } })),
    ));

  it('calls SQLAlchemy with the password file', () =>
    assert.deepEqual(
      run('sqlalchemy'),
      awkward.map((from) => ({ engine: { args: ['redshift+psycopg2://'], connect_args: libpq(from) } })),
    ));

  it('reads the password out of the file for redshift_connector, that of this user at this endpoint', async () => {
    const passwordFile = join(folder, `pass "it's"`);
    const handOuts = awkwardValues.map((value) => ({ user: `u${value}`, password: `${value}p` }));
    const others = handOuts.map(({ user }) => ({ user, password: 'wrong' }));
    const file = passwordFileText([
      { port: 54320, socketFolder, handOuts: others },
      { port: 54321, socketFolder: String.raw`C:\a:b`, handOuts },
    ]);
    await writeFile(passwordFile, file);
    const cells = handOuts.map(({ user }) =>
      text('redshift_connector', { ...connection, user, passwordFile }),
    );
    assert.deepEqual(
      runPython(cells).map(({ connection: called }) => called),
      handOuts.map(({ user, password }) => ({
        host: '127.0.0.1',
        port: 54321,
        database: 'dev',
        user,
        password,
        ssl: false,
      })),
    );
  });
});
