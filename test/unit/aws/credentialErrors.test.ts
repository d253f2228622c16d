import type { CallerRefusal } from '../../emulator/rules.js';
import type { Principal } from '../../emulator/world/principal.js';
import { keysOf } from '../../fakes/company.js';
import type { Product } from '../../fakes/product.js';
import { SentenceTable } from '../../fakes/sentenceTable.js';
import { holdToSentence, type Case } from './refusedToken.js';

type Row = Omit<Case, 'cause'>;

const noIdentity: Omit<Row, 'callerRefusal'> = {
  provoke: change({ hasIdentity: false }),
  sentence:
    'These credentials carry no Identity Center identity (profile "analytics"). AWS gives Redshift tokens only to an identity-enhanced role session. Choose a profile that provides one to get the tokens.',
  button: 'Choose Other Credentials…',
};

const callerRefusals: readonly CallerRefusal[] = [
  'unsupportedOperationFault',
  'unsupportedOperationException',
  'accessDenied',
  'validation',
];

const keys: Readonly<Record<string, Row>> = {
  'credentials that have expired': {
    provoke: (product) => {
      const [principal] = product.aws.world.principals;
      principal!.credentialsExpireAtMs = product.edges.localClock.now() - 1000;
    },
    sentence: 'The AWS credentials of profile "analytics" have expired. Renew them, then retry.',
    button: 'Retry',
  },
  'an access key that AWS does not know': {
    provoke: change({ accessKeyId: 'ASIASOMEBODYELSE' }),
    sentence:
      'AWS does not know the access key of profile "analytics" in us-east-1. It may be deleted, its session token may be missing, or the region is not enabled.',
    button: 'Open AWS Credentials',
  },
  'a wrong secret key': {
    provoke: change({ secretAccessKey: 'another' }),
    sentence:
      'AWS rejects the signature made with the secret key of profile "analytics". The key may have been copied wrongly.',
    button: 'Open AWS Credentials',
  },
  'a clock that is an hour behind': {
    provoke: ({ aws, edges }) => (aws.rules.now = () => edges.localClock.now() + 3_600_000),
    sentence:
      "This computer's clock differs from AWS's by more than five minutes. Set the date and time, then retry.",
    button: 'Retry',
  },
};

const ssoProfile = 'sso_account_id = 123456789012\nsso_role_name = Analyst';
const ssoPlace = 'sso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1';
const notSignedIn = {
  sentence: 'Profile "analytics" is not signed in, or its sign-in has ended.',
  button: 'Sign In…',
};

