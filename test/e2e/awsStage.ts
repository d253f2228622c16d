import { writeFile } from 'node:fs/promises';
import { AwsEmulator } from '../emulator/awsEmulator.js';
import { demoAwsFiles, demoWorld } from '../emulator/demoWorld.js';
import { TestWindow } from './window.js';

const minuteMs = 60_000;

interface StageOptions {
  readonly withDefaultProfile?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly changeInstalled?: (folder: string) => Promise<void>;
}

/** A window of the packaged extension on the demo's company, and the AWS it talks to. */
export class AwsStage {
  private constructor(
    readonly aws: AwsEmulator,
    readonly window: TestWindow,
  ) {}

  static async open({ withDefaultProfile = true, ...options }: StageOptions = {}): Promise<AwsStage> {
    const aws = await AwsEmulator.start({ world: demoWorld() });
    const files = withDefaultProfile ? demoAwsFiles(aws.url) : withoutDefault(demoAwsFiles(aws.url));
    const window = await TestWindow.open({
      ...options,
      prepare: async (stage) => {
        await writeFile(stage.configFile, files.config);
        await writeFile(stage.credentialsFile, files.credentials);
      },
    });
    return new AwsStage(aws, window);
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
    await this.aws.close();
  }
}

function withoutDefault(files: { readonly config: string; readonly credentials: string }): typeof files {
  const cut = (text: string): string => text.replace(/^\[default\]\n(?:(?!\[).*\n?)*/m, '');
  return { config: cut(files.config), credentials: cut(files.credentials) };
}
