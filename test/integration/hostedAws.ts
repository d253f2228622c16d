import { writeFile } from 'node:fs/promises';
import { AwsEmulator } from '../emulator/awsEmulator.js';
import { demoAwsFiles, demoWorld } from '../emulator/demoWorld.js';
import type { RequestRecord } from '../emulator/requestRecord.js';

/** An AWS in this process, and the AWS files that the environment names, which lead there. */
export class HostedAws {
  private constructor(
    readonly emulator: AwsEmulator,
    private readonly config: string,
  ) {}

  static async start(): Promise<HostedAws> {
    const emulator = await AwsEmulator.start({ world: demoWorld() });
    const { config, credentials } = demoAwsFiles(emulator.url);
    const hosted = new HostedAws(emulator, config);
    await writeFile(fileNamed('AWS_SHARED_CREDENTIALS_FILE'), credentials);
    await hosted.writeConfig();
    return hosted;
  }

  /** Writes the config file, and in it another region for the default profile where one is given. */
  async writeConfig(defaultRegion?: string): Promise<void> {
    const text =
      defaultRegion === undefined
        ? this.config
        : this.config.replace(/(?<=\[default\]\nregion = )\S+/, defaultRegion);
    await writeFile(fileNamed('AWS_CONFIG_FILE'), text);
  }

  /** What was asked since the last `forgetRequests`. */
  asked(operation: string): readonly RequestRecord[] {
    return this.emulator.requests.filter((request) => request.operation === operation);
  }

  /** The names of each call for a token since the last `forgetRequests`. */
  get tokenCalls(): readonly (readonly string[])[] {
    return this.asked('GetIdentityCenterAuthToken').map(({ workgroupNames }) => workgroupNames ?? []);
  }

  /** Region and caller of each listing that AWS answered well. */
  get listings(): readonly string[] {
    return this.asked('ListWorkgroups')
      .filter(({ status }) => status === 200)
      .map(({ region, principalArn }) => `${region ?? ''} ${principalArn?.split('/')[1] ?? ''}`);
  }

  forgetRequests(): void {
    this.emulator.requests.length = 0;
  }
}

function fileNamed(variable: string): string {
  const file = process.env[variable];
  if (file === undefined) throw new Error(`${variable} names no file that tests may write.`);
  return file;
}
