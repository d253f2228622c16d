import { existsSync } from 'node:fs';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmInstall, npmPack, unpack } from './npm.js';
import { stagedFolder } from './stagedFolder.js';

/** A VS Code server that the npm registry carries inside the package `code-server`. */
export interface ServerVersion {
  /** VS Code's own version. */
  readonly vscode: string;
  readonly codeServer: string;
  /** The major version of the Node it was built for. */
  readonly node: number;
  /** Dependencies whose pinned address cannot be reached everywhere, with the version that stands in. */
  readonly replaced: Readonly<Record<string, string>>;
}

/** The oldest VS Code that the extension's manifest allows. */
export const oldest: ServerVersion = {
  vscode: '1.105.1',
  codeServer: '4.105.1',
  node: 22,
  replaced: { '@parcel/watcher': '2.5.6' },
};

/** The newest VS Code that the registry carries. */
export const newest: ServerVersion = { vscode: '1.139.1', codeServer: '4.139.1', node: 24, replaced: {} };

/** Where an installed server is, and the Node that runs it. */
export interface InstalledServer {
  readonly version: ServerVersion;
  /** The folder that holds `out/server-main.js`. */
  readonly folder: string;
  readonly node: string;
}

/** Installs a server and its Node where they are missing. */
export async function installServer(version: ServerVersion): Promise<InstalledServer> {
  const node = await installNode(version.node);
  const folder = await stagedFolder(
    `vscode-server-${version.vscode}`,
    `installing VS Code ${version.vscode} (server)`,
    (staging) => fillServer(staging, version),
  );
  return { version, folder: join(folder, 'package', 'lib', 'vscode'), node };
}

async function fillServer(staging: string, version: ServerVersion): Promise<void> {
  const server = join(staging, 'package', 'lib', 'vscode');
  const archive = await npmPack(staging, `code-server@${version.codeServer}`);
  await unpack(archive, staging, 'package/lib/vscode');
  await rm(archive);
  if (Object.keys(version.replaced).length > 0) await replaceDependencies(server, version.replaced);
  await npmInstall(server, '--omit=dev', '--no-package-lock');
  await replaceNativeModules(join(server, 'node_modules'));
}

/** What would need a compiler and is not what is tested. */
async function replaceNativeModules(modules: string): Promise<void> {
  const standIn = (name: string): string => fileURLToPath(new URL(`./standIns/${name}`, import.meta.url));
  await copyFile(standIn('spdlog.cjs'), join(modules, '@vscode', 'spdlog', 'index.js'));
  for (const name of ['native-watchdog', '@vscode/native-watchdog']) {
    const folder = join(modules, name);
    if (existsSync(folder)) await copyFile(standIn('watchdog.cjs'), join(folder, 'index.js'));
  }
}

/** The server's shrinkwrap would win over its manifest, so it goes. */
async function replaceDependencies(server: string, replaced: ServerVersion['replaced']): Promise<void> {
  const file = join(server, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { dependencies: Record<string, string> };
  manifest.dependencies = { ...manifest.dependencies, ...replaced };
  await writeFile(file, JSON.stringify(manifest, undefined, 2));
  await rm(join(server, 'npm-shrinkwrap.json'));
}

async function installNode(major: number): Promise<string> {
  const own = Number(process.versions.node.split('.')[0]);
  if (own === major) return process.execPath;
  const windows = process.platform === 'win32';
  const platform = windows ? 'win' : process.platform;
  const kind = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const name = `${kind}-${platform}-${process.arch}`;
  const folder = await stagedFolder(`node-${major}`, `installing Node ${major}`, (staging) =>
    npmInstall(staging, '--prefix', staging, '--no-save', '--no-package-lock', `${name}@${major}`),
  );
  return join(folder, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
}