const profiles: Readonly<Record<string, Row>> = {
  'a profile that is missing': {
    provoke: profile(undefined),
    sentence: 'Profile "analytics" is not in the AWS config files, or names no credentials.',
    button: 'Open AWS Config',
  },
  'a source profile that is missing': {
    provoke: profile('role_arn = arn:aws:iam::123456789012:role/x\nsource_profile = gone'),
    sentence: 'Profile "gone" is not in the AWS config files, or names no credentials.',
    button: 'Open AWS Config',
  },
  'an SSO sign-in that has ended': {
    provoke: profile(`sso_session = corp\n${ssoProfile}`, `[sso-session corp]\n${ssoPlace}`),
    ...notSignedIn,
  },
  'an SSO sign-in of a profile in the old form': {
    provoke: profile(`${ssoProfile}\n${ssoPlace}`),
    ...notSignedIn,
  },
  'an SSO session that is not in the files': {
    provoke: profile(`sso_session = corp\n${ssoProfile}`),
    sentence:
      'The entry of profile "analytics" in the AWS config files is incomplete. Check what it names: an sso-session, a source profile, a role.',
    button: 'Open AWS Config',
  },
  'a console sign-in that has ended': {
    provoke: profile('login_session = arn:aws:iam::123456789012:user/anna'),
    sentence:
      'Profile "analytics" is not signed in to the console, or its sign-in has ended. Sign in with the AWS CLI, then retry.',
    button: 'Copy Sign-In Command',
  },
  'a profile that needs an MFA code': {
    provoke: profile(
      'role_arn = arn:aws:iam::123456789012:role/x\nsource_profile = base\nmfa_serial = arn:aws:iam::123456789012:mfa/x',
      '',
      keysOf('base'),
    ),
    sentence: 'Profile "analytics" needs a code from an MFA device.',
    button: 'Enter Code…',
  },
  'a role that may not be assumed': {
    provoke: async (product) => {
      product.aws.inject({
        kind: 'error',
        operation: 'AssumeRole',
        name: 'AccessDenied',
        status: 403,
        message:
          'User: arn:aws:iam::123456789012:user/anna is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/x',
      });
      await profile(
        'role_arn = arn:aws:iam::123456789012:role/x\nsource_profile = base',
        '',
        keysOf('base'),
      )(product);
    },
    sentence:
      'The role of profile "analytics" cannot be assumed: the permission sts:AssumeRole is missing, or the role does not trust the caller.',
    button: 'Open AWS Config',
  },
  'a command in Restricted Mode': {
    provoke: async (product) => {
      product.edges.isTrusted = false;
      await profile('credential_process = echo {}')(product);
    },
    sentence:
      'Profile "analytics" gets its credentials from a command, and commands run only in a trusted workspace. Trust this workspace, then retry.',
    button: 'Manage Workspace Trust',
  },
  'a command that fails': {
    provoke: profile('credential_process = exit 3'),
    sentence:
      'The command that profile "analytics" gets its credentials from has failed. Run it in a terminal to see why.',
    button: 'Open AWS Config',
  },
  'profiles that lead to each other': {
    provoke: profile(
      'role_arn = arn:aws:iam::123456789012:role/x\nsource_profile = other',
      '[profile other]\nrole_arn = arn:aws:iam::123456789012:role/y\nsource_profile = analytics',
    ),
    sentence:
      'Profile "analytics" takes its credentials from itself, directly or through others. Check source_profile in the AWS config files.',
    button: 'Open AWS Config',
  },
};

const ways: Readonly<Record<string, Row>> = {
  'an endpoint where nobody listens': {
    provoke: endpoint('http://127.0.0.1:9'),
    sentence: 'The connection to AWS failed (ECONNREFUSED). Check the network or proxy, then retry.',
    button: 'Retry',
  },
  'an endpoint that has no address': {
    // A label of more than 63 characters is no name: no resolver has to be asked.
    provoke: endpoint(`http://${'a'.repeat(64)}.example`),
    sentence: 'The AWS endpoint of us-east-1 cannot be found. Check the network, and the region.',
    button: 'Retry',
  },
  'an endpoint that is no URL': {
    provoke: endpoint('nowhere'),
    sentence:
      'The endpoint that is configured for profile "analytics" is no URL. Check endpoint_url there, and AWS_ENDPOINT_URL.',
    button: 'Open AWS Config',
  },
};

describe('credential errors', () => {
  const table = new SentenceTable(
    'What a person reads when the credentials, or the way to AWS, are at fault:',
  );
  after(() => table.print());

  for (const callerRefusal of callerRefusals) {
    it(`says that an identity is missing, and keeps what was held, where AWS says so by ${callerRefusal}`, () =>
      holdToSentence({ cause: `no identity (${callerRefusal})`, callerRefusal, ...noIdentity }, table));
  }
  for (const [cause, row] of Object.entries({ ...keys, ...profiles, ...ways })) {
    it(`says what to do about ${cause}, and keeps what was held`, () =>
      holdToSentence({ cause, ...row }, table));
  }
});

function change(caller: Partial<Principal>): (product: Product) => void {
  return ({ aws }) => void Object.assign(aws.world.principals[0]!, caller);
}

/** The profile's entry becomes another one while the window is open. */
function profile(
  entry: string | undefined,
  more = '',
  credentials = '',
): (product: Product) => Promise<void> {
  return async ({ home, clients }) => {
    const own = entry === undefined ? '' : `[profile analytics]\nregion = us-east-1\n${entry}\n`;
    await home.writeConfig(`${own}${more}\n`);
    await home.writeCredentials(credentials);
    clients.drop();
  };
}

function endpoint(url: string): (product: Product) => void {
  return ({ home, clients }) => {
    home.env['AWS_ENDPOINT_URL'] = url;
    clients.drop();
  };
}
