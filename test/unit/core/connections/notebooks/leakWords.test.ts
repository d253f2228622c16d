import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import {
  LeakWords,
  shownName,
  withoutSecrets,
} from '../../../../../src/core/connections/notebooks/leakWords.js';
import type { EndpointRecord } from '../../../../../src/core/connections/endpoint/endpointRecord.js';
import type { Token } from '../../../../../src/core/tokens/token.js';
import { CollectedLog } from '../../../../fakes/collectedLog.js';
import { FakeClock } from '../../../../fakes/fakeClock.js';
import { madeRef, madeToken, minute } from '../../../../fakes/madeToken.js';

const passwordOf = (letter: string): string => `rsidc_${letter.repeat(43)}`;
const now = Date.parse('2027-03-04T12:00:00Z');
const token = madeToken(['analytics'], now - 20 * minute);
const later = madeToken(['ledger'], now - 5 * minute);

/** What is held, and what is said when a document is saved. */
class Desk {
  tokens: readonly Token[] = [token, later];
  passwords: readonly string[] = [passwordOf('a'), passwordOf('b')];
  readonly clock = new FakeClock(now);
  readonly log = new CollectedLog();
  /** How many texts were read. */
  read = 0;
  readonly words: LeakWords;

  constructor() {
    // What is held is read anew each time.
    const current = (): readonly Token[] => this.tokens;
    const held = {
      get current() {
        return current();
      },
    };
    this.words = new LeakWords(held, { all: () => [this.record()] }, this.clock, this.log);
  }

  async save(path: string, texts: readonly (string | { readonly putOut: string })[]) {
    const saved = texts.map((entry) => {
      const content = typeof entry === 'string' ? entry : entry.putOut;
      const text = (): string => {
        this.read += 1;
        return content;
      };
      return { isOutput: typeof entry !== 'string', size: content.length, text };
    });
    return this.words.of({ id: `file://${path}`, path, texts: () => saved });
  }

  async said(text: string, path = '/work/deploy.sql'): Promise<string | undefined> {
    return (await this.save(path, [text]))?.words;
  }

  private record(): EndpointRecord {
    const handOuts = this.passwords.map((password, index) => ({
      user: `psql_${index}`,
      password,
      client: 'psql',
      madeAt: now,
    }));
    return { workgroup: madeRef('analytics'), port: 54_321, isWanted: true, handOuts };
  }
}

