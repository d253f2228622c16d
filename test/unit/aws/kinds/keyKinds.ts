import { madeKeys } from '../../../emulator/identity/madeSecret.js';
import type { Principal } from '../../../emulator/world/principal.js';
import type { CredentialStage } from './credentialStage.js';
import type { Arrange, Cell, Kind } from './kind.js';

type Give = (stage: CredentialStage, keys: Keys) => unknown;
type Keys = Pick<Principal, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'>;

const inFile: Give = async ({ product }, { accessKeyId, secretAccessKey, sessionToken }) => {
  await product.home.writeCredentials(
    [
      '[analytics]',
      `aws_access_key_id = ${accessKeyId}`,
      `aws_secret_access_key = ${secretAccessKey}`,
      ...(sessionToken === undefined ? [] : [`aws_session_token = ${sessionToken}`]),
      '',
    ].join('\n'),
  );
};

const inVariables: Give = (stage, { accessKeyId, secretAccessKey, sessionToken }) =>
  stage.variables({
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  });

const byCommand: Give = async (stage, keys) => stage.profile(await stage.command(answerOf(keys)));

function answerOf({ accessKeyId, secretAccessKey, sessionToken }: Keys, end?: number): string {
  return JSON.stringify({
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    ...(end === undefined ? {} : { Expiration: new Date(end).toISOString() }),
  });
}

/** Gives Anna's keys, those of a session of hers where asked, after something about her has changed. */
function annas(give: Give, change: Partial<Principal> = {}, isSession = true): Arrange {
  return (stage) => {
    if (isSession) stage.anna.sessionToken = madeKeys().sessionToken;
    const { accessKeyId, secretAccessKey, sessionToken } = stage.anna;
    const keys = { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
    Object.assign(stage.anna, change);
    return give(stage, keys);
  };
}

const analytics = 'profile "analytics"';
export const noPermission = (owner: string, arrange: Arrange): Cell => ({
  arrange,
  says: `Not allowed to list the workgroups of us-east-1: the credentials of ${owner} lack redshift-serverless:ListWorkgroups. Ask for it, or add the workgroups you know by name.`,
  button: 'Copy Policy',
  tokenSays: 'The credentials of ',
});
const unknownKey = (owner: string): string =>
  `AWS does not know the access key of ${owner} in us-east-1. It may be deleted, its session token may be missing, or the region is not enabled.`;
const expired = (owner: string): string =>
  `The AWS credentials of ${owner} have expired. Renew them, then retry.`;
export const mayNothing = { mayList: false, mayGetTokens: false };
const hasEnded = { credentialsExpireAtMs: Date.now() - 1000 };

/** Keys that somebody wrote down, or that a command prints. */
export const keyKinds: Readonly<Record<string, Kind>> = {
  'static keys': {
    of: 'profile',
    works: annas(inFile, {}, false),
    // Keys without an end are deleted or made inactive.
    expired: {
      arrange: annas(inFile, { accessKeyId: 'AKIADELETED' }, false),
      says: unknownKey(analytics),
      button: 'Open AWS Credentials',
    },
    denied: noPermission(analytics, annas(inFile, mayNothing, false)),
    broken: {
      arrange: annas(inFile, { secretAccessKey: 'another' }, false),
      says: `AWS rejects the signature made with the secret key of ${analytics}. The key may have been copied wrongly.`,
      button: 'Open AWS Credentials',
    },
  },
  'keys with a session token': {
    of: 'profile',
    works: annas(inFile),
    expired: { arrange: annas(inFile, hasEnded), says: expired(analytics), button: 'Retry' },
    denied: noPermission(analytics, annas(inFile, mayNothing)),
    broken: {
      arrange: annas(inFile, { sessionToken: 'another' }),
      says: unknownKey(analytics),
      button: 'Open AWS Credentials',
    },
  },
  'environment variables': {
    of: 'environment',
    works: annas(inVariables),
    expired: {
      arrange: annas(inVariables, hasEnded),
      says: expired('the environment'),
      button: 'Retry',
    },
    denied: noPermission('the environment', annas(inVariables, mayNothing)),
    broken: {
      arrange: annas(inVariables, { secretAccessKey: 'another' }),
      says: 'AWS rejects the signature made with the secret key of the environment. The key may have been copied wrongly.',
      button: 'Add Source…',
    },
  },
  credential_process: {
    of: 'profile',
    works: annas(byCommand),
    expired: {
      arrange: annas(async (stage, keys) => {
        await stage.profile(await stage.command(answerOf(keys, Date.now() - 1000)));
      }),
      says: 'The command that profile "analytics" gets its credentials from gave some that have expired. Sign in again where it takes them from, then retry.',
      button: 'Retry',
    },
    denied: {
      arrange: async (stage) => stage.profile(await stage.command('', '', true)),
      says: 'The command that profile "analytics" gets its credentials from has failed. Run it in a terminal to see why.',
      button: 'Open AWS Config',
    },
    broken: {
      arrange: async (stage) => stage.profile(await stage.command('<html>')),
      says: 'The command that profile "analytics" gets its credentials from gave none that can be used. Run it in a terminal to see what it prints.',
      button: 'Open AWS Config',
    },
  },
};
