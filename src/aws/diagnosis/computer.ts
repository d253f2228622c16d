import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { asText } from '../../core/base/parse.js';
import { withoutLogin } from '../../core/diagnosis/redaction.js';
import type { ComputerProbe, FoundFile, FoundVariable } from '../../core/diagnosis/probes.js';
import { awsFilePaths, type Environment } from '../profiles/awsFiles.js';

/** Those of AWS's variables whose values say where and how, and are no secrets. Of all others, the names alone are told. */
const tellable = new Set([
  'AWS_CA_BUNDLE',
  'AWS_CONFIG_FILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_DEFAULT_REGION',
  'AWS_EC2_METADATA_DISABLED',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_MAX_ATTEMPTS',
  'AWS_PROFILE',
  'AWS_REGION',
  'AWS_RETRY_MODE',
  'AWS_ROLE_ARN',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'NODE_EXTRA_CA_CERTS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
]);

const isOfNetwork = (name: string): boolean =>
  /^((https?|all|no)_proxy|NODE_EXTRA_CA_CERTS|NODE_TLS_REJECT_UNAUTHORIZED)$/i.test(name);

const isEndpoint = (name: string): boolean => name.startsWith('AWS_ENDPOINT_URL');

/** Looks at the files and the environment of this computer. */
export class Computer implements ComputerProbe {
  readonly home = homedir();

  constructor(private readonly env: Environment) {}

  awsFiles(): Promise<readonly FoundFile[]> {
    const { config, credentials } = awsFilePaths(this.env);
    return Promise.all([config, credentials].map((file) => found(file, () => true)));
  }

  variables(): readonly FoundVariable[] {
    return Object.entries(this.env)
      .filter(
        ([name, value]) => asText(value) !== undefined && (name.startsWith('AWS_') || isOfNetwork(name)),
      )
      .map(([name, value]) => ({ name, value: shown(name, value ?? '') }))
      .sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  async certificates(): Promise<readonly (FoundFile & { readonly variable: string })[]> {
    const named = ['NODE_EXTRA_CA_CERTS', 'AWS_CA_BUNDLE'].filter(
      (variable) => asText(this.env[variable]) !== undefined,
    );
    return Promise.all(
      named.map(async (variable) => ({
        variable,
        ...(await found(this.env[variable] ?? '', (text) => text.includes('-----BEGIN CERTIFICATE-----'))),
      })),
    );
  }
}

function shown(name: string, value: string): string | undefined {
  if (tellable.has(name)) return value;
  return isEndpoint(name) || /_proxy$/i.test(name) ? withoutLogin(value) : undefined;
}

async function found(path: string, isRight: (text: string) => boolean): Promise<FoundFile> {
  try {
    return { path, kind: isRight(await readFile(path, 'utf8')) ? 'readable' : 'unlike' };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return { path, kind: code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable' };
  }
}
