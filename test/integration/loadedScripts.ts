import { Session } from 'node:inspector';
import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The scripts of a folder that this process has loaded, by the debugger's word. */
export async function loadedScripts(folder: string): Promise<readonly string[]> {
  const session = new Session();
  session.connect();
  const files = new Set<string>();
  session.on('Debugger.scriptParsed', ({ params: { url } }) => {
    if (url.startsWith('file:')) files.add(fileURLToPath(url));
  });
  await new Promise((resolve) => session.post('Debugger.enable', resolve));
  session.disconnect();
  return [...files]
    .map((file) => relative(folder, file).replaceAll('\\', '/'))
    .filter((file) => !file.startsWith('..') && !isAbsolute(file))
    .sort();
}
