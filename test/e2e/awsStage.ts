import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsEmulator } from '../emulator/awsEmulator.js';
import { demoAwsFiles, demoWorld } from '../emulator/demoWorld.js';
import { RedshiftStandIn } from '../emulator/redshift/redshiftStandIn.js';
import { temporaryFolder } from '../host/temporaryFolder.js';
import { TestWindow } from './window.js';

const minuteMs = 60_000;

interface StageOptions {
  readonly withDefaultProfile?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly changeInstalled?: (folder: string) => Promise<void>;
  /** Whether the workgroups are a Redshift that can be logged in to. */
  readonly withRedshift?: boolean;
}

/** A window of the packaged extension on the demo's company, and the AWS it talks to. */
export class AwsStage {
  private constructor(
    readonly aws: AwsEmulator,
    readonly window: TestWindow,
    private readonly standIn: RedshiftStandIn | undefined,
  ) {}

  /** Redshift, before which all workgroups are. */
  get redshift(): RedshiftStandIn {
    if (this.standIn === undefined) throw new Error('The stage was opened without Redshift.');
    return this.standIn;
  }

  static async open({
    withDefaultProfile = true,
    withRedshift = false,
    ...options
  }: StageOptions = {}): Promise<AwsStage> {
    const aws = await AwsEmulator.start({ world: demoWorld() });
    const standIn = withRedshift ? await RedshiftStandIn.create({ aws }) : undefined;
    standIn?.takeOver(aws.world);
    const env = standIn === undefined ? {} : { NODE_EXTRA_CA_CERTS: await authorityFile(standIn) };
    const files = withDefaultProfile ? demoAwsFiles(aws.url) : withoutDefault(demoAwsFiles(aws.url));
    const window = await TestWindow.open({
      ...options,
      env,
      prepare: async (stage) => {
        await writeFile(stage.configFile, files.config);
        await writeFile(stage.credentialsFile, files.credentials);
      },
    });
    return new AwsStage(aws, window, standIn);
  }

  /**
   * Lets time pass without waiting for it: AWS's clock goes ahead, and the extension, which counts in AWS's
   * time, learns of it from the next answer.
   */
  letMinutesPass(minutes: number): void {
    const before = this.aws.rules.now;
    this.aws.rules.now = () => before() + minutes * minuteMs;
  }

  /** How many tokens AWS has been asked for so far, and for which workgroups each time. */
  get tokenCalls(): readonly (readonly string[])[] {
    return this.aws.requests
      .filter(({ operation, status }) => operation === 'GetIdentityCenterAuthToken' && status === 200)
      .map(({ workgroupNames }) => workgroupNames ?? []);
  }

  async close(): Promise<void> {
    await this.window.close();
    await this.standIn?.stop();
    await this.aws.close();
  }
}

async function authorityFile({ certificatePem }: RedshiftStandIn): Promise<string> {
  const file = join(await temporaryFolder('authority-'), 'ca.pem');
  await writeFile(file, certificatePem);
  return file;
}

function withoutDefault(files: { readonly config: string; readonly credentials: string }): typeof files {
  const cut = (text: string): string => text.replace(/^\[default\]\n(?:(?!\[).*\n?)*/m, '');
  return { config: cut(files.config), credentials: cut(files.credentials) };
}
