import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hideAccounts, redact, withoutLogin } from '../../../../src/core/diagnosis/redaction.js';

const letters = (alphabet: string, minLength: number, maxLength = minLength) =>
  fc.string({ unit: fc.constantFrom(...alphabet.split('')), minLength, maxLength });
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const base64url = base64.replace('+/', '-_');

const accessKeyId = fc
  .tuple(fc.constantFrom('AKIA', 'ASIA'), letters('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16))
  .map((parts) => parts.join(''));
const secretKey = letters(base64, 40);
const sessionToken = letters(base64, 200, 900).map((text) => `${text}==`);
const jwt = fc.tuple(letters(base64url, 20, 60), letters(base64url, 20, 90), letters(base64url, 43, 90));
const material = fc.oneof(
  accessKeyId,
  secretKey,
  sessionToken,
  jwt.map(([head, body, seal]) => `eyJ${head}.eyJ${body}.${seal}`),
  letters(base64url, 32, 43).map((text) => `rsidc_${text}`),
);
const before = fc.constantFrom(
  '',
  'AWS refused: ',
  'x-amz-security-token:',
  'aws_secret_access_key=',
  '"key": "',
  '(',
);
const after = fc.constantFrom('', '.', ' (InvalidSignature)', '"}', ')', '\n');

describe('Redaction', () => {
  it('leaves no user and no password in an address, however it is written', () =>
    assert.deepEqual(
      [
        'http://proxy:8080',
        'http://user:secret@proxy:8080',
        'http://user:pa/ss@proxy:8080',
        'user:p@ss@proxy:8080',
        'https://user@proxy/path?token=x',
      ].map(withoutLogin),
      [
        'http://proxy:8080',
        'http://…@proxy:8080',
        'http://…@proxy:8080',
        '…@proxy:8080',
        'https://…@proxy/path',
      ],
    ));

  it('leaves no key and no token in any sentence', () => {
    fc.assert(
      fc.property(before, material, after, (start, secret, end) => {
        assert.ok(!redact(`${start}${secret}${end}`, '/home/anna').includes(secret));
      }),
      { numRuns: 3000 },
    );
  });

  it('leaves no user and no password of an address', () => {
    const word = letters('abcXYZ019!$&()*,;=._~%', 1, 20);
    fc.assert(
      fc.property(word, word, (user, password) => {
        assert.equal(
          redact(`HTTPS_PROXY=http://${user}:${password}@proxy.example.com:3128/`, '/home/anna'),
          'HTTPS_PROXY=http://…@proxy.example.com:3128/',
        );
      }),
    );
  });

  it('leaves no account id, and gives each the same letter wherever it stands', () => {
    const id = letters('0123456789', 12);
    const forms = (account: string): readonly string[] => [
      `arn:aws:iam::${account}:role/RedshiftAccess`,
      `analytics.${account}.us-east-1.redshift-serverless.amazonaws.com:5439`,
      `Account ${account}, nobody by name.`,
      `(${account})`,
      `bucket-${account}-logs`,
      [account.slice(0, 4), account.slice(4, 8), account.slice(8)].join('-'),
    ];
    fc.assert(
      fc.property(fc.uniqueArray(id, { minLength: 1, maxLength: 40 }), (accounts) => {
        const all = accounts.map(forms);
        const shown = hideAccounts(all.map((texts) => texts.join(' ')).join('\n'));
        assert.doesNotMatch(shown, /\d{12}|\d{4}-\d{4}-\d{4}/);
        const names = shown.split('\n').map((line) => new Set(line.match(/account-[A-Z]+/g)));
        assert.ok(names.every((ofOne) => ofOne.size === 1));
        assert.equal(new Set(names.flatMap((ofOne) => [...ofOne])).size, accounts.length);
      }),
    );
  });

  it('leaves names, ARNs, hosts and paths as they are', () => {
    const texts = [
      'The role arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/us-east-1/AWSReservedSSO_Analyst_0123456789abcdef is there.',
      'arn:aws:sso::123456789012:application/ssoins-7223b02ad04c27be/apl-a2cdc9a1b4f0b9d5',
      'arn:aws:redshift-serverless:us-east-1:123456789012:workgroup/1f0c3a52-7d0e-4a54-9c9d-0a4b9f3a8c11',
      'analytics.123456789012.us-east-1.redshift-serverless.amazonaws.com:5439 can be reached.',
      '/opt/CompanyTools/Certificates/InternalRootAuthority2024.pem (found)',
      'arn:aws:sts::123456789012:assumed-role/RedshiftAnalystsOfTheDepartment/anna.longname@example.com',
      'Check the proxy: https://proxy.example.com:3128 does not answer.',
    ];
    assert.deepEqual(
      texts.map((text) => redact(text, '/home/anna')),
      texts,
    );
  });

  it('writes the home folder ~, and no other folder', () => {
    assert.deepEqual(
      [
        redact('/home/anna/.aws/config, /home/anna, /home/annabel/x, /mnt/home/anna', '/home/anna'),
        redact(String.raw`C:\Users\Anna\.aws\config`, 'C:\\Users\\Anna\\'),
        redact('/etc/ssl', '/'),
      ],
      ['~/.aws/config, ~, /home/annabel/x, /mnt/home/anna', String.raw`~\.aws\config`, '/etc/ssl'],
    );
  });
});
