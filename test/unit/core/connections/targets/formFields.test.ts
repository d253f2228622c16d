import assert from 'node:assert/strict';
import { endpointTargets } from '../../../../../src/core/connections/targets/endpointTargets.js';
import { awkwardValues, endpoint, socketFolder } from '../awkwardConnections.js';

const target = (id: string) => endpointTargets().find((one) => one.id === id)!;

describe("another program's form", () => {
  const fields = (id: string, connection = endpoint): readonly string[] =>
    target(id).fields!(connection).map(
      ({ label, value, isSecret }) => `${label}: ${value}${isSecret ? ' (secret)' : ''}`,
    );

  it('of SQL Notebook is filled in its own order', () =>
    assert.deepEqual(fields('sql-notebook'), [
      'Display Name: analytics',
      'Database Driver: postgres',
      'Database Host: 127.0.0.1',
      'Database Port: 54321',
      'Database User: anna_1',
      'Database Password: rsidc_secret (secret)',
      'Database Name: dev',
    ]));

  it('of SQLTools is filled in its own order, with SSL off', () =>
    assert.deepEqual(fields('sqltools'), [
      'Connection name: analytics',
      'Connect using: Server and Port',
      'Server Address: 127.0.0.1',
      'Port: 54321',
      'Database: dev',
      'Username: anna_1',
      'Use password: SQLTools Driver Credentials',
      'SSL: Disabled',
      'Password: rsidc_secret (secret)',
    ]));

  it('of DBeaver is filled in its own order, with TLS off', () =>
    assert.deepEqual(fields('dbeaver'), [
      'Host: 127.0.0.1',
      'Port: 54321',
      'Database: dev',
      'Username: anna_1',
      'Password: rsidc_secret (secret)',
      'Driver properties: ssl: false',
    ]));

  it('of Power BI is filled in its own order, the login apart from the connection string', () =>
    assert.deepEqual(fields('power-bi', { ...endpoint, database: 'a;b' }), [
      'Connection string (non-credential properties): Driver={Amazon Redshift ODBC Driver (x64)};Server=127.0.0.1;Port=54321;Database={a;b};SSLMode=disable',
      'User name: anna_1',
      'Password: rsidc_secret (secret)',
    ]));

  it('of SQLTools gets settings that hold no password, whatever is in them', () => {
    for (const value of awkwardValues) {
      const [settings, password] = target('sqltools-settings').fields!({ ...endpoint, database: value });
      assert.deepEqual(JSON.parse(settings!.value), {
        name: 'analytics',
        driver: 'PostgreSQL',
        server: '127.0.0.1',
        port: 54321,
        database: value,
        username: 'anna_1',
        pgOptions: { ssl: false },
      });
      assert.deepEqual(password, { label: 'Password', value: 'rsidc_secret', isSecret: true });
    }
  });

  it('is also one text, a line for each field', () =>
    assert.equal(
      target('dbeaver').text({ ...endpoint, socketFolder }),
      'Host: 127.0.0.1\nPort: 54321\nDatabase: dev\nUsername: anna_1\nPassword: rsidc_secret\nDriver properties: ssl: false',
    ));
});
