import assert from 'node:assert/strict';
import { endpointTargets } from '../../../../../src/core/connections/targets/endpointTargets.js';
import { awkwardEndpoint, endpoint } from '../awkwardConnections.js';
import { hasPython, readJdbc, readLibpq, readOdbc, readPsql, readUrl, runPython } from '../readTexts.js';

const target = (id: string) => endpointTargets().find((one) => one.id === id)!;
const text = (id: string, connection = endpoint): string => target(id).text(connection);

describe('the text for a client of a local endpoint', () => {
  it('is read by libpq as it was meant, by the socket where there is one', () => {
    for (const connection of awkwardEndpoint)
      assert.deepEqual(readLibpq(text('libpq', connection)), {
        host: connection.socketFolder ?? '127.0.0.1',
        port: '54321',
        user: connection.user,
        password: connection.password,
        dbname: connection.database,
        sslmode: 'disable',
      });
  });

  it('is one word of a shell for psql, and a URL for libpq, by the socket where there is one', () => {
    for (const connection of awkwardEndpoint)
      assert.deepEqual(readUrl(readPsql(text('psql', connection))), {
        scheme: 'postgresql:',
        host: connection.socketFolder ?? '127.0.0.1',
        port: '54321',
        user: connection.user,
        password: connection.password,
        database: connection.database,
        sslmode: 'disable',
      });
  }).timeout(20_000);

  it('names the password file to psql where the password is in it, so that no argument shows it', () => {
    const command = text('psql', { ...endpoint, passwordFile: '/home/a b/pass&word' });
    assert.deepEqual(readUrl(readPsql(command)), {
      scheme: 'postgresql:',
      host: '127.0.0.1',
      port: '54321',
      user: 'anna_1',
      password: '',
      database: 'dev',
      sslmode: 'disable',
      passfile: '/home/a b/pass&word',
    });
    assert.ok(!command.includes(endpoint.password));
  });

  it('is a URL that every reader takes, by the port', () => {
    for (const connection of awkwardEndpoint)
      assert.deepEqual(readUrl(text('url', connection)), {
        scheme: 'postgresql:',
        host: '127.0.0.1',
        port: '54321',
        user: connection.user,
        password: connection.password,
        database: connection.database,
        sslmode: 'disable',
      });
  });

  it('is run by node as it was meant, by the socket where there is one, and an idle end ends no program', () => {
    for (const connection of awkwardEndpoint) {
      const made: unknown[] = [];
      class Pool {
        constructor(options: unknown) {
          made.push(options);
        }
        on(event: string, listener: (error: Error) => void): void {
          made.push(event);
          listener(new Error('idle'));
        }
      }
      const program = text('node-postgres', connection).replace("import pg from 'pg';", '');
      // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the program that is copied
      new Function('pg', 'console', program)({ Pool }, { error: (said: string) => made.push(said) });
      assert.deepEqual(made, [
        {
          host: connection.socketFolder ?? '127.0.0.1',
          port: 54321,
          user: connection.user,
          password: connection.password,
          database: connection.database,
          ssl: false,
        },
        'error',
        'idle',
      ]);
    }
  });

  it('is read by the JDBC driver of PostgreSQL as it was meant', () => {
    for (const connection of awkwardEndpoint)
      assert.deepEqual(readJdbc(text('jdbc-postgresql', connection), '?', '&'), {
        scheme: 'postgresql',
        host: '127.0.0.1',
        port: '54321',
        database: connection.database,
        user: connection.user,
        password: connection.password,
        sslmode: 'disable',
      });
  });

  it("is read by AWS's JDBC driver as it was meant", () => {
    for (const connection of awkwardEndpoint)
      assert.deepEqual(readJdbc(text('jdbc-redshift', connection), ';', ';'), {
        scheme: 'redshift',
        host: '127.0.0.1',
        port: '54321',
        database: connection.database,
        UID: connection.user,
        PWD: connection.password,
        ssl: 'false',
      });
  });

  it('is read by ODBC as it was meant', () => {
    for (const connection of awkwardEndpoint)
      assert.deepEqual(readOdbc(text('endpoint-odbc', connection)), {
        Driver: 'Amazon Redshift ODBC Driver (x64)',
        Server: '127.0.0.1',
        Port: '54321',
        Database: connection.database,
        SSLMode: 'disable',
        UID: connection.user,
        PWD: connection.password,
      });
  });

  it('is a profile of dbt', () =>
    assert.equal(
      text('dbt'),
      [
        'redshift:',
        '  target: "analytics"',
        '  outputs:',
        '    "analytics":',
        '      type: redshift',
        '      method: database',
        '      host: 127.0.0.1',
        '      port: 54321',
        '      user: "anna_1"',
        '      password: "rsidc_secret"',
        '      dbname: "dev"',
        '      schema: public',
        '      sslmode: disable',
        '      threads: 4',
      ].join('\n'),
    ));

  it('is read by dbt as it was meant: YAML first, then Jinja', () => {
    const openBrace = "{{ '{' }}";
    const read = (profile: string, key: string): string => {
      const [, value] = new RegExp(`^ {6}${key}: (".*")$`, 'm').exec(profile)!;
      const pieces = (JSON.parse(value!) as string).split(openBrace);
      assert.ok(!pieces.some((piece) => /\{[{%#]/.test(piece)), 'nothing else begins Jinja');
      return pieces.join('{');
    };
    for (const connection of awkwardEndpoint) {
      const profile = text('dbt', connection);
      assert.deepEqual(
        {
          user: read(profile, 'user'),
          password: read(profile, 'password'),
          database: read(profile, 'dbname'),
        },
        { user: connection.user, password: connection.password, database: connection.database },
      );
    }
  });
});

describe('the Python text for a client of a local endpoint', function () {
  this.timeout(20_000);
  before(function () {
    if (!hasPython()) this.skip();
  });
  const run = (id: string) => runPython(awkwardEndpoint.map((connection) => text(id, connection)));
  const libpq = awkwardEndpoint.map((connection) => ({
    host: connection.socketFolder ?? '127.0.0.1',
    port: 54321,
    user: connection.user,
    password: connection.password,
    dbname: connection.database,
    sslmode: 'disable',
  }));

  it('calls psycopg 2 as it was meant, by the socket where there is one', () =>
    assert.deepEqual(
      run('psycopg2'),
      libpq.map((connection) => ({ connection })),
    ));

  it('calls psycopg 3 as it was meant, with an encoding that it knows', () =>
    assert.deepEqual(
      run('psycopg3'),
      libpq.map((named) => ({ connection: { ...named, client_encoding: 'utf8' } })),
    ));

  it('calls SQLAlchemy as it was meant, by the socket where there is one', () =>
    assert.deepEqual(
      run('endpoint-sqlalchemy'),
      libpq.map(({ host, port, user, password, dbname, sslmode }) => ({
        engine: {
          args: [{ args: ['redshift+psycopg2'], username: user, password, database: dbname }],
          connect_args: { host, port, sslmode },
        },
      })),
    ));

  it('calls redshift_connector as it was meant, by the port', () =>
    assert.deepEqual(
      run('endpoint-redshift_connector'),
      libpq.map(({ port, user, password, dbname }) => ({
        connection: { host: '127.0.0.1', port, user, password, database: dbname, ssl: false },
      })),
    ));
});
