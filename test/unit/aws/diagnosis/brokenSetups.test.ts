import assert from 'node:assert/strict';
import { hourMs } from '../../../../src/core/base/duration.js';
import type { Diagnosis } from '../../../../src/core/diagnosis/diagnosis.js';
import type { Finding } from '../../../../src/core/diagnosis/finding.js';
import { reportText } from '../../../../src/core/diagnosis/report.js';
import { DiagnosisStage } from './diagnosisStage.js';

const application = 'arn:aws:sso::123456789012:application/ssoins-7223b02ad04c27be/apl-a2cdc9a1b4f0b9d5';
const access = 'arn:aws:iam::123456789012:role/RedshiftAccess';

interface Case {
  readonly what: string;
  readonly spoil: (stage: DiagnosisStage) => unknown;
  /** Title, text and next step of each line that is neither ok nor passed over. */
  readonly wrong: readonly (readonly [title: string, text: string, next: string])[];
  /** Titles of what was not looked at. */
  readonly skipped: readonly string[];
}

const afterChain = ['Token call', 'Listing', 'Workgroup analytics, token', 'Workgroup marketing, token'];
const keysOf = 'Credentials that browse and get tokens';

const cases: readonly Case[] = [
  {
    what: 'the trust policy of the access role lacks sts:SetContext',
    spoil: ({ company }) => (company.world.roles.access.trust.maySetContext = false),
    wrong: [
      [
        'Identity "company", AssumeRole',
        `The role ${access} may not carry an identity: its trust policy lacks sts:SetContext beside sts:AssumeRole.`,
        `An administrator adds sts:SetContext to the trust policy of ${access}.`,
      ],
    ],
    skipped: [keysOf, ...afterChain],
  },
  {
    what: 'the person is not assigned to the application',
    spoil: ({ company }) => (company.world.application.assignedUsers = ['ben@example.com']),
    wrong: [
      [
        'Identity "company", CreateTokenWithIAM',
        `This person is not assigned to the application ${application} in IAM Identity Center. An administrator can assign them, or a group of theirs.`,
        `An administrator assigns this person, or a group of theirs, to ${application}.`,
      ],
    ],
    skipped: [keysOf, 'Identity "company", AssumeRole', ...afterChain],
  },
  {
    what: 'the application takes tokens for another audience',
    spoil: ({ company }) => (company.world.application.authorizedIssuers[0]!.audiences = ['another']),
    wrong: [
      [
        'Identity "company", CreateTokenWithIAM',
        `The application ${application} does not take tokens for the client redshift-extension (audience).`,
        `An administrator adds the audience redshift-extension to the JWT bearer grant of ${application}.`,
      ],
    ],
    skipped: [keysOf, 'Identity "company", AssumeRole', ...afterChain],
  },
  {
    what: "this computer's clock is an hour ahead",
    spoil: ({ product }) => product.edges.localClock.advance(hourMs),
    wrong: [
      [
        'Clock',
        "This computer's clock is 60 minutes ahead of AWS's. AWS refuses what is signed more than five minutes off, and tokens seem expired.",
        'Set the date, the time and the time zone of this computer, best by its time service.',
      ],
    ],
    skipped: [],
  },
  {
    what: 'the source asks another region than its workgroup is in',
    spoil: async (stage) => {
      const { product } = stage;
      const host = 'analytics.123456789012.us-east-1.redshift-serverless.amazonaws.com';
      product.edges.sources = [
        { identity: 'company', region: 'eu-central-1', workgroups: [{ name: 'analytics', host }] },
      ];
      product.list.invalidate();
      const { sources } = await product.list.read();
      await product.selection.set(product.catalogue.workgroups(sources[0]!), true);
    },
    wrong: [
      [
        'Region',
        'Workgroup analytics is in us-east-1, and this source asks eu-central-1.',
        'Add a source in us-east-1, and the workgroup there.',
      ],
    ],
    skipped: ['Workgroup analytics, token'],
  },
  {
    what: 'Identity Center is in another region',
    spoil: ({ company }) => (company.world.identityCenter.region = 'eu-west-1'),
    wrong: [
      [
        'Identity "company", CreateTokenWithIAM',
        `The application ${application} is not in us-east-1. Set the region of IAM Identity Center.`,
        'Set identityCenterRegion of "company" to the region of IAM Identity Center; it may be another than that of the workgroups.',
      ],
    ],
    skipped: [keysOf, 'Identity "company", AssumeRole', ...afterChain],
  },
  {
    what: 'the sign-in has ended',
    spoil: (stage) => stage.pass(15 * 24 * hourMs),
    wrong: [
      [
        'Identity "company", sign-in',
        'The sign-in with the identity "company" has ended. Sign in again, then retry.',
        'Run Sign In… with the identity "company".',
      ],
    ],
    skipped: [
      keysOf,
      'Identity "company", AssumeRoleWithWebIdentity',
      'Identity "company", CreateTokenWithIAM',
      'Identity "company", AssumeRole',
      ...afterChain,
    ],
  },
];

