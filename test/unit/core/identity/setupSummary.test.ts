import assert from 'node:assert/strict';
import { parseSetup } from '../../../../src/core/identity/setupFile.js';
import { planImport } from '../../../../src/core/identity/setupImport.js';
import { setupSummary } from '../../../../src/core/identity/setupSummary.js';
import { good, identity, source } from './givenSetup.js';

/** What a person is asked about, page by page. */
function summary(file: object, before: { identities?: unknown; sources?: unknown } = {}): readonly string[] {
  const setup = parseSetup(JSON.stringify({ version: 1, ...file }));
  assert.ok(setup.kind === 'read');
  return setupSummary(planImport(setup, { identities: null, sources: null, implicit: [], ...before }), setup);
}

describe('The summary of an import', () => {
  it('shows what is new, whose account and roles it names, and that its restrictions do not count', () =>
    assert.deepEqual(summary(good), [
      [
        'New identity "company"',
        '  Sign-in at: https://id.example.com',
        '  Client id: 0oa8client',
        '  AWS account of the application: 123456789012',
        '  Application: arn:aws:sso::123456789012:application/ssoins-1/apl-1',
        '  Identity Center in: eu-west-1',
        '  Signed by: profile "signer"',
        '  Access role: arn:aws:iam::123456789012:role/RedshiftAccess',
        'New source: identity "company" in eu-west-1',
        '  Workgroup analytics: by name',
        'Restrictions of an imported file do not count: only those of the file that an administrator puts on the computer do.',
      ].join('\n'),
    ]));

  it('shows all that is unusual', () => {
    const unusual = {
      ...identity,
      applicationCredentials: { roleArn: 'arn:aws:iam::123456789012:role/Signer' },
      scopes: ['openid', 'api'],
      redirectUri: 'http://localhost:8090/callback',
      assertion: 'accessToken',
      authorizeParameters: { prompt: 'login' },
      needsClientSecret: true,
    };
    const odd = {
      region: 'us-east-1',
      tokenIdentity: 'company',
      workgroups: [{ name: 'sales', host: 'db.example.com', port: 5440, database: 'dev' }],
      connectTo: { sales: 'tunnel.example.com:6000' },
    };
    const [page = ''] = summary({ identities: [unusual], sources: [odd] });
    assert.deepEqual(page.split('\n').slice(6), [
      '  Signed by: arn:aws:iam::123456789012:role/Signer',
      '  Access role: arn:aws:iam::123456789012:role/RedshiftAccess',
      '  Scopes: openid api',
      '  The browser comes back to: http://localhost:8090/callback',
      '  Exchanged for the identity: the access token',
      '  Also sent to the provider: prompt: login',
      '  Client secret: asked for',
      'New source: the environment in us-east-1',
      '  Tokens with: identity "company"',
      '  Workgroup sales: db.example.com:5440/dev',
      '  Connections to sales go through: tunnel.example.com:6000',
    ]);
  });

  it('shows of what is replaced what it was', () => {
    const [page = ''] = summary(
      { identities: [identity], sources: [source] },
      {
        identities: [
          {
            ...identity,
            issuer: 'https://old.example.com',
            assertion: 'accessToken',
            authorizeParameters: { prompt: 'login' },
          },
        ],
        sources: [
          { ...source, tokenProfile: 'old', workgroups: [{ name: 'analytics', host: 'old.example.com' }] },
        ],
      },
    );
    const lines = page.split('\n');
    assert.deepEqual(
      [lines.length, ...lines.filter((line) => /replaced|until now|no more/.test(line))],
      [
        13,
        'The identity "company" is replaced',
        '  Sign-in at: https://id.example.com (until now: https://old.example.com)',
        '  Exchanged for the identity: the ID token (until now: the access token)',
        '  no more: Also sent to the provider: prompt: login',
        'The source is replaced: identity "company" in eu-west-1',
        '  Tokens with: the same credentials (until now: profile "old")',
        '  Workgroup analytics: by name (until now: old.example.com:5439)',
      ],
    );
  });

  it('counts what is there already, and names what is skipped', () =>
    assert.deepEqual(
      summary({ identities: [identity, { name: 'x' }], sources: [source] }, { identities: [identity] }),
      [
        [
          'New source: identity "company" in eu-west-1',
          '  Workgroup analytics: by name',
          'Already there and unchanged: 1.',
          'The identity "x" of the set-up file is skipped: its "issuer" must be the https URL that the OpenID provider calls itself.',
        ].join('\n'),
      ],
    ));

  it('names eight problems, and counts the others', () => {
    const [page = ''] = summary({ identities: Array<number>(11).fill(7), sources: [source] });
    const lines = page.split('\n').slice(2);
    assert.deepEqual(
      [lines.length, lines[0], lines.at(-1)],
      [
        9,
        'Identity 1 of the set-up file is skipped: it needs a "name".',
        'Entries that are skipped besides: 3.',
      ],
    );
  });

  it('leaves nothing out of a long file: it has more pages, and each fits in a dialog', () => {
    const sources = Array.from({ length: 40 }, (_, index) => ({
      profile: `p${index}`,
      region: 'eu-west-1',
      workgroups: [{ name: 'one' }, { name: 'two' }],
    }));
    const many = Array.from({ length: 60 }, (_, index) => ({ name: `workgroup-${index}` }));
    const made = summary({ sources: [...sources, { region: 'eu-west-1', workgroups: many }] });
    const lines = made.flatMap((page) => page.split('\n'));
    assert.deepEqual(
      [
        lines.length,
        made.every((page) => page.split('\n').length <= 24),
        made.slice(0, 5).every((page) => page.startsWith('New source: ')),
        sources.every(({ profile }) => lines.includes(`New source: profile "${profile}" in eu-west-1`)),
        many.every(({ name }) => lines.includes(`  Workgroup ${name}: by name`)),
      ],
      [40 * 3 + 61, true, true, true, true],
    );
  });

  it('lets no text of a stranger hide, break a line, pass for another, or be a link', () => {
    const nasty = {
      ...identity,
      name: 'a](command:x)',
      issuer: 'https://\u0456d.example.com',
      clientId: 'x\n\nImport it!\u202e',
      applicationCredentials: { profile: 'p\u2028\u200b\u00a0q' },
    };
    const [page = ''] = summary({ identities: [nasty] });
    assert.deepEqual(
      page.split('\n').filter((line) => !/pplication|Center|role/.test(line)),
      [
        'New identity "a]\\u{28}command:x)"',
        '  Sign-in at: https://\\u{456}d.example.com',
        '  Client id: x\\u{a}\\u{a}Import it!\\u{202e}',
        '  Signed by: profile "p\\u{2028}\\u{200b}\\u{a0}q"',
      ],
    );
  });

  it('keeps both ends of a text that is too long', () => {
    const clientId = `begin${'x'.repeat(100_000)}end`;
    const line = summary({ identities: [{ ...identity, clientId }] })[0]?.split('\n')[2] ?? '';
    assert.match(line, /^ {2}Client id: beginx+…x+end$/);
    assert.ok(line.length < 330, `${line.length}`);
  });
});
