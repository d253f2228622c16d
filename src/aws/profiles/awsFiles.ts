import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import * as l10n from '@vscode/l10n';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The keys of one profile or section. Nested keys are joined with a dot. */
export type Section = Readonly<Record<string, string | undefined>>;

/** Where a container says that it gives credentials. */
export const containerVariables = [
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

/** The AWS config and credentials files. */
export interface AwsFiles {
  /** Profiles by name; of a profile in both files, the keys of both. */
  readonly profiles: ReadonlyMap<string, Section>;
  /** `[services NAME]` sections by name. */
  readonly services: ReadonlyMap<string, Section>;
  /** `[sso-session NAME]` sections by name. */
  readonly ssoSessions: ReadonlyMap<string, Section>;
  /** A sentence for each file that is there and cannot be read. */
  readonly problems: readonly string[];
}

/** Where the AWS CLI would look for its files. */
export function awsFilePaths(env: Environment): { readonly config: string; readonly credentials: string } {
  const folder = path.join(homedir(), '.aws');
  return {
    config: expand(env.AWS_CONFIG_FILE) ?? path.join(folder, 'config'),
    credentials: expand(env.AWS_SHARED_CREDENTIALS_FILE) ?? path.join(folder, 'credentials'),
  };
}

/** Reads both files anew. A file that is not there is an empty one. */
export async function readAwsFiles(env: Environment): Promise<AwsFiles> {
  const { loadSharedConfigFiles } = await import('../sdk.js');
  const paths = awsFilePaths(env);
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    filepath: paths.credentials,
    configFilepath: paths.config,
    ignoreCache: true,
  });
  const profiles = new Map<string, Section>();
  const services = new Map<string, Section>();
  const ssoSessions = new Map<string, Section>();
  for (const [name, section] of Object.entries(configFile)) {
    if (name.startsWith('services.')) services.set(name.slice('services.'.length), section);
    else if (name.startsWith('sso-session.')) ssoSessions.set(name.slice('sso-session.'.length), section);
    else profiles.set(name, section);
  }
  for (const [name, section] of Object.entries(credentialsFile)) {
    profiles.set(name, { ...profiles.get(name), ...section });
  }
  const problems = await Promise.all([paths.config, paths.credentials].map(unreadable));
  return { profiles, services, ssoSessions, problems: problems.filter((problem) => problem !== undefined) };
}

/** The SDK takes what it cannot read, a folder in the file's place included, for an empty file; a person should know. */
async function unreadable(file: string): Promise<string | undefined> {
  try {
    await readFile(file);
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    return l10n.t(
      'The AWS file {0} cannot be read ({1}). Check that it is a file, and its permissions.',
      file,
      String(code),
    );
  }
}

function expand(file: string | undefined): string | undefined {
  if (file === undefined || file === '') return undefined;
  return file.startsWith('~/') ? path.join(homedir(), file.slice(2)) : file;
}
