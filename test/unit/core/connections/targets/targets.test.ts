import assert from 'node:assert/strict';
import { directTargets } from '../../../../../src/core/connections/targets/directTargets.js';
import { endpointTargets } from '../../../../../src/core/connections/targets/endpointTargets.js';
import {
  hidden,
  previewDirect,
  previewEndpoint,
} from '../../../../../src/core/connections/targets/preview.js';
import { noTargets, targets } from '../../../../../src/core/connections/targets/targets.js';
import { direct, endpoint, socketFolder } from '../awkwardConnections.js';
import { hasPython, readShell, runPython } from '../readTexts.js';

describe('the targets', () => {
  it('have each an id of its own, and an honest word on where they work', () => {
    const ids = targets().map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(
      targets().filter(
        ({ way, note }) =>
          !note.includes(way === 'direct' ? 'one hour' : 'works while VS Code is open on this machine'),
      ),
      [],
    );
  });

  it('turn TLS off for each client of the endpoint, but the one that has none', () => {
    const off =
      /sslmode="?disable|"sslmode": "disable"|sslmode: disable|SSLMode=disable|ssl ?[:=] ?false|ssl=False|"ssl": false|SSL: Disabled/;
    assert.deepEqual(
      endpointTargets()
        .filter((target) => !off.test(target.text(endpoint)))
        .map(({ id }) => id),
      ['sql-notebook'],
    );
  });

  it('take the socket where the client can use one, else the port', () => {
    const connection = { ...endpoint, socketFolder: '/run/rsidc' };
    assert.deepEqual(
      endpointTargets()
        .filter((target) => /\/run\/rsidc|%2Frun%2Frsidc/.test(target.text(connection)))
        .map(({ id }) => id),
      ['psql', 'libpq', 'node-postgres', 'psycopg2', 'psycopg3', 'endpoint-sqlalchemy'],
    );
  });

  it('hold the secret of the connection, and no other', () => {
    for (const target of directTargets())
      assert.ok(target.text({ ...direct, token: 'secret' }).includes('secret'), target.id);
    for (const target of endpointTargets())
      assert.ok(target.text({ ...endpoint, password: 'secret' }).includes('secret'), target.id);
  });

  it('refuse a line break in any value, whichever the target', () => {
    const sentence = (value: string): RegExp =>
      new RegExp(`^UserError: The connection to analytics has a line break .* in its ${value}, `);
    for (const character of ['\n', '\r', '\0', '\u0085', '\u2028']) {
      for (const target of directTargets())
        assert.throws(() => target.text({ ...direct, database: `a${character}b` }), sentence('database'));
      for (const target of endpointTargets()) {
        const connection = { ...endpoint, password: `a${character}b` };
        assert.throws(() => target.text(connection), sentence('password'));
        if (target.fields !== undefined)
          assert.throws(() => target.fields?.(connection), sentence('password'));
      }
    }
  });

  it('refuse a name that would end the comment it stands in, and say it in one line', () =>
    assert.throws(() => directTargets()[0]!.text({ ...direct, workgroupName: 'a\nb' }), {
      name: 'UserError',
      message: /^The connection to a b has a line break .* in its workgroupName, /,
      action: { kind: 'openSettings' },
    }));
});

describe('a preview', () => {
  it('shows where the secret will stand, and is else the text itself', () => {
    for (const target of directTargets())
      assert.equal(
        previewDirect(target, [direct]),
        target.text({ ...direct, token: 'x1' }).replaceAll('x1', hidden),
        target.id,
      );
    for (const target of endpointTargets()) {
      const connection = { ...endpoint, socketFolder };
      assert.equal(
        previewEndpoint(target, [connection]),
        target.text({ ...connection, password: 'x1' }).replaceAll('x1', hidden),
        target.id,
      );
    }
  });

  it('hides the secret alone, even where another value is what would stand in its place', () => {
    const libpq = endpointTargets().find(({ id }) => id === 'libpq')!;
    assert.equal(
      previewEndpoint(libpq, [{ ...endpoint, user: 'hiddensecret', database: 'hiddensecretx' }]),
      `host=127.0.0.1 port=54321 user=hiddensecret password=${hidden} dbname=hiddensecretx sslmode=disable`,
    );
  });
});

describe('several workgroups at once', () => {
  const both = [
    { ...endpoint, workgroupName: 'sales-eu' },
    { ...endpoint, workgroupName: 'sales-eu', port: 54322 },
  ];
  const target = (id: string) => endpointTargets().find((one) => one.id === id)!;

  it('stand one below the other, each below its name', () =>
    assert.equal(
      target('url').textOfAll(both),
      [
        '# sales-eu',
        'postgresql://anna_1:rsidc_secret@127.0.0.1:54321/dev?sslmode=disable',
        '',
        '# sales-eu',
        'postgresql://anna_1:rsidc_secret@127.0.0.1:54322/dev?sslmode=disable',
      ].join('\n'),
    ));

  it('are outputs of one profile for dbt, none over another', () => {
    const profile = target('dbt').textOfAll(both);
    assert.deepEqual(profile.match(/^(redshift:| {2}target: .*| {4}".*| {6}port: .*)$/gm), [
      'redshift:',
      '  target: "sales-eu"',
      '    "sales-eu":',
      '      port: 54321',
      '    "sales-eu-2":',
      '      port: 54322',
    ]);
  });

  it('have pools of their own in one JavaScript program', () =>
    assert.deepEqual(
      target('node-postgres')
        .textOfAll(both)
        .match(/^import.*|const \w+/gm),
      ["import pg from 'pg';", 'const pool_sales_eu', 'const pool_sales_eu_2'],
    ));

  it('have variables of their own in a shell', () => {
    const text = directTargets()
      .find(({ id }) => id === 'environment')!
      .textOfAll([direct, { ...direct, workgroupName: 'sales-eu', port: 5441 }]);
    assert.deepEqual(readShell(text, ['REDSHIFT_ANALYTICS_PORT', 'REDSHIFT_SALES_EU_PORT']), {
      REDSHIFT_ANALYTICS_PORT: '5440',
      REDSHIFT_SALES_EU_PORT: '5441',
    });
  });

  it('have variables of their own in Python', function () {
    if (!hasPython()) this.skip();
    this.timeout(20_000);
    const [variables] = runPython([target('psycopg2').textOfAll(both)]);
    assert.deepEqual(
      Object.entries(variables!).map(([name, value]) => [name, (value as { port: number }).port]),
      [
        ['connection_sales_eu', 54321],
        ['connection_sales_eu_2', 54322],
      ],
    );
  });
});

describe('a client that cannot be connected', () => {
  it('is named and told why', () => {
    const [found] = noTargets().filter(({ label }) => label.includes('Grafana'));
    assert.match(found?.reason ?? '', /not a password.*answers this machine alone/);
  });
});
