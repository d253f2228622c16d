import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from './freePort.js';
import type { InstalledServer } from './install/vscodeServer.js';
import { OwnedProcess } from './ownedProcess.js';
import { quietSettings } from './serverSettings.js';
import { removeTemporary, temporaryFolder } from './temporaryFolder.js';

const readyTimeoutMs = 60_000;

/** How a server is started. */
export interface ServerOptions {
  /** The environment of the server and of the extension hosts it starts. */
  readonly env: NodeJS.ProcessEnv;
  /** Needed for tests inside the extension host; it also keeps newer versions from showing notifications. */
  readonly smokeTestDriver?: boolean;
  /** A packaged extension to install before the start. */
  readonly vsix?: string;
  /** User settings beside the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Kept after the end when given; else a temporary folder. */
  readonly dataFolder?: string;
}

/** A VS Code server on loopback, with its own data, that never outlives this process. */
export class VsCodeServer {
  private constructor(
    /** The address of the window, with a host name that the browser counts as secure. */
    readonly url: string,
    readonly dataFolder: string,
    private readonly process: OwnedProcess,
  ) {}

  /** Starts a server and waits until it answers. */
  static async start(installed: InstalledServer, options: ServerOptions): Promise<VsCodeServer> {
    const dataFolder = options.dataFolder ?? (await temporaryFolder('vscode-host-'));
    // Sockets that are left when it is ended are removed with its data.
    const runtimeFolder = join(dataFolder, 'run');
    await mkdir(runtimeFolder, { recursive: true, mode: 0o700 });
    await writeSettings(dataFolder, { ...quietSettings, ...options.settings });
    const main = join(installed.folder, 'out', 'server-main.js');
    const common = ['--accept-server-license-terms', '--server-data-dir', dataFolder];
    if (options.vsix !== undefined) {
      await runToEnd(installed.node, [main, '--install-extension', options.vsix, '--force', ...common]);
    }
    const port = await freePort();
    const listen = ['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'];
    const driver = options.smokeTestDriver === true ? ['--enable-smoke-test-driver'] : [];
    const server = new OwnedProcess(installed.node, [main, ...listen, ...driver, ...common], {
      env: { ...options.env, XDG_RUNTIME_DIR: runtimeFolder },
    });
    await server.printed('Extension host agent listening', readyTimeoutMs);
    return new VsCodeServer(`http://localhost:${port}`, dataFolder, server);
  }

  /** All the server printed so far. */
  get output(): string {
    return this.process.output;
  }

  /** Ends the server and its extension hosts, and removes its data unless a folder for it was given. */
  async stop(): Promise<void> {
    await this.process.stop();
    await removeTemporary(this.dataFolder);
  }
}

async function writeSettings(dataFolder: string, settings: object): Promise<void> {
  const user = join(dataFolder, 'data', 'User');
  await mkdir(user, { recursive: true });
  await writeFile(join(user, 'settings.json'), JSON.stringify(settings, undefined, 2));
}

async function runToEnd(node: string, args: readonly string[]): Promise<void> {
  const child = new OwnedProcess(node, args, { env: process.env });
  const code = await child.exited;
  if (code !== 0) throw new Error(`The extension could not be installed (${code}):\n${child.output}`);
}
