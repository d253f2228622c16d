import type { Arrange, Cell } from './kind.js';
import { session, signedIn } from './signInKinds.js';

const itself = {
  says: 'Profile "analytics" takes its credentials from itself, directly or through others. Check source_profile in the AWS config files.',
  button: 'Open AWS Config',
};
const notThere = {
  says: 'Profile "analytics" is not in the AWS config files, or names no credentials.',
  button: 'Open AWS Config',
};
const noAnswer = (code: string): Omit<Cell, 'arrange'> => ({
  says: `IAM Identity Center gave no answer that can be used for profile "analytics" (${code}). Check the network or proxy, then retry.`,
  button: 'Retry',
});
const nothingHere = {
  says: 'What credential_source of profile "analytics" names gives no credentials here. Check that it is right for this computer, and the role of the container or instance.',
  button: 'Open AWS Config',
};
const config =
  (text: string): Arrange =>
  ({ product }) =>
    product.home.writeConfig(text);

const role = 'role_arn = arn:aws:iam::123456789012:role/Reporting';

/** Entries of config files that lead nowhere. */
export const oddEntries: Readonly<Record<string, Cell>> = {
  'a profile that refers to itself': {
    arrange: (stage) => stage.profile(role, 'source_profile = analytics'),
    ...itself,
  },
  'profiles that refer to each other': {
    arrange: (stage) =>
      stage.profile(role, 'source_profile = b', '[profile b]', role, 'source_profile = analytics'),
    ...itself,
  },
  'a file of bytes': { arrange: config('\u0000\u0001\ufffd'.repeat(1000)), ...notThere },
  'a file with half a section': { arrange: config('[profile analytics\nregion = us-east-1'), ...notThere },
  'a role without a place to take credentials from': { arrange: (stage) => stage.profile(role), ...notThere },
  'a role that shall last no time': {
    arrange: async (stage) => {
      const { accessKeyId, secretAccessKey } = stage.anna;
      await stage.profile(
        role,
        'source_profile = anna',
        'duration_seconds = soon',
        '[profile anna]',
        `aws_access_key_id = ${accessKeyId}`,
        `aws_secret_access_key = ${secretAccessKey}`,
      );
    },
    says: 'AWS does not accept what profile "analytics" says of its role. Check role_arn, role_session_name and duration_seconds there.',
    button: 'Open AWS Config',
  },
  'a sign-in whose service nobody can reach': {
    arrange: async (stage) => {
      await signedIn(session)(stage);
      stage.variables({ AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:9' });
    },
    ...noAnswer('ECONNREFUSED'),
  },
  'a sign-in whose service is asked too much': {
    arrange: async (stage) => {
      await signedIn(session)(stage);
      const name = 'TooManyRequestsException';
      const operation = 'GetRoleCredentials';
      stage.company.aws.inject({ kind: 'error', operation, name, status: 429, message: 'no', times: 2 });
    },
    ...noAnswer('TooManyRequestsException'),
  },
  'a web identity token that is none': {
    arrange: async (stage) => {
      const file = await stage.file('web-token', 'not a token');
      await stage.profile(`role_arn = ${stage.role('signer').arn}`, `web_identity_token_file = ${file}`);
    },
    says: 'AWS does not accept the web identity token of profile "analytics". Check that its file holds an ID token, and the provider and audience that IAM knows.',
    button: 'Open AWS Config',
  },
  'a role whose container is none': {
    arrange: (stage) => stage.profile(role, 'credential_source = EcsContainer'),
    ...nothingHere,
  },
  'a role whose container answers something else': {
    arrange: async (stage) => {
      stage.variables({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${stage.company.aws.url}/device` });
      await stage.profile(role, 'credential_source = EcsContainer');
    },
    ...nothingHere,
  },
};
