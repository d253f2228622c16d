import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Connection } from '../../../../src/core/connections/connection.js';
import { noTargets, targets } from '../../../../src/core/connections/targets.js';

const nasty = 'ab+/=}{;\'"\\$`$(x)% &?#ü=}}';
const connection: Connection = {
  workgroupName: 'analytics',
  host: 'analytics.123456789012.us-east-1.redshift-serverless.amazonaws.com',
  port: 5440,
  database: 'sales data;2',
  token: nasty,
};
const { host } = connection;
const text = (id: string, from = connection): string =>
  targets()
    .find((target) => target.id === id)!
    .text(from);

/** What AWS's JDBC driver reads: parameters after ";", each value decoded as a form is. */
function readJdbc(url: string): Record<string, unknown> {
  const [, where, port, database, rest] = /^jdbc:redshift:\/\/([^:]+):(\d+)\/([^;]*);(.*)$/.exec(url)!;
  const decode = (value: string): string => decodeURIComponent(value.replaceAll('+', ' '));
  const parameters = rest!.split(';').map((pair) => pair.split('='));
  assert.ok(
    parameters.every(({ length }) => length === 2),
    'one "=" a parameter',
  );
  return {
    host: where,
    port: Number(port),
    database: decode(database!),
    ...Object.fromEntries(parameters.map(([name, value]) => [name!, decode(value!)])),
  };
}

/** What an ODBC driver manager reads: values up to ";", or in braces, where "}}" is a brace. */
function readOdbc(string: string): Record<string, string> {
  const pairs: [string, string][] = [];
  let rest = string;
  while (rest !== '') {
    const match = /^([^=;{}]+)=(?:\{((?:[^}]|\}\})*)\}|([^;{}]*))(?:;|$)/.exec(rest)!;
    pairs.push([match[1]!, match[2]?.replaceAll('}}', '}') ?? match[3]!]);
    rest = rest.slice(match[0].length);
  }
  return Object.fromEntries(pairs);
}

/** What Python reads: string literals in double quotes, which here are JSON's too. */
const readPython = (program: string, name: string): unknown => {
  const literal = new RegExp(`"?${name}"?[=:] ?("(?:[^"\\\\]|\\\\.)*")`).exec(program);
  return JSON.parse(literal![1]!);
};

describe('the text for a client', () => {
  it('is read by JDBC as it was meant', () =>
    assert.deepEqual(readJdbc(text('jdbc-url')), {
      host,
      port: 5440,
      database: 'sales data;2',
      plugin_name: 'com.amazon.redshift.plugin.IdpTokenAuthPlugin',
      token_type: 'SUBJECT_TOKEN',
      token: nasty,
    }));

  it('is read by JDBC as it was meant, for any token', () =>
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (token) => {
        assert.equal(readJdbc(text('jdbc-url', { ...connection, token }))['token'], token);
      }),
    ));

  it('gives the token to JDBC properties as it is, since they are not decoded', () =>
    assert.equal(
      text('jdbc-properties', { ...connection, token: 'ab+/==' }),
      [
        `# jdbc:redshift://${host}:5440/sales%20data%3B2`,
        'plugin_name=com.amazon.redshift.plugin.IdpTokenAuthPlugin',
        'token_type=SUBJECT_TOKEN',
        'token=ab+/==',
      ].join('\n'),
    ));

  it('is read by ODBC as it was meant', () =>
    assert.deepEqual(readOdbc(text('odbc')), {
      Driver: 'Amazon Redshift ODBC Driver (x64)',
      Server: host,
      Port: '5440',
      Database: 'sales data;2',
      plugin_name: 'IdpTokenAuthPlugin',
      token_type: 'SUBJECT_TOKEN',
      token: nasty,
      SSLMode: 'verify-ca',
    }));

  it('is read by ODBC as it was meant, for any token', () =>
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (token) => {
        assert.equal(readOdbc(text('odbc', { ...connection, token })).token, token);
      }),
    ));

  for (const id of ['redshift_connector', 'sqlalchemy']) {
    it(`is read by Python as it was meant, for ${id}`, () =>
      assert.deepEqual(
        ['token', 'token_type', 'credentials_provider'].map((name) => readPython(text(id), name)),
        [nasty, 'SUBJECT_TOKEN', 'IdpTokenAuthPlugin'],
      ));
  }

  it('names host, port and database to Python', () => {
    assert.equal(readPython(text('redshift_connector'), 'host'), host);
    assert.equal(readPython(text('redshift_connector'), 'database'), 'sales data;2');
    assert.match(text('redshift_connector'), /^ {4}port=5440,$/m);
    assert.ok(text('sqlalchemy').includes(`"redshift+redshift_connector://${host}:5440/sales data;2"`));
  });

  it('is read by a shell as it was meant', () => {
    const words = Object.fromEntries(
      text('environment')
        .split('\n')
        .map((line) => /^export (\w+)=(.*)$/.exec(line)!)
        .map(([, name, word]) => [
          name!,
          word!
            .replaceAll(String.raw`'\''`, '\0')
            .replaceAll("'", '')
            .replaceAll('\0', "'"),
        ]),
    );
    assert.deepEqual(words, {
      REDSHIFT_HOST: host,
      REDSHIFT_PORT: '5440',
      REDSHIFT_DATABASE: 'sales data;2',
      REDSHIFT_TOKEN: nasty,
      REDSHIFT_TOKEN_TYPE: 'SUBJECT_TOKEN',
    });
  });

  it('never turns IAM on, and is never for a client that would take the token for a password', () => {
    const all = targets()
      .map((target) => target.text(connection))
      .join('\n');
    assert.ok(!/IAM *= *1|iam *= *True|redshift:iam|password/i.test(all.replaceAll(nasty, '')));
  });

  it('has an honest word beside it, each id once', () => {
    const ids = targets().map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(targets().every(({ note }) => /one hour|scripts of your own/.test(note)));
  });
});

describe('a client that cannot use the token', () => {
  for (const [client, reason] of [
    ['psql', /not a password.*authentication method 14/],
    ['SQL Notebook', /not a password/],
    ['SQLTools', /not a password/],
    ['DuckDB', /not a password/],
    ['dbt', /browser_identity_center/],
  ] as const) {
    it(`is named and told why: ${client}`, () => {
      const [found] = noTargets().filter(({ label }) => label.includes(client));
      assert.match(found?.reason ?? '', reason);
    });
  }
});
