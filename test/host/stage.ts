import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { removeTemporary, temporaryFolder } from './temporaryFolder.js';

/**
 * A folder with AWS files of its own and an environment that names only them, so that what runs on it cannot
 * see the visitor's. Tests write the files themselves and start their emulator in their own process.
 */
export class Stage {
  /** Empty until a test writes it. */
  readonly configFile: string;
  /** Empty until a test writes it. */
  readonly credentialsFile: string;
  /** The folder that a window opens. */
  readonly workspaceFolder: string;

  private constructor(readonly folder: string) {
    this.configFile = join(folder, 'home', '.aws', 'config');
    this.credentialsFile = join(folder, 'home', '.aws', 'credentials');
    this.workspaceFolder = join(folder, 'workspace');
  }

  /** Lays out a stage in a temporary folder, or anew in the folder that is given. */
  static async create(folder?: string): Promise<Stage> {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    const stage = new Stage(folder ?? (await temporaryFolder('stage-')));
    await mkdir(stage.workspaceFolder, { recursive: true });
    await mkdir(join(stage.folder, 'home', '.aws'), { recursive: true });
    await writeFile(stage.configFile, '');
    await writeFile(stage.credentialsFile, '', { mode: 0o600 });
    return stage;
  }

  /** For a server: the visitor's environment without anything about AWS, and with the stage's files and home. */
  environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    const home = join(this.folder, 'home');
    return { ...this.desktopEnvironment(), HOME: home, USERPROFILE: home, ...more };
  }

  /** The same with the visitor's home, which a desktop needs for its keyring and its screen. */
  desktopEnvironment(): NodeJS.ProcessEnv {
    const kept = Object.entries(process.env).filter(([name]) => !/^(AWS|VSCODE|ELECTRON)_/i.test(name));
    return { ...Object.fromEntries(kept), ...this.awsFiles() };
  }

  /** The variables that point at the stage's AWS files and nowhere else. */
  awsFiles(): Record<string, string> {
    return {
      AWS_CONFIG_FILE: this.configFile,
      AWS_SHARED_CREDENTIALS_FILE: this.credentialsFile,
      // Or a machine in AWS would lend its own role.
      AWS_EC2_METADATA_DISABLED: 'true',
    };
  }

  /** Removes the stage, unless it was laid out in a folder that was given. */
  async remove(): Promise<void> {
    await removeTemporary(this.folder);
  }
}
