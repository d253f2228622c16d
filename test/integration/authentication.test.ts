import { deepEqual, equal } from 'node:assert/strict';
import * as vscode from 'vscode';
import type { RedshiftIdentityCenterApi } from '../../src/api.js';
import { extension, reset } from './extensionUnderTest.js';
import { awsWithToken } from './awsWithToken.js';
import type { HostedAws } from './hostedAws.js';

const providerId = 'redshift-identity-center';

// What a person says yes to is asked in a dialog, which VS Code shows no test: here is what comes without a yes.
describe(`other extensions in VS Code ${vscode.version}`, () => {
  let aws: HostedAws;
  let api: RedshiftIdentityCenterApi;

  before(async () => {
    aws = await awsWithToken();
    api = extension().exports;
  });

  after(async () => {
    await reset();
    await aws.emulator.close();
  });

  it('find no account and no session before a person has said yes, and nobody is asked', async () => {
    const [state] = api.tokenStates();
    const session = await vscode.authentication.getSession(providerId, [state?.workgroupArn ?? ''], {
      silent: true,
    });
    const accounts = await vscode.authentication.getAccounts(providerId);
    deepEqual(
      [state?.workgroupName, session, accounts, aws.emulator.requests.length],
      ['controlling', undefined, [], 0],
    );
  });

  it('are told nothing by a made-up session, and nothing is opened for it', async () => {
    const [state] = api.tokenStates();
    const made = `${state?.workgroupArn ?? ''} other_extensions_aaaaaa`;
    equal(await api.getConnection({ id: made }), undefined);
  });

  it('have the exports of before, and can listen', () => {
    let changes = 0;
    api.onDidChange(() => changes++).dispose();
    deepEqual([api.version, changes], [1, 0]);
  });
});
