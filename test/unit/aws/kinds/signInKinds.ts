import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeLoginCache, type LoginCacheState } from '../../../emulator/loginCache.js';
import { hour, type CredentialStage } from './credentialStage.js';
import { mayNothing, noPermission } from './keyKinds.js';
import type { Arrange, Cell, Kind } from './kind.js';

const role = ['sso_account_id = 123456789012', 'sso_role_name = Analyst'];

interface Form {
  readonly config: (place: readonly string[]) => readonly string[];
  /** What the AWS CLI names the sign-in's file after. */
  readonly fileOf: (startUrl: string) => string;
}

export const session: Form = {
  config: (place) => [...role, 'sso_session = corp', '[sso-session corp]', ...place],
  fileOf: () => 'corp',
};
const legacy: Form = { config: (place) => [...role, ...place], fileOf: (startUrl) => startUrl };

/** A profile in one of the forms, and Anna signed in for it. */
export function signedIn({ config, fileOf }: Form, lifeMs = hour, isSignedOut = false): Arrange {
  return async (stage) => {
    const { startUrl, region } = stage.company.world.identityCenter;
    await stage.profile(...config([`sso_start_url = ${startUrl}`, `sso_region = ${region}`]));
    const { content, signOut } = stage.signIn(lifeMs);
    await stage.ssoCache(fileOf(startUrl), content);
    if (isSignedOut) signOut();
  };
}

/** The sign-in's file holds this. */
function cached(form: Form, content: string): Arrange {
  return async (stage) => {
    await signedIn(form)(stage);
    await stage.ssoCache(form.fileOf(stage.company.world.identityCenter.startUrl), content);
  };
}

const notSignedIn = {
  says: 'Profile "analytics" is not signed in, or its sign-in has ended.',
  button: 'Sign In…',
};

function sso(form: Form): Kind {
  return {
    of: 'profile',
    works: signedIn(form),
    carriesNoIdentity: true,
    // The file says that it is good, and AWS that it is not: signed out elsewhere.
    expired: { arrange: signedIn(form, hour, true), ...notSignedIn },
    denied: {
      arrange: async (stage) => {
        await signedIn(form)(stage);
        stage.company.world.identityCenter.users[0]!.assignments = [];
      },
      says: 'Whoever signed in for profile "analytics" has no access to the account and role that its entry names. Check sso_account_id and sso_role_name, or sign in as somebody else.',
      button: 'Open AWS Config',
    },
    broken: { arrange: cached(form, '{"accessToken": "aoaAA'), ...notSignedIn },
  };
}

/** The profile of an `aws login`, whose cache is in this state. */
export function login(state: LoginCacheState): Arrange {
  return async (stage: CredentialStage) => {
    const folder = path.join(stage.product.home.folder, 'login');
    stage.variables({ AWS_LOGIN_CACHE_DIRECTORY: folder });
    stage.loginCache = await writeLoginCache(stage.company.aws, folder, stage.anna, state);
    await stage.profile(`login_session = ${stage.anna.arn}`);
  };
}

function loginCached(content: string): Arrange {
  return async (stage) => {
    await login('valid')(stage);
    await writeFile(stage.loginCache!, content);
  };
}

const notLoggedIn = {
  says: 'Profile "analytics" is not signed in to the console, or its sign-in has ended. Sign in with the AWS CLI, then retry.',
  button: 'Copy Sign-In Command',
};

/** Sign-ins of a person. */
export const signInKinds: Readonly<Record<string, Kind>> = {
  'sso-session': sso(session),
  'legacy SSO': sso(legacy),
  '`aws login`': {
    of: 'profile',
    works: login('valid'),
    expired: {
      arrange: login('renewable'),
      says: 'The keys that `aws login` got for profile "analytics" have ended. Any command of the AWS CLI with this profile renews them while the sign-in lasts; then retry.',
      button: 'Copy Command',
    },
    denied: noPermission('profile "analytics"', async (stage) => {
      Object.assign(stage.anna, mayNothing);
      await login('valid')(stage);
    }),
    broken: { arrange: login('halfWritten'), ...notLoggedIn },
  },
};

/** Files of a sign-in in every odd shape: what was said of none is said of each. */
export const oddFiles: readonly (readonly [what: string, cell: Cell])[] = (
  [
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"signed in"'],
    ['an empty object', '{}'],
    ['a token that is a number', '{"accessToken": 5, "expiresAt": "2099-01-01T00:00:00Z"}'],
    ['an end that is no time', '{"accessToken": "x", "expiresAt": "soon"}'],
    ['bytes', '\u0000\ufffd\u0007'],
    ['many brackets', '['.repeat(100_000)],
  ] as const
).flatMap(([what, content]) => [
  [`${what}, sso-session`, { arrange: cached(session, content), ...notSignedIn }] as const,
  [`${what}, legacy SSO`, { arrange: cached(legacy, content), ...notSignedIn }] as const,
  [`${what}, \`aws login\``, { arrange: loginCached(content), ...notLoggedIn }] as const,
]);