describe('what is said of secrets in a saved document', () => {
  let desk: Desk;
  beforeEach(() => (desk = new Desk()));

  const [a, b, c, d] = [passwordOf('a'), passwordOf('b'), passwordOf('c'), passwordOf('d')];
  const table: Readonly<Record<string, readonly [string, string]>> = {
    'a token': [token.value, 'a Redshift token that is good for 40 minutes'],
    'two tokens': [`${later.value} ${token.value}`, '2 Redshift tokens that are good for up to 55 minutes'],
    'one token that is written twice': [
      `'${token.value}' ${encodeURIComponent(token.value)} "${token.value.replaceAll('-', '%2d')}"`,
      'a Redshift token that is good for 40 minutes',
    ],
    'a password': [a, 'the password of a local endpoint'],
    'two passwords': [`${a} ${b} ${a}`, '2 passwords of local endpoints'],
    'the shape of a password': [c, 'what looks like a password of a local endpoint'],
    'two shapes': [`${c} ${d}`, '2 texts that look like passwords of local endpoints'],
    'two kinds': [
      `${a} ${token.value}`,
      'a Redshift token that is good for 40 minutes and the password of a local endpoint',
    ],
    'all kinds': [
      `${c} ${d} ${a} ${token.value}`,
      'a Redshift token that is good for 40 minutes, the password of a local endpoint and 2 texts that look like passwords of local endpoints',
    ],
  };
  for (const [what, [text, expected]] of Object.entries(table))
    it(`counts ${what}`, async () =>
      assert.equal(await desk.said(`-- ${text};`), `deploy.sql holds ${expected}.`));

  it('is nothing of a token that has ended, nor of the mark of our passwords alone', async () => {
    desk.clock.advance(40 * minute);
    assert.equal(await desk.said(`${token.value} rsidc_ select 1`), undefined);
  });

  const looked = [
    'a.sql',
    'A.SQL',
    'a.ipynb',
    'a.py',
    '.env',
    'prod.env',
    '.env.local',
    '.env.sql.bak',
    'x/.env.d',
  ];
  const passed = [
    'a.sql.txt',
    'a.md',
    'env',
    'sql',
    'a.env.txt',
    '.envrc',
    '.env.d/a',
    'a.pyc',
    '.git/config',
  ];
  it('is about files in which connections are written, and no other is read', async () => {
    const heard: string[] = [];
    for (const name of [...looked, ...passed])
      if ((await desk.said(token.value, `/work/${name}`)) !== undefined) heard.push(name);
    assert.deepEqual([heard, desk.read], [looked, looked.length]);
  });

  const shown = { putOut: `password ${a}` };
  const withOutputs = {
    'only there': ['select 1', shown],
    'in a cell before': [a, shown],
    'in one after': [shown, a],
  };
  for (const [where, texts] of Object.entries(withOutputs))
    it(`tells what Remove does to outputs that show it, ${where}`, async () => {
      const warning = await desk.save('/work/a.ipynb', texts);
      assert.equal(
        warning?.words,
        'a.ipynb holds the password of a local endpoint. Remove clears the outputs of the cells that show it.',
      );
    });

  it('is said once, wherever it stands by then', async () => {
    const said = [await desk.said(`${a} ${token.value}`), await desk.said(`x ${token.value}\n${a} ${a}`)];
    assert.deepEqual(
      said.map((words) => words !== undefined),
      [true, false],
    );
  });

  it('is said again of another secret, of another document, and after it was gone', async () => {
    const heard: boolean[] = [];
    const other = '/work/other.sql';
    for (const [text, path] of [[a], [b], [b, other], [a], [''], [a], [''], [b, other]] as const)
      heard.push((await desk.said(text, path)) !== undefined);
    assert.deepEqual(heard, [true, true, true, true, false, true, false, false]);
  });

  it('is said again once a password is revoked, since it only looks like one then', async () => {
    await desk.said(a);
    desk.passwords = [b];
    assert.equal(await desk.said(a), 'deploy.sql holds what looks like a password of a local endpoint.');
  });

  it('hides nothing of what a name holds', async () =>
    assert.equal(
      await desk.said(a, '/work/a\u202eb.sql'),
      String.raw`a\u{202e}b.sql holds the password of a local endpoint.`,
    ));

  it('leaves out what is over 5 MB, unread, and logs that once', async () => {
    const half = a.padEnd(2_500_001);
    const heard = [
      await desk.save('/work/big.ipynb', [half, { putOut: half }]),
      await desk.save('/work/big.ipynb', [half, { putOut: half }]),
    ];
    assert.deepEqual(
      [heard, desk.read, desk.log.lines],
      [
        [undefined, undefined],
        0,
        ['big.ipynb is over 5 MB and was not searched for secrets when it was saved.'],
      ],
    );
  });

  it('keeps no secret, and logs none', async () => {
    await desk.said(`${a} ${c} ${token.value}`);
    const { held, handOuts, ...kept } = desk.words as unknown as Record<string, unknown>;
    assert.ok(held !== undefined && handOuts !== undefined);
    const seen = inspect(kept, { depth: 9 });
    for (const secret of [a, c, token.value]) assert.ok(!seen.includes(secret));
    assert.ok(seen.includes('deploy.sql'), 'the document is known');
  });
});

describe('what Remove takes out of a document', () => {
  it('is each secret, at its places now', () => {
    const { words } = new Desk();
    const text = `a='${passwordOf('c')}' ${token.value}${passwordOf('a')} b`;
    assert.equal(withoutSecrets(text, words.places(text)), "a='REMOVED' REMOVEDREMOVED b");
  });

  it('is also a token that was pointed out and was refreshed since', async () => {
    const desk = new Desk();
    const text = `x ${token.value}`;
    const warning = await desk.save('/work/a.sql', [text]);
    desk.tokens = [later];
    assert.deepEqual(
      [withoutSecrets(text, desk.words.places(text)), withoutSecrets(text, desk.words.places(text, warning))],
      [text, 'x REMOVED'],
    );
  });

  it('is nothing where there is none', () => {
    const { words } = new Desk();
    assert.equal(withoutSecrets('select 1', words.places('select 1')), 'select 1');
  });

  it('is from a file that a message names without its folders', () =>
    assert.equal(shownName('/work/team/deploy.sql'), 'deploy.sql'));
});
