import assert from 'node:assert/strict';
import { UserError } from '../../../../src/core/base/userError.js';
import {
  testedText,
  testError,
  type TestedConnection,
} from '../../../../src/core/connections/connectionTest.js';

const redshift =
  'PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3), Redshift 1.0.87698';
const tested: TestedConnection = {
  currentUser: 'awsidc:anna@example.com',
  database: 'sales',
  serverVersion: redshift,
  steps: [
    { name: 'token', ms: 0 },
    { name: 'endpoint', ms: 3.4 },
    { name: 'login', ms: 310.6 },
    { name: 'query', ms: 20 },
  ],
};
const text = (differing: Partial<TestedConnection> = {}): string =>
  testedText('analytics', { ...tested, ...differing });
const who = (user: string, version = 'Redshift 1.0.87698'): string =>
  `Connected to analytics as ${user}, database "sales", ${version}. It took: token 0 ms, endpoint 3 ms, login 311 ms, query 20 ms.`;
const shared =
  'This is a shared IAM user, not your identity: the workgroup takes the token without IAM Identity Center. An administrator connects its namespace to Identity Center.';

describe('what a person reads of a tested connection', () => {
  it('is who they are, where, and how long each step took', () =>
    assert.equal(text(), who('awsidc:anna@example.com')));

  for (const currentUser of ['IAMR:Analyst', 'IAM:anna', 'iamr:analyst']) {
    it(`explains that ${currentUser} is shared`, () =>
      assert.equal(text({ currentUser }), `${who(currentUser)} ${shared}`));
  }

  for (const currentUser of ['awsidc:IAMR:x', 'iam_reader', 'anna']) {
    it(`does not take ${currentUser} for a shared one`, () =>
      assert.equal(text({ currentUser }), who(currentUser)));
  }

  const versions = {
    'PostgreSQL 15.4 on x86_64-pc-linux-gnu, compiled by gcc': 'PostgreSQL 15.4',
    'PostgreSQL 15.4, compiled by nobody': 'PostgreSQL 15.4',
    [`Something ${'x'.repeat(100)}`]: `Something ${'x'.repeat(50)}`,
    '': '',
  };
  for (const [serverVersion, said] of Object.entries(versions)) {
    it(`calls a server of version "${serverVersion.slice(0, 30)}" "${said.slice(0, 30)}"`, () =>
      assert.equal(text({ serverVersion }), who('awsidc:anna@example.com', said)));
  }

  it('hides nothing that a server has put into a name', () =>
    assert.equal(
      text({ currentUser: 'anna\u202e\n[x](command:y)', database: 'sales\u0000' }),
      who('anna\\u{202e}\\u{a}[x]\\u{28}command:y)').replace('"sales"', '"sales\\u{0}"'),
    ));
});

describe('why a tested connection failed', () => {
  const said = (thrown: unknown): unknown => {
    const error = testError('analytics', thrown);
    return error instanceof UserError ? [error.message, error.action.kind, error.cause === thrown] : error;
  };

  it('is what the client was told, word for word, with the hint', () =>
    assert.deepEqual(
      said(
        Object.assign(new Error('Token credentials expired or invalid'), {
          code: '28000',
          hint: 'The next login gets a new token: connect again.',
        }),
      ),
      [
        'The test of analytics failed: Token credentials expired or invalid. The next login gets a new token: connect again.',
        'retry',
        true,
      ],
    ));

  it('ends with one stop, whether there was one or a hint or neither', () =>
    assert.deepEqual(
      ['Broken', 'Broken!', 'Broken.'].map((message) => said(new Error(message))),
      ['Broken.', 'Broken!', 'Broken.'].map((end) => [`The test of analytics failed: ${end}`, 'retry', true]),
    ));

  it('hides nothing that a server has put into its words', () =>
    assert.deepEqual(said({ message: 'no\u202e', hint: '[x](command:y)' }), [
      'The test of analytics failed: no\\u{202e}. [x]\\u{28}command:y).',
      'retry',
      true,
    ]));

  it('stays what it is where it is a sentence already, or nothing was said', () => {
    const silent = [
      new UserError('Too slow.', { kind: 'showLog' }),
      new AggregateError([], ''),
      undefined,
      'x',
    ];
    assert.deepEqual(
      silent.map((thrown) => testError('analytics', thrown) === thrown),
      [true, true, true, true],
    );
  });
});
