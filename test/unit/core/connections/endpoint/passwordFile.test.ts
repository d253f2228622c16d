import assert from 'node:assert/strict';
import fc from 'fast-check';
import { highestPort, lowestPort } from '../../../../../src/core/connections/endpoint/endpointPort.js';
import { madePassword } from '../../../../../src/core/connections/endpoint/handOut.js';
import {
  passwordFileText,
  passwordLines,
} from '../../../../../src/core/connections/endpoint/passwordFile.js';
import { terminalEnvironment } from '../../../../../src/core/connections/terminalEnvironment.js';
import { endpoint, socketFolder } from '../awkwardConnections.js';

/** The password that libpq finds for a login. A field is "*" or the very text; a backslash takes what follows it. */
function libpqFinds(file: string, host: string, port: number, user: string): string | undefined {
  const plain = (field: string): string => field.replace(/\\(.)/gu, '$1');
  for (const line of file.split('\n')) {
    const fields = [...line.matchAll(/((?:[^\\:]|\\.)*)(?::|$)/gu)].map(([, field]) => field!);
    const sought = [host, String(port), 'dev', user];
    if (sought.every((text, index) => fields[index] === '*' || plain(fields[index] ?? '') === text))
      return plain(fields[4] ?? '');
  }
  return undefined;
}

describe('the password file', () => {
  it('has a line for each way to name the host, for any database', () =>
    assert.equal(
      passwordFileText([
        {
          port: 54321,
          socketFolder: '/run/user/1000/rsidc',
          handOuts: [
            { user: 'terminal', password: 'rsidc_one' },
            { user: 'notebook', password: 'rsidc_two' },
          ],
        },
        { port: 54322, socketFolder: undefined, handOuts: [{ user: 'terminal', password: 'rsidc_three' }] },
      ]),
      [
        '127.0.0.1:54321:*:terminal:rsidc_one',
        'localhost:54321:*:terminal:rsidc_one',
        '/run/user/1000/rsidc:54321:*:terminal:rsidc_one',
        '127.0.0.1:54321:*:notebook:rsidc_two',
        'localhost:54321:*:notebook:rsidc_two',
        '/run/user/1000/rsidc:54321:*:notebook:rsidc_two',
        '127.0.0.1:54322:*:terminal:rsidc_three',
        'localhost:54322:*:terminal:rsidc_three',
        '',
      ].join('\n'),
    ));

  it('is read back by every window, whatever is in its fields', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: lowestPort, max: highestPort }),
        fc.string().filter((text) => !/[\0\n]/.test(text)),
        fc.string().filter((text) => !/[\0\n]/.test(text)),
        (port, socketFolder, user) => {
          const password = madePassword();
          const text = passwordFileText([{ port, socketFolder, handOuts: [{ user, password }] }]);
          const lines = text.trimEnd().split('\n');
          assert.deepEqual(
            passwordLines(text),
            lines.map((line) => ({ line, port, password })),
          );
        },
      ),
    ));

  it('has no line that a window of ours did not write', () =>
    assert.deepEqual(
      passwordLines(
        `# a comment\n*:*:*:*:secret\n127.0.0.1:5432:*:anna:${madePassword()}\n127.0.0.1:54321:*\n`,
      ),
      [],
    ));

  it('is empty without hand-outs', () =>
    assert.equal(passwordFileText([{ port: 54321, socketFolder: undefined, handOuts: [] }]), ''));

  it('gives libpq the password of that user at that endpoint, whatever is in them', () =>
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.string({ minLength: 1 }),
        fc.constantFrom('127.0.0.1', 'localhost', String.raw`C:\a:b\socket`),
        (user, password, host) => {
          fc.pre(user !== '*' && user !== 'other');
          const file = passwordFileText([
            { port: 54320, socketFolder: String.raw`C:\a:b\socket`, handOuts: [{ user, password: 'wrong' }] },
            {
              port: 54321,
              socketFolder: String.raw`C:\a:b\socket`,
              handOuts: [
                { user: 'other', password: 'wrong' },
                { user, password },
              ],
            },
          ]);
          assert.equal(libpqFinds(file, host, 54321, user), password);
          assert.equal(libpqFinds(file, host, 54322, user), undefined);
        },
      ),
    ));
});

describe("a terminal's environment", () => {
  it('leads libpq to the endpoint by its socket, and to the password by its file', () =>
    assert.deepEqual(terminalEnvironment({ ...endpoint, socketFolder, passwordFile: '/run/pass' }), {
      PGHOST: socketFolder,
      PGPORT: '54321',
      PGUSER: 'anna_1',
      PGDATABASE: 'dev',
      PGPASSFILE: '/run/pass',
      PGSSLMODE: 'disable',
    }));

  it('leads libpq to the port where there is no socket', () =>
    assert.equal(terminalEnvironment({ ...endpoint, passwordFile: '/run/pass' })['PGHOST'], '127.0.0.1'));
});
