// Builds the extension (ES modules, split so that the AWS SDK is a chunk of its own, loaded on first use).
import { build, context } from 'esbuild';
import { isBuiltin } from 'node:module';
import { rmSync, writeFileSync, mkdirSync } from 'node:fs';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/**
 * VS Code patches the default exports of these modules so that requests follow its proxy and certificate
 * settings. A named import taken by a dependency would miss the patch, so every use goes through the default.
 */
const throughProxyPatch = {
  name: 'through-proxy-patch',
  setup(b) {
    b.onResolve({ filter: /^(node:)?(https?|net|tls)$/ }, (args) =>
      // Our own code imports the defaults by itself.
      args.namespace === 'patched' || !args.importer.includes('node_modules')
        ? { path: args.path, external: true }
        : { path: args.path, namespace: 'patched' },
    );
    b.onLoad({ filter: /.*/, namespace: 'patched' }, async (args) => {
      const name = args.path.startsWith('node:') ? args.path : `node:${args.path}`;
      const functions = [
        'request',
        'get',
        'connect',
        'createConnection',
        'createServer',
        'createSecureContext',
        'isIP',
      ];
      const real = await import(name);
      const lines = Object.keys(real)
        .filter((key) => key !== 'default' && /^[A-Za-z_$][\w$]*$/.test(key))
        .map((key) =>
          functions.includes(key)
            ? `export const ${key} = (...args) => module.${key}(...args);`
            : `export const ${key} = module.${key};`,
        );
      return { contents: `import module from '${name}';\nexport default module;\n${lines.join('\n')}` };
    });
  },
};

/** What a CommonJS dependency requires of Node itself: an ES module has no `require` for it. */
const builtinsForCommonJs = {
  name: 'builtins-for-commonjs',
  setup(b) {
    b.onResolve({ filter: /^(node:)?[a-z_/]+$/ }, ({ path, kind }) =>
      kind === 'require-call' && isBuiltin(path) ? { path, namespace: 'builtin' } : undefined,
    );
    b.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}');`,
    }));
  },
};

/**
 * node-postgres is a file of its own, loaded on first use. As one of the chunks it would share esbuild's helpers for
 * CommonJS with the start, which then were two files.
 */
const pgApart = {
  name: 'pg-apart',
  setup(b) {
    b.onResolve({ filter: /^pg$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './pg.js', external: true } : undefined,
    );
  },
};

const options = {
  entryPoints: ['src/extension.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  mainFields: ['module', 'main'],
  external: ['vscode'],
  // The package's main build requires node modules at run time, which an ES module cannot; texts come from memory anyway.
  alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
  plugins: [throughProxyPatch, pgApart],
  chunkNames: 'chunks/[name]-[hash]',
  minify: production,
  sourcemap: production ? false : 'linked',
  metafile: true,
  legalComments: 'none',
  logLevel: 'info',
};

const pgOptions = {
  ...options,
  entryPoints: ['pg'],
  splitting: false,
  metafile: false,
  plugins: [throughProxyPatch, builtinsForCommonJs],
};

rmSync('dist', { recursive: true, force: true });
await build(pgOptions);
if (watch) {
  const ctx = await context(options);
  await ctx.watch();
} else {
  const { metafile } = await build(options);
  mkdirSync('out', { recursive: true });
  writeFileSync('out/bundle-meta.json', JSON.stringify(metafile));
}
