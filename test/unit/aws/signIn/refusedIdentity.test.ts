import assert from 'node:assert/strict';
import { UserError } from '../../../../src/core/base/userError.js';
import { hourMs } from '../../../../src/core/base/duration.js';
import { IdentityStage } from './identityStage.js';

/** What is wrong at the company, what is said, and how far it came. */
type Case = readonly [string, (stage: IdentityStage) => unknown, string, readonly string[]];

const web = 'AssumeRoleWithWebIdentity';
const create = 'CreateTokenWithIAM';
const application = 'arn:aws:sso::123456789012:application/ssoins-7223b02ad04c27be/apl-a2cdc9a1b4f0b9d5';
const signer = 'arn:aws:iam::123456789012:role/TokenExchange';
const access = 'arn:aws:iam::123456789012:role/RedshiftAccess';

const cases: readonly Case[] = [
  [
    'the role for web identity does not trust the issuer',
    ({ world }) => (world.roles.signer.trust.webIdentities = []),
    `The role ${signer} does not take ID tokens of ISSUER from this person or client. Its trust policy must allow sts:AssumeRoleWithWebIdentity. [copyText]`,
    [`${web} AccessDenied`],
  ],
  [
    'IAM knows no such provider',
    ({ world }) => (world.issuers = []),
    'IAM refuses the ID token of ISSUER: it knows no OpenID provider ISSUER. An administrator can set this up in IAM. [copyText]',
    [`${web} InvalidIdentityToken`],
  ],
  [
    "the client is not among IAM's audiences",
    ({ world }) => (world.issuers[0]!.audiences = ['another']),
    'IAM refuses the ID token of ISSUER: the client id redshift-extension is not among the audiences of the OpenID provider. An administrator can set this up in IAM. [copyText]',
    [`${web} InvalidIdentityToken`],
  ],
  [
    'the application is another',
    ({ world }) =>
      (world.application.applicationArn = 'arn:aws:sso::123456789012:application/ssoins-1/apl-1'),
    `IAM Identity Center knows no application ${application} in us-east-1. Check both in the settings. [openSettings]`,
    [web, `${create} InvalidClientException`],
  ],
  [
    'the region is another',
    ({ world }) => (world.identityCenter.region = 'eu-west-1'),
    `The application ${application} is not in us-east-1. Set the region of IAM Identity Center. [openSettings]`,
    [web, `${create} InvalidRequestRegionException`],
  ],
  [
    'the actor policy names others',
    ({ world }) => (world.application.actors = ['210987654321']),
    `The credentials that sign for the application ${application} may not call sso-oauth:CreateTokenWithIAM. Its actor policy, and theirs, must allow it. [copyText]`,
    [web, `${create} AccessDeniedException`],
  ],
  [
    'the person is not assigned',
    ({ world }) => (world.application.assignedUsers = ['ben@example.com']),
    `This person is not assigned to the application ${application} in IAM Identity Center. An administrator can assign them, or a group of theirs. [copyText]`,
    [web, `${create} AccessDeniedException`],
  ],
  [
    'the application has no JWT bearer grant',
    ({ world }) => (world.application.authorizedIssuers = []),
    `The application ${application} has no grant for tokens of ISSUER. An administrator must add the JWT bearer grant with this issuer. [copyText]`,
    [web, `${create} UnauthorizedClientException`],
  ],
  [
    'the application takes tokens for another client',
    ({ world }) => (world.application.authorizedIssuers[0]!.audiences = ['another']),
    `The application ${application} does not take tokens for the client redshift-extension (audience). [retry]`,
    [web, `${create} InvalidGrantException`],
  ],
  [
    'the tokens need a jti and have none',
    ({ aws, provider }) => {
      aws.rules.needsJti = true;
      provider.rules.hasJti = false;
    },
    'The tokens of ISSUER have no "jti", which IAM Identity Center needs to take each once. [retry]',
    [web, `${create} InvalidGrantException`],
  ],
  [
    'a JWT is refused without a word why',
    ({ aws, world }) => {
      aws.rules.assertionRefusal = 'unnamed';
      world.application.claim = 'sub';
    },
    'IAM Identity Center refuses the token of ISSUER. Check its trusted token issuer, the audience redshift-extension, and the clock. [retry]',
    [web, `${create} InvalidGrantException`],
  ],
  [
    'nobody in the directory is like the token',
    ({ world }) => (world.application.claim = 'sub'),
    'IAM Identity Center finds no user for the token of ISSUER. Check the claim that its issuer is mapped by. [retry]',
    [web, `${create} InvalidGrantException`],
  ],
  [
    'the answer carries no identity',
    ({ world }) => (world.application.scopes = ['redshift:connect']),
    `IAM Identity Center answered without an identity for the application ${application}. Its access scopes must include sts:identity_context. [copyText]`,
    [web, create],
  ],
  [
    'the trust policy lacks sts:SetContext',
    ({ world }) => (world.roles.access.trust.maySetContext = false),
    `The role ${access} may not carry an identity: its trust policy lacks sts:SetContext beside sts:AssumeRole. [copyText]`,
    [web, create, 'AssumeRole AccessDenied'],
  ],
  [
    'the access role trusts others',
    ({ world }) => (world.roles.access.trust.principals = ['210987654321']),
    `The role ${access} cannot be assumed: it is not there, or its trust policy does not name the credentials that sign for the application. [copyText]`,
    [web, create, 'AssumeRole AccessDenied'],
  ],
  [
    "AWS's clock is an hour ahead",
    ({ aws, clock }) => (aws.rules.now = () => clock.now() + 2 * hourMs),
    'AWS takes the token of ISSUER for expired. Check the clocks of this computer and of the provider, then retry. [retry]',
    [`${web} ExpiredTokenException`],
  ],
  [
    'AWS throttles',
    ({ aws }) => aws.inject({ kind: 'throttle', operation: create }),
    'AWS is throttling these calls. Wait a minute, then retry. [retry]',
    [web, `${create} ThrottlingException`],
  ],
];

describe('An identity that AWS refuses gets a sentence where', () => {
  let stage: IdentityStage;
  afterEach(() => stage.close());

  for (const [what, spoil, expected, calls] of cases) {
    it(what, async () => {
      stage = await IdentityStage.start();
      const { enter } = stage.window();
      spoil(stage);
      await assert.rejects(enter(), (error) => {
        assert.ok(error instanceof UserError);
        const said = error.message.replaceAll(stage.provider.issuer, 'ISSUER');
        assert.deepEqual([`${said} [${error.action.kind}]`, stage.calls], [expected, calls]);
        return true;
      });
    });
  }

  it("a profile signs by a clock that is off from AWS's", async () => {
    stage = await IdentityStage.start({ entry: { applicationCredentials: { profile: 'signer' } } });
    stage.aws.rules.now = () => stage.clock.now() - hourMs / 2;
    await assert.rejects(stage.window().enter(), {
      message:
        "This computer's clock differs from AWS's by more than five minutes. Set the date and time, then retry.",
    });
  });
});
