import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { findLeaks } from '../../../../../src/core/connections/notebooks/leaks.js';
import { percentEncoded } from '../../../../../src/core/connections/targets/escapes.js';

const password = `rsidc_${'aB3_-'.repeat(8)}xyz`;
const token = 'AQoDYXdz/EJr+w==:"é\\😀';
const none = { tokens: [], passwords: [] };
const found = (text: string, live: Parameters<typeof findLeaks>[1]): readonly string[] =>
  findLeaks(text, live).map(({ start, end, kind }) => `${kind}: ${text.slice(start, end)}`);

describe('the search for leaks', () => {
  it('tells where each secret stands, in order', () =>
    assert.deepEqual(
      findLeaks(`a ${password} b ${token} c ${password}`, { tokens: [token], passwords: [password] }),
      [
        { start: 2, end: 51, kind: 'password' },
        { start: 54, end: 54 + token.length, kind: 'token' },
        { start: 57 + token.length, end: 106 + token.length, kind: 'password' },
      ],
    ));

  it('finds what has the shape of our passwords, though it is none that is valid here', () =>
    assert.deepEqual(found(`postgresql://anna:${password}@127.0.0.1:54321/dev`, none), [
      `passwordShape: ${password}`,
    ]));

  it('finds nothing in what only begins so', () =>
    assert.deepEqual(found(`rsidc_ rsidc_${'a'.repeat(42)} RSIDC_${'a'.repeat(43)}`, none), []));

  it('says once of a valid password that it is valid, and twice of two', () =>
    assert.deepEqual(found(`${password}${password}`, { tokens: [], passwords: [password] }), [
      `password: ${password}`,
      `password: ${password}`,
    ]));

  it('finds nothing where nothing is valid and nothing looks so', () =>
    assert.deepEqual(found('select 1', { tokens: [''], passwords: [''] }), []));

  const forms: Readonly<Record<string, (text: string) => string>> = {
    'as it is': (text) => text,
    'in JSON': (text) => JSON.stringify(text).slice(1, -1),
    'in JSON in JSON': (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
    'in JSON with escaped slashes': (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
    'in JSON of ASCII alone': (text) =>
      JSON.stringify(text)
        .slice(1, -1)
        .replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
    'with each sign as a \\u escape': (text) =>
      text.replace(
        /[^A-Za-z0-9]/g,
        (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`,
      ),
    'in a URL': encodeURIComponent,
    'in a URL of ours': percentEncoded,
    'in a URL with small letters': (text) =>
      percentEncoded(text).replace(/%../g, (code) => code.toLowerCase()),
    'in a form': (text) => new URLSearchParams({ '': text }).toString().slice(1),
    'in the path of a URL': (text) => encodeURI(text),
  };
  const ends = fc.sample(fc.string({ minLength: 1, unit: 'grapheme-composite' }), 100);
  for (const [name, form] of Object.entries(forms)) {
    it(`finds a token ${name}`, () => {
      for (const end of ['%', '\\', '- ', '+', ...ends]) {
        const text = `x=${form(token + end)};`;
        assert.deepEqual(
          findLeaks(text, { tokens: [token + end], passwords: [] }),
          [{ start: 2, end: text.length - 1, kind: 'token' }],
          `with ${end} at its end`,
        );
      }
    });
  }

  it('finds the one secret in 5 MB in time for a save, whatever the rest is filled with', () => {
    const live = {
      tokens: Array.from({ length: 20 }, () => `A${randomBytes(3000).toString('base64')}/+`),
      passwords: Array.from({ length: 20 }, () => `rsidc_${randomBytes(32).toString('base64url')}`),
    };
    const [first] = live.tokens;
    for (const filling of ['select 1;\n', '\\', 'rsidc_ ', first!.slice(0, 40), '\\u002', '%2']) {
      const text = filling.repeat(Math.ceil(5_000_000 / filling.length)) + first!;
      const before = performance.now();
      const leaks = findLeaks(text, live);
      const tookMs = performance.now() - before;
      assert.deepEqual(
        { count: leaks.length, kind: leaks[0]?.kind, end: leaks[0]?.end },
        { count: 1, kind: 'token', end: text.length },
      );
      assert.ok(tookMs < 2000, `${filling}: ${tookMs} ms`);
    }
  }).timeout(20_000);
});