describe('Diagnose… on a set-up where', () => {
  let stage: DiagnosisStage;
  const reports: string[] = [];
  beforeEach(async () => (stage = await DiagnosisStage.start()));
  afterEach(() => stage.close());
  after(() => console.log(['\n    Failed lines of the reports', ...reports, ''].join('\n')));

  it('all is well says so of every link and every check', async () => {
    stage.pass();
    const diagnosis = await stage.diagnose();
    assert.deepEqual(
      diagnosis.findings.map(({ title, verdict }) => `${verdict} ${title}`),
      [
        'AWS config files',
        'Environment',
        keysOf,
        'Caller identity of identity "company"',
        'Identity "company", sign-in',
        'Identity "company", AssumeRoleWithWebIdentity',
        'Identity "company", CreateTokenWithIAM',
        'Identity "company", AssumeRole',
        'Token call',
        'Clock',
        'Proxy',
        'Certificates',
        'API endpoint',
        'Listing',
        'Region',
        'Workgroup analytics, token',
        'Workgroup analytics, host and port',
        'Workgroup marketing, token',
        'Workgroup marketing, host and port',
        'Keyring',
      ].map((title) => `ok ${title}`),
    );
    holdsNoSecret(diagnosis, stage);
  });

  for (const { what, spoil, wrong, skipped } of cases) {
    it(`${what} names just that`, async () => {
      stage.pass();
      await spoil(stage);
      const diagnosis = await stage.diagnose();
      const of = (isWanted: (finding: Finding) => boolean) => diagnosis.findings.filter(isWanted);
      const found = of(({ verdict }) => verdict === 'failed' || verdict === 'warning');
      reports.push(`      ${what}:`, ...found.map(line));
      assert.deepEqual(
        {
          wrong: found.map(({ title, text, next }) => [title, text, next]),
          skipped: of(({ verdict }) => verdict === 'skipped')
            .map(({ title }) => title)
            .sort(),
        },
        { wrong, skipped: [...skipped].sort() },
      );
      holdsNoSecret(diagnosis, stage);
    });
  }
});

const line = ({ verdict, title, text, next }: Finding): string =>
  `        ${verdict}: ${title}. ${text} → ${next ?? ''}`;

/** No key, token or refresh token that anybody has got so far, and no account where they are hidden. */
function holdsNoSecret(diagnosis: Diagnosis, { company, product }: DiagnosisStage): void {
  const frame = { productVersion: '1.2.3', vscodeVersion: '1.105.0', place: 'linux' };
  const text = reportText(diagnosis, frame);
  const keys = company.world.principals.flatMap(
    ({ accessKeyId, secretAccessKey, sessionToken = secretAccessKey }) => [
      accessKeyId,
      secretAccessKey,
      sessionToken,
    ],
  );
  const records = [...product.edges.secrets.records.values()].flatMap((record) =>
    Object.values(JSON.parse(record) as Record<string, unknown>).filter(
      (value) => typeof value === 'string' && value.length > 30 && !value.includes(' '),
    ),
  );
  const secrets = [...keys, ...company.aws.tokens.map(({ value }) => value), ...(records as string[])];
  assert.ok(secrets.length > 5);
  assert.deepEqual(
    secrets.filter((secret) => text.includes(secret)),
    [],
  );
  assert.doesNotMatch(reportText(diagnosis, frame, { hidesAccounts: true }), /\d{12}/);
}
