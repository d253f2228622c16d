// Shows the extension to a person, on a made-up AWS: `npm run demo`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installServer, newest } from '../host/install/vscodeServer.js';
import { cacheFolder, vsixFile } from '../host/paths.js';
import { progress } from '../host/progress.js';
import { VsCodeServer } from '../host/server.js';
import { Stage } from '../host/stage.js';
import { runScript } from '../steps/script.js';
import { openBrowser, takePicture } from './browser.js';
import { findDesktop, showOnDesktop } from './desktop.js';
import { startEmulator } from './emulator.js';
import { startMintKeyProxy } from './mintKeyProxy.js';
import { demoReadme } from './readme.js';

const { values } = parseArgs({
  options: {
    'token-minutes': { type: 'string', default: '4' },
    /** Only prints the address of the window. */
    'no-open': { type: 'boolean', default: false },
    /** Keeps a picture of the window in this file and ends. */
    picture: { type: 'string' },
  },
});

// Ctrl+C is how a demo ends well.
process.exitCode = 0;

const desktop = values['no-open'] || values.picture !== undefined ? undefined : findDesktop();
const installed = desktop === undefined ? await installServer(newest) : undefined;
const stage = await Stage.create(join(cacheFolder, 'demo'));
writeFileSync(join(stage.workspaceFolder, 'README.md'), demoReadme);
const [services] = await Promise.all([
  startEmulator(stage, values['token-minutes']),
  progress('packaging the extension', packageExtension),
]);
if (desktop !== undefined) {
  console.log(`VS Code opens (${desktop}). Close its window or press Ctrl+C to end.`);
  await showOnDesktop(desktop, stage, services);
  process.exit();
}
if (installed !== undefined) await showInBrowser(installed);

async function packageExtension(): Promise<void> {
  const lines: string[] = [];
  const isOk = await runScript('package', { onLine: (line) => lines.push(line) });
  if (!isOk) throw new Error(lines.join('\n'));
}

async function showInBrowser(server: NonNullable<typeof installed>): Promise<void> {
  const { url } = await progress(`starting VS Code ${server.version.vscode}`, () =>
    VsCodeServer.start(server, {
      env: stage.environment(services.env),
      settings: services.settings,
      vsix: vsixFile,
      dataFolder: join(stage.folder, 'server'),
    }),
  );
  if (values.picture !== undefined) {
    const file = resolve(values.picture);
    mkdirSync(dirname(file), { recursive: true });
    await progress(`taking a picture: ${values.picture}`, () =>
      takePicture(url, stage.workspaceFolder, file),
    );
    process.exit();
  }
  const door = await startMintKeyProxy(new URL(url));
  const readme = `vscode-remote://${new URL(door).host}${stage.workspaceFolder}/README.md`;
  const query = { folder: stage.workspaceFolder, payload: JSON.stringify([['openFile', readme]]) };
  const address = `${door}/?${new URLSearchParams(query).toString()}`;
  if (!values['no-open']) openBrowser(address);
  console.log(`\nVS Code with the extension: ${address}\nPress Ctrl+C to end.\n`);
}
