import * as l10n from '@vscode/l10n';
import { type Action, Cancelled, UserError } from '../../core/base/userError.js';
import { parseFailure, type Failure } from '../failure.js';
import type { AwsFiles } from './awsFiles.js';
import { originOf } from './origin.js';

const openConfig: Action = { kind: 'openAwsConfig' };
const retry: Action = { kind: 'retry' };

/** The JavaScript engine's own words, where the SDK trips over what it has read. */
const stumbling = /^Cannot read properties of|^Invalid time value|is not a function$|is not iterable/;
/** Node's codes for a call that did not arrive; the providers keep no more of it than the text. */
const networkCode = /\b(E(?:CONN|HOST|NET|PIPE|TIMEDOUT)[A-Z]*|ENOTFOUND|EAI_AGAIN|TimeoutError)\b/;
/** Node's codes for a file that cannot be read. */
const fileCodes: readonly (string | undefined)[] = ['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR', 'EPERM'];

/**
 * A sentence for a profile whose credentials could not be had, by the kind of them; the error itself where that says
 * enough. The SDK's errors have one class and free text, which may hold what a command has printed.
 */
export function explainProfile(error: unknown, profile: string, files: AwsFiles): unknown {
  if (error instanceof UserError || error instanceof Cancelled) return error;
  const failure = parseFailure(error);
  const say = (message: string, action = openConfig): UserError =>
    new UserError(message, action, { cause: error });
  if (failure.message.startsWith('Detected a cycle')) {
    return say(
      l10n.t(
        'Profile "{0}" takes its credentials from itself, directly or through others. Check source_profile in the AWS config files.',
        profile,
      ),
    );
  }
  if (failure.name === 'ValidationError' || failure.name === 'MalformedInput') {
    return say(
      l10n.t(
        'AWS does not accept what profile "{0}" says of its role. Check role_arn, role_session_name and duration_seconds there.',
        profile,
      ),
    );
  }
  const { name, section } = originOf(profile, files);
  if (section.credential_process !== undefined) return explainCommand(failure, name, say) ?? error;
  if (section.web_identity_token_file !== undefined)
    return explainWebIdentity(failure, l10n.t('profile "{0}"', name), say) ?? error;
  if (section.credential_source !== undefined) return explainMachine(failure, name, say) ?? error;
  if (section.sso_account_id !== undefined) return explainSso(failure, name, say) ?? error;
  return isStumbling(failure) ? say(incomplete(name)) : error;
}

/** A sentence for a web identity that the environment names; the error itself where it says enough. */
export function explainEnvironment(error: unknown): unknown {
  const say = (message: string): UserError => new UserError(message, retry, { cause: error });
  return explainWebIdentity(parseFailure(error), l10n.t('the environment'), say) ?? error;
}

/** A sentence for a container that gave no credentials to the environment. */
export function explainContainer(error: unknown): UserError {
  const status = /status: (\d+)/.exec(parseFailure(error).message)?.[1];
  const message =
    status === undefined
      ? l10n.t(
          'The container that VS Code runs in gave no credentials that can be used. Check AWS_CONTAINER_CREDENTIALS_FULL_URI, then retry.',
        )
      : l10n.t(
          'The container that VS Code runs in refused to give credentials (HTTP status {0}). Check its role, then retry.',
          status,
        );
  return new UserError(message, retry, { cause: error });
}

type Say = (message: string, action?: Action) => UserError;

function isStumbling({ name, message }: Failure): boolean {
  return name === 'TypeError' || name === 'RangeError' || stumbling.test(message);
}

function incomplete(profile: string): string {
  return l10n.t(
    'The entry of profile "{0}" in the AWS config files is incomplete. Check what it names: an sso-session, a source profile, a role.',
    profile,
  );
}

function explainCommand(failure: Failure, name: string, say: Say): UserError | undefined {
  const { message } = failure;
  if (/credential_process returned expired/.test(message)) {
    return say(
      l10n.t(
        'The command that profile "{0}" gets its credentials from gave some that have expired. Sign in again where it takes them from, then retry.',
        name,
      ),
      retry,
    );
  }
  // A role that is assumed with what the command gives may be refused by AWS.
  if (failure.name !== 'CredentialsProviderError' && !isStumbling(failure)) return undefined;
  if (/^Command failed|^spawn /.test(message)) {
    return say(
      l10n.t(
        'The command that profile "{0}" gets its credentials from has failed. Run it in a terminal to see why.',
        name,
      ),
    );
  }
  return say(
    l10n.t(
      'The command that profile "{0}" gets its credentials from gave none that can be used. Run it in a terminal to see what it prints.',
      name,
    ),
  );
}

function explainWebIdentity(
  { name, message, code }: Failure,
  owner: string,
  say: Say,
): UserError | undefined {
  if (fileCodes.includes(code)) {
    return say(
      l10n.t(
        'The file of the web identity token of {0} cannot be read ({1}). Check its path and permissions.',
        owner,
        String(code),
      ),
    );
  }
  if (name.startsWith('ExpiredToken')) {
    return say(
      l10n.t(
        'The web identity token of {0} has expired. What writes its file must write a new one; then retry.',
        owner,
      ),
      retry,
    );
  }
  if (/^(InvalidIdentityToken|IDPRejectedClaim)/.test(name)) {
    return say(
      l10n.t(
        'AWS does not accept the web identity token of {0}. Check that its file holds an ID token, and the provider and audience that IAM knows.',
        owner,
      ),
    );
  }
  if (!name.startsWith('AccessDenied') || !message.includes('AssumeRoleWithWebIdentity')) return undefined;
  return say(
    l10n.t(
      'The role of {0} does not trust the web identity token, or does not exist. Its trust policy must allow sts:AssumeRoleWithWebIdentity.',
      owner,
    ),
  );
}

/** The providers of a container and of an instance throw errors of several classes, the JSON parser's among them. */
function explainMachine(failure: Failure, name: string, say: Say): UserError | undefined {
  const isOfMachine = /^(CredentialsProviderError|ProviderError|SyntaxError|InstanceMetadata\w+)$/;
  if (!isOfMachine.test(failure.name) || failure.message.startsWith('Unsupported credential source'))
    return undefined;
  return say(
    l10n.t(
      'What credential_source of profile "{0}" names gives no credentials here. Check that it is right for this computer, and the role of the container or instance.',
      name,
    ),
  );
}

function explainSso(failure: Failure, name: string, say: Say): Error | undefined {
  const { message } = failure;
  // Who signed in, or that nobody has, is said wherever it comes to light.
  if (/^(Unauthorized|Forbidden)Exception/.test(message)) return undefined;
  const code = networkCode.exec(message)?.[1] ?? /^(\w+Exception): /.exec(message)?.[1];
  if (code !== undefined) return say(notReached(l10n.t('IAM Identity Center'), name, code), retry);
  // A section that is not there is undefined; what a file of a sign-in holds may be null, and its time no time.
  if (/of undefined/.test(message)) return say(incomplete(name));
  return isStumbling(failure) ? providerError('SSO session') : undefined;
}

function notReached(service: string, profile: string, code: string): string {
  return l10n.t(
    '{0} gave no answer that can be used for profile "{1}" ({2}). Check the network or proxy, then retry.',
    service,
    profile,
    code,
  );
}

/** The text of {@link unusableCredentials}. */
const unusable = 'unusable';

/** What a provider gave is no credentials. */
export function unusableCredentials(): Error {
  return providerError(unusable);
}

/** Told apart by its text later, as the SDK's own are. */
function providerError(text: string): Error {
  return Object.assign(new Error(text), { name: 'CredentialsProviderError' });
}
