import assert from 'node:assert/strict';
import fc from 'fast-check';
import { directTargets } from '../../../../../src/core/connections/targets/directTargets.js';
import { awkwardDirect, direct, host } from '../awkwardConnections.js';
import { hasPython, readJdbc, readOdbc, readShell, runPython } from '../readTexts.js';

const target = (id: string) => directTargets().find((one) => one.id === id)!;

describe('the text for a driver that carries the token', () => {
  it('is read by JDBC as it was meant, whatever is in it', () => {
    for (const connection of awkwardDirect)
      assert.deepEqual(readJdbc(target('jdbc-url').text(connection), ';', ';'), {
        scheme: 'redshift',
        host,
        port: '5440',
        database: connection.database,
        plugin_name: 'com.amazon.redshift.plugin.IdpTokenAuthPlugin',
        token_type: 'SUBJECT_TOKEN',
        token: connection.token,
      });
  });

  it('is read by JDBC as it was meant, for any token', () =>
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (token) => {
        assert.equal(readJdbc(target('jdbc-url').text({ ...direct, token }), ';', ';')['token'], token);
      }),
    ));

  it('gives the token to JDBC properties as it is, since they are not decoded', () =>
    assert.equal(
      target('jdbc-properties').text({ ...direct, token: 'ab+/==' }),
      [
        `# jdbc:redshift://${host}:5440/sales%20data%3B2`,
        'plugin_name=com.amazon.redshift.plugin.IdpTokenAuthPlugin',
        'token_type=SUBJECT_TOKEN',
        'token=ab+/==',
      ].join('\n'),
    ));

  it('is read by ODBC as it was meant, whatever is in it', () => {
    for (const connection of awkwardDirect)
      assert.deepEqual(readOdbc(target('odbc').text(connection)), {
        Driver: 'Amazon Redshift ODBC Driver (x64)',
        Server: host,
        Port: '5440',
        Database: connection.database,
        plugin_name: 'IdpTokenAuthPlugin',
        token_type: 'SUBJECT_TOKEN',
        token: connection.token,
        SSLMode: 'verify-ca',
      });
  });

  it('is read by ODBC as it was meant, for any token', () =>
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (token) => {
        assert.equal(readOdbc(target('odbc').text({ ...direct, token })).token, token);
      }),
    ));

  it('is read by a shell as it was meant, whatever is in it', () => {
    for (const connection of awkwardDirect) {
      const expected = {
        REDSHIFT_HOST: host,
        REDSHIFT_PORT: '5440',
        REDSHIFT_DATABASE: connection.database,
        REDSHIFT_TOKEN: connection.token,
        REDSHIFT_TOKEN_TYPE: 'SUBJECT_TOKEN',
      };
      assert.deepEqual(readShell(target('environment').text(connection), Object.keys(expected)), expected);
    }
  }).timeout(20_000);

  it('never turns IAM on, and never takes the token for a password', () => {
    const all = directTargets()
      .map((one) => one.text(direct))
      .join('\n');
    assert.ok(!/IAM *= *1|iam *= *True|redshift:iam|password/i.test(all.replaceAll(direct.token, '')));
  });
});

describe('the Python text for a driver that carries the token', function () {
  this.timeout(20_000);
  before(function () {
    if (!hasPython()) this.skip();
  });

  it('calls redshift_connector as it was meant, whatever is in it', () =>
    assert.deepEqual(
      runPython(awkwardDirect.map((connection) => target('redshift_connector').text(connection))),
      awkwardDirect.map(({ database, token }) => ({
        connection: {
          host,
          port: 5440,
          database,
          credentials_provider: 'IdpTokenAuthPlugin',
          token,
          token_type: 'SUBJECT_TOKEN',
        },
      })),
    ));

  it('calls SQLAlchemy as it was meant, whatever is in it', () =>
    assert.deepEqual(
      runPython(awkwardDirect.map((connection) => target('sqlalchemy').text(connection))),
      awkwardDirect.map(({ database, token }) => ({
        engine: {
          args: [{ args: ['redshift+redshift_connector'], host, port: 5440, database }],
          connect_args: {
            credentials_provider: 'IdpTokenAuthPlugin',
            token,
            token_type: 'SUBJECT_TOKEN',
          },
        },
      })),
    ));
});
