import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const isOfAws = (name: string): boolean => name.startsWith('AWS_') || name === 'HOME';

/** A home folder with AWS files of its own, and an environment that leads there. The SDK reads `process.env` itself. */
export class AwsHome {
  private constructor(
    readonly folder: string,
    readonly env: Record<string, string>,
    private readonly before: ReadonlyMap<string, string>,
  ) {}

  /** Takes the place of every AWS variable of the process until it is left. */
  static async enter(env: Readonly<Record<string, string>> = {}): Promise<AwsHome> {
    const folder = await mkdtemp(path.join(tmpdir(), 'aws-home-'));
    const before = new Map(
      Object.entries(process.env).filter((entry): entry is [string, string] => isOfAws(entry[0])),
    );
    const all = {
      HOME: folder,
      AWS_CONFIG_FILE: path.join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
      ...env,
    };
    replaceEnvironment(all);
    return new AwsHome(folder, all, before);
  }

  async writeConfig(text: string): Promise<void> {
    await writeFile(this.env['AWS_CONFIG_FILE']!, text);
  }

  async writeCredentials(text: string): Promise<void> {
    await writeFile(this.env['AWS_SHARED_CREDENTIALS_FILE']!, text);
  }

  async leave(): Promise<void> {
    replaceEnvironment(Object.fromEntries(this.before));
    await rm(this.folder, { recursive: true, force: true });
  }
}

function replaceEnvironment(env: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env).filter(isOfAws)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, env);
}
