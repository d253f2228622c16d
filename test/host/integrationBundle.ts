import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { outFolder, repository } from './paths.js';

/** The module that VS Code is told to run. */
export const bundleFile = join(outFolder, 'integration', 'index.cjs');

/**
 * Puts all tests of `test/integration` and Mocha into one CommonJS file: an entry that loads ES modules
 * importing `vscode` freezes the extension host of VS Code 1.105.
 */
export async function buildIntegrationBundle(): Promise<void> {
  await build({
    entryPoints: [join(repository, 'test', 'integration', 'index.ts')],
    outfile: bundleFile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    external: ['vscode'],
    mainFields: ['module', 'main'],
    sourcemap: 'inline',
    // Mocha's parallel mode looks for files beside it; it is not used here.
    logOverride: { 'require-resolve-not-external': 'silent' },
    logLevel: 'warning',
    plugins: [integrationTests],
  });
}

const integrationTests: Plugin = {
  name: 'integration-tests',
  setup(b) {
    b.onResolve({ filter: /^virtual:integration-tests$/ }, ({ path }) => ({ path, namespace: 'generated' }));
    b.onLoad({ filter: /.*/, namespace: 'generated' }, async () => {
      const folder = join(repository, 'test', 'integration');
      const names = await readdir(folder, { recursive: true });
      // Loaded when called, since Mocha must be ready before a file describes its tests.
      const lines = names
        .filter((name) => name.endsWith('.test.ts'))
        .map((name) => name.split(sep).join('/'))
        .sort()
        .map((name) => `[${JSON.stringify(name)}, () => require(${JSON.stringify(`./${name}`)})],`);
      return { contents: `export const files = [\n${lines.join('\n')}\n];`, resolveDir: folder };
    });
  },
};
