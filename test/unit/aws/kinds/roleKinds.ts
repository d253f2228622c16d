import { allPermissions } from '../../../emulator/world/permissions.js';
import { idToken } from '../../emulator/identityAws.js';
import { hour, type CredentialStage } from './credentialStage.js';
import type { Arrange, Cell, Kind } from './kind.js';

/** The profile `anna`, with her keys, which the other one takes its credentials from. */
async function base({ product, anna }: CredentialStage, keyId = anna.accessKeyId): Promise<void> {
  await product.home.writeCredentials(
    `[anna]\naws_access_key_id = ${keyId}\naws_secret_access_key = ${anna.secretAccessKey}\n`,
  );
}

/** Anna's profile, and one that assumes a role with her keys. */
function role(name: 'reporting' | 'guarded', ...lines: readonly string[]): Arrange {
  return async (stage) => {
    await base(stage);
    await stage.profile(`role_arn = ${stage.role(name).arn}`, 'source_profile = anna', ...lines);
  };
}

/** One after another. */
const both =
  (...all: readonly Arrange[]): Arrange =>
  async (stage) => {
    for (const arrange of all) await arrange(stage);
  };

const chain: Arrange = async (stage) => {
  const [first, second] = [stage.role('access'), stage.role('guarded')];
  second.trust = { ...second.trust, needsMfa: false, principals: [first.arn] };
  await base(stage);
  await stage.profile(
    `role_arn = ${second.arn}`,
    'source_profile = first',
    '[profile first]',
    `role_arn = ${first.arn}`,
    'source_profile = anna',
  );
};
const externalId = 'external_id = reporting-7';
const device = 'mfa_serial = arn:aws:iam::123456789012:mfa/anna';
const types =
  (code: string): Arrange =>
  ({ product }) =>
    (product.edges.mfaCode = () => Promise.resolve(code));
const baseHasEnded: Arrange = ({ anna }) => (anna.credentialsExpireAtMs = Date.now() - 1000);

const cannotAssume = (arrange: Arrange): Cell => ({
  arrange,
  says: 'The role of profile "analytics" cannot be assumed: the permission sts:AssumeRole is missing, or the role does not trust the caller.',
  button: 'Open AWS Config',
});
const expired = (arrange: Arrange): Cell => ({
  arrange: both(arrange, baseHasEnded),
  says: 'The AWS credentials of profile "analytics" have expired. Renew them, then retry.',
  button: 'Retry',
});
const fromMachine = (source: string): Arrange => {
  return async (stage) => {
    stage.variables({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${stage.company.aws.url}/container-credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'Basic container-EXAMPLE',
    });
    await stage.profile(
      `role_arn = ${stage.role('reporting').arn}`,
      `credential_source = ${source}`,
      externalId,
    );
  };
};

const tokenFile = async (stage: CredentialStage, seconds = 300): Promise<string> =>
  stage.file('web-token', await idToken({}, { seconds }));
const webProfile =
  (file?: string, seconds?: number): Arrange =>
  async (stage) => {
    await stage.profile(
      `role_arn = ${stage.role('signer').arn}`,
      `web_identity_token_file = ${file ?? (await tokenFile(stage, seconds))}`,
    );
  };
const webVariables =
  (file?: string, seconds?: number): Arrange =>
  async (stage) => {
    stage.variables({
      AWS_ROLE_ARN: stage.role('signer').arn,
      AWS_WEB_IDENTITY_TOKEN_FILE: file ?? (await tokenFile(stage, seconds)),
    });
  };
const mayAll: Arrange = (stage) => (stage.role('signer').permissions = allPermissions());
const trustsNoWebIdentity: Arrange = (stage) => (stage.role('signer').trust.webIdentities = []);

