import { equal, ok } from 'node:assert/strict';
import * as vscode from 'vscode';

const id = 'redshift-identity-center.redshift-identity-center';

describe(`the extension in VS Code ${vscode.version}`, () => {
  it('is found and becomes active', async () => {
    const extension = vscode.extensions.getExtension(id);
    ok(extension);
    await extension.activate();
    equal(extension.isActive, true);
  });

  it('runs where AWS files are its own', () => {
    const names = Object.keys(process.env).filter((name) => name.startsWith('AWS_'));
    equal(names.sort().join(' '), 'AWS_CONFIG_FILE AWS_EC2_METADATA_DISABLED AWS_SHARED_CREDENTIALS_FILE');
  });
});
