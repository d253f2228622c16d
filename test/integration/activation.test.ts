import { deepEqual, ok } from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { HostedAws } from './hostedAws.js';
import { contributedCommands, extension, tokenStates } from './extensionUnderTest.js';
import { loadedScripts } from './loadedScripts.js';
import { until } from './until.js';

const dist = (): string => join(extension().extensionPath, 'dist');

// The first file of the run: nobody has opened the view or run a command yet.
describe(`a window of VS Code ${vscode.version} that has just started`, () => {
  let aws: HostedAws;

  before(async () => {
    aws = await HostedAws.start();
  });

  after(() => aws.emulator.close());

  it('runs where AWS files are its own', () => {
    const names = Object.keys(process.env).filter((name) => name.startsWith('AWS_'));
    deepEqual(names.sort(), ['AWS_CONFIG_FILE', 'AWS_EC2_METADATA_DISABLED', 'AWS_SHARED_CREDENTIALS_FILE']);
  });

  it('activates the extension by itself', async () => {
    await until('the extension is active', () => extension().isActive, 20_000);
    deepEqual([extension().exports.version, tokenStates()], [1, []]);
  });

  it('offers every command of the manifest, and no other', async () => {
    const offered = (await vscode.commands.getCommands(true)).filter((name) =>
      name.startsWith('redshiftIdc.'),
    );
    // VS Code adds commands of its own for the view.
    const ours = offered.filter((name) => !name.startsWith('redshiftIdc.workgroups.'));
    deepEqual(ours.sort(), [...contributedCommands()].sort());
  });

  it('has neither loaded the AWS SDK nor asked AWS', async () => {
    deepEqual(await loadedScripts(dist()), ['extension.js']);
    deepEqual(aws.emulator.requests, []);
  });

  it('loads the AWS SDK and lists when the view is opened', async () => {
    await vscode.commands.executeCommand('redshiftIdc.workgroups.focus');
    await until('AWS was asked for the workgroups', () => aws.listings.length > 0);
    deepEqual(aws.listings, ['us-east-1 RedshiftAnalyst']);
    ok((await loadedScripts(dist())).some((script) => script.startsWith('chunks/sdk-')));
  });
});
