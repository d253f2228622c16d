import assert from 'node:assert/strict';
import { makeSource, parseSourceSettings, sourceSetting } from '../../../../src/core/sources/source.js';

const skipped =
  'A tunnel in entry 1 of the setting redshiftIdc.sources is skipped: "connectTo" needs workgroups by name, each with an address such as "localhost:5439".';

describe("a source's tunnels", () => {
  it('are read as they are written', () => {
    const connectTo = new Map([
      ['analytics', { host: 'localhost', port: 5439 }],
      ['constructor', { host: '::1', port: 65_535 }],
    ]);
    const source = makeSource({ kind: 'environment' }, 'us-east-1', undefined, [], connectTo);
    const setting = sourceSetting(source);
    assert.deepEqual(
      { setting, read: parseSourceSettings([setting]) },
      {
        setting: {
          region: 'us-east-1',
          connectTo: { analytics: 'localhost:5439', constructor: '[::1]:65535' },
        },
        read: { sources: [source], problems: [] },
      },
    );
  });

  const wrong: Readonly<Record<string, unknown>> = {
    'a name that no workgroup has': { 'No Name': 'localhost:5439' },
    'no port': { marketing: 'localhost' },
    'port 0': { marketing: 'localhost:0' },
    'a port above 65535': { marketing: 'localhost:65536' },
    'a URL': { marketing: 'http://localhost:5439' },
    'a login': { marketing: 'anna@localhost:5439' },
    'a number': { marketing: 5439 },
  };
  for (const [what, entries] of Object.entries(wrong)) {
    it(`are named and skipped where one has ${what}, and the others count`, () => {
      const connectTo = { analytics: '127.0.0.1:6000', ...(entries as object) };
      const { sources, problems } = parseSourceSettings([{ region: 'us-east-1', connectTo }]);
      assert.deepEqual(
        { connectTo: sources.map((source) => [...source.connectTo]), problems },
        { connectTo: [[['analytics', { host: '127.0.0.1', port: 6000 }]]], problems: [skipped] },
      );
    });
  }

  for (const value of [null, [], 'localhost:5439', 7]) {
    it(`are none where the field is ${JSON.stringify(value)}, and the source counts`, () => {
      const { sources, problems } = parseSourceSettings([{ region: 'us-east-1', connectTo: value }]);
      assert.deepEqual(
        { connectTo: sources.map((source) => [...source.connectTo]), problems },
        { connectTo: [[]], problems: [skipped] },
      );
    });
  }
});
