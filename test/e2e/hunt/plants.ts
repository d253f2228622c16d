import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OwnedProcess } from '../../host/ownedProcess.js';
import type { Hunt } from './hunt.js';

/** A text put where the hunt must find it. */
export interface Plant {
  /** How the hunt names the place. */
  readonly place: string;
  /** Puts the text there, or, where the place would not take it, the secret in another way. */
  plant(text: string, secret: string): Promise<void>;
  remove(): Promise<void>;
}

/** One plant for each kind of place. */
export async function plants(hunt: Hunt): Promise<readonly Plant[]> {
  const { stage, server } = hunt.stage.window;
  const user = join(server.dataFolder, 'data', 'User');
  const files = [
    join(server.dataFolder, 'data', 'logs', 'planted.log'),
    join(user, 'globalStorage', 'planted', 'state.json'),
    join(user, 'workspaceStorage', 'planted', 'state.json'),
    join(user, 'History', 'planted', 'entry.txt'),
    join(user, 'Backups', 'planted'),
    join(stage.workspaceFolder, '.planted'),
    join(stage.folder, 'home', '.planted'),
    join(hunt.folder, 'planted.tmp'),
  ];
  return [
    ...files.map((file) => inFile(hunt, file)),
    inFileName(hunt),
    inProcess('arguments of node', (text) => [[text], {}]),
    inProcess('environment of node', (text) => [[], { PLANTED: text }]),
    ...(await inPage(hunt)),
  ];
}

function inFile({ folder }: Hunt, file: string): Plant {
  return {
    place: `file ${relative(folder, file)}`,
    plant: async (text) => {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, `before ${text} after`);
    },
    remove: () => rm(file),
  };
}

function inFileName({ folder }: Hunt): Plant {
  let file = '';
  return {
    place: 'names of files',
    plant: async (_text, secret) => {
      file = join(folder, `planted-${encodeURIComponent(secret).slice(0, 200)}`);
      await writeFile(file, '');
    },
    remove: () => rm(file),
  };
}

function inProcess(
  place: string,
  start: (text: string) => readonly [args: readonly string[], env: NodeJS.ProcessEnv],
): Plant {
  let child: OwnedProcess | undefined;
  return {
    place,
    plant: async (text) => {
      const [args, env] = start(text);
      const script = 'console.log("ready"); setInterval(() => {}, 60000)';
      child = new OwnedProcess(process.execPath, ['-e', script, '--', ...args], { env });
      await child.printed('ready', 10_000);
    },
    remove: async () => child?.stop(),
  };
}

async function inPage({ stage }: Hunt): Promise<readonly Plant[]> {
  const { page } = stage.window.workbench;
  await page.evaluate(await readFile(fileURLToPath(new URL('./plantsInPage.js', import.meta.url)), 'utf8'));
  const places = await page.evaluate<readonly string[]>('Object.keys(plants)');
  const call = (place: string, what: string): Promise<void> =>
    page.evaluate(`(async () => { await plants[${JSON.stringify(place)}].${what}; })()`);
  return places.map((place) => ({
    place,
    plant: (text) => call(place, `put(${JSON.stringify(text)})`),
    remove: () => call(place, 'take()'),
  }));
}
