import { homedir } from 'node:os';
import path from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The keys of one profile or section. Nested keys are joined with a dot. */
export type Section = Readonly<Record<string, string | undefined>>;

/** The AWS config and credentials files. */
export interface AwsFiles {
  /** Profiles by name; of a profile in both files, the keys of both. */
  readonly profiles: ReadonlyMap<string, Section>;
  /** `[services NAME]` sections by name. */
  readonly services: ReadonlyMap<string, Section>;
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
  for (const [name, section] of Object.entries(configFile)) {
    if (name.startsWith('services.')) services.set(name.slice('services.'.length), section);
    else if (!name.startsWith('sso-session.')) profiles.set(name, section);
  }
  for (const [name, section] of Object.entries(credentialsFile)) {
    profiles.set(name, { ...profiles.get(name), ...section });
  }
  return { profiles, services };
}

function expand(file: string | undefined): string | undefined {
  if (file === undefined || file === '') return undefined;
  return file.startsWith('~/') ? path.join(homedir(), file.slice(2)) : file;
}
