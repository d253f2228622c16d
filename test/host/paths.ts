import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const repository = fileURLToPath(new URL('../../', import.meta.url));

/** What is built or written by a run. */
export const outFolder = join(repository, 'out');

/** What is installed once and kept: VS Code servers and their Node. */
export const cacheFolder = join(repository, '.vscode-test');

/** The packaged extension. */
export const vsixFile = join(outFolder, 'redshift-identity-center.vsix');

/** Where pictures of windows are kept. */
export const pictureFolder = join(outFolder, 'pictures');