function webIdentity(
  of: Kind['of'],
  owner: string,
  button: string,
  give: (file?: string, seconds?: number) => Arrange,
): Kind {
  return {
    of,
    works: both(mayAll, give()),
    carriesNoIdentity: true,
    expired: {
      arrange: give(undefined, -600),
      says: `The web identity token of ${owner} has expired. What writes its file must write a new one; then retry.`,
      button: 'Retry',
    },
    denied: {
      arrange: both(give(), trustsNoWebIdentity),
      says: `The role of ${owner} does not trust the web identity token, or does not exist. Its trust policy must allow sts:AssumeRoleWithWebIdentity.`,
      button,
    },
    broken: {
      arrange: give('/nowhere/token'),
      says: `The file of the web identity token of ${owner} cannot be read (ENOENT). Check its path and permissions.`,
      button,
    },
  };
}

/** Sessions of roles. */
export const roleKinds: Readonly<Record<string, Kind>> = {
  'assume role, in a chain': {
    of: 'profile',
    works: chain,
    carriesNoIdentity: true,
    expired: expired(chain),
    denied: cannotAssume(both(chain, (stage) => (stage.role('access').trust.principals = []))),
    broken: {
      arrange: async (stage) => {
        await stage.profile('role_arn = arn:aws:iam::123456789012:role/x', 'source_profile = gone');
      },
      says: 'Profile "gone" is not in the AWS config files, or names no credentials.',
      button: 'Open AWS Config',
    },
  },
  'assume role, external id': {
    of: 'profile',
    works: role('reporting', externalId),
    carriesNoIdentity: true,
    expired: expired(role('reporting', externalId)),
    denied: cannotAssume(role('reporting', 'external_id = another')),
    broken: {
      arrange: async (stage) => {
        await base(stage);
        await stage.profile('role_arn = Reporting', 'source_profile = anna', externalId);
      },
      says: 'AWS does not accept what profile "analytics" says of its role. Check role_arn, role_session_name and duration_seconds there.',
      button: 'Open AWS Config',
    },
  },
  'assume role, MFA': {
    of: 'profile',
    works: both(role('guarded', device), types('123456')),
    carriesNoIdentity: true,
    expired: expired(both(role('guarded', device), types('123456'))),
    denied: {
      arrange: both(role('guarded', device), types('000000')),
      says: 'AWS did not accept the MFA code of profile "analytics". Enter the next one that the device shows.',
      button: 'Enter Code…',
    },
    broken: {
      arrange: async (stage) => {
        await stage.profile(`role_arn = ${stage.role('guarded').arn}`, 'source_profile = gone', device);
        // A code would be for nothing: each is accepted once.
        stage.product.edges.mfaCode = () => Promise.reject(new Error('asked for a code'));
      },
      says: 'Profile "gone" is not in the AWS config files, or names no credentials.',
      button: 'Open AWS Config',
    },
  },
  'assume role, credential_source': {
    of: 'profile',
    works: fromMachine('EcsContainer'),
    carriesNoIdentity: true,
    expired: {
      arrange: both(fromMachine('EcsContainer'), (stage) => {
        stage.company.world.machine.container.lifeMs = -hour;
      }),
      says: 'The AWS credentials of profile "analytics" have expired. Renew them, then retry.',
      button: 'Retry',
    },
    denied: {
      arrange: both(fromMachine('EcsContainer'), (stage) =>
        stage.variables({ AWS_CONTAINER_AUTHORIZATION_TOKEN: 'another' }),
      ),
      says: 'What credential_source of profile "analytics" names gives no credentials here. Check that it is right for this computer, and the role of the container or instance.',
      button: 'Open AWS Config',
    },
    broken: {
      arrange: fromMachine('Container'),
      says: 'The credentials of profile "analytics" could not be loaded. Check its entry in the AWS config files.',
      button: 'Open AWS Config',
    },
  },
  'web identity, profile': webIdentity('profile', 'profile "analytics"', 'Open AWS Config', webProfile),
  'web identity, environment': webIdentity('environment', 'the environment', 'Retry', webVariables),
};
