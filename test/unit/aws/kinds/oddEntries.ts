import type { Arrange, Cell } from './kind.js';

const itself = {
  says: 'Profile "analytics" takes its credentials from itself, directly or through others. Check source_profile in the AWS config files.',
  button: 'Open AWS Config',
};
const notThere = {
  says: 'Profile "analytics" is not in the AWS config files, or names no credentials.',
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
};
