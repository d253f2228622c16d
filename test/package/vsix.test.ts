import { deepEqual, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outFolder, vsixFile } from '../host/paths.js';
import { startupClosure, type BundleMeta } from './bundle.js';
import { zipEntries } from './zipEntries.js';

const budgetBytes = 400_000;

/** All that may be in the package; whatever else is, is there by mistake. */
const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package|package\.nls(\.[\w-]+)?)\.json$/,
  /^extension\/(readme|changelog)\.md$/i,
  /^extension\/LICENSE(\.txt)?$/,
  /^extension\/docs\/administrators\.md$/,
  /^extension\/src\/api\.d\.ts$/,
  /^extension\/dist\/(chunks\/)?[\w.-]+\.js$/,
  /^extension\/media\/.+\.(svg|png|md)$/,
  /^extension\/l10n\/bundle\.l10n(\.[\w-]+)?\.json$/,
];

describe('the packaged extension', () => {
  const archive = readFileSync(vsixFile);
  const names = zipEntries(archive).map(({ name }) => name);

  it('holds what it needs to run', () => {
    const needed = ['extension/package.json', 'extension/dist/extension.js', 'extension/src/api.d.ts'];
    deepEqual(
      needed.filter((name) => !names.includes(name)),
      [],
    );
  });

  it('holds no test, no source, no map and nothing else by mistake', () => {
    deepEqual(
      names.filter((name) => !allowed.some((pattern) => pattern.test(name))),
      [],
    );
  });

  it(`is no larger than ${budgetBytes / 1000} KB`, () => {
    console.log(`      ${(archive.length / 1000).toFixed(1)} KB in ${names.length} files`);
    ok(archive.length <= budgetBytes, `${archive.length} bytes`);
  });
});

describe('what is loaded at start', () => {
  const meta = JSON.parse(readFileSync(join(outFolder, 'bundle-meta.json'), 'utf8')) as BundleMeta;
  const { files, bytes, inputs } = startupClosure(meta, 'src/extension.ts');

  it('has no AWS SDK in it', () => {
    console.log(`      ${(bytes / 1000).toFixed(1)} KB in ${files.join(', ')}`);
    deepEqual(
      inputs.filter((path) => /node_modules\/@(aws-sdk|aws-crypto|smithy)\//.test(path)),
      [],
    );
  });
});
