import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { extension, forgetAll, reset, run, setSetting, tokenStates } from './extensionUnderTest.js';
import { HostedAws } from './hostedAws.js';
import { runAndPick } from './picker.js';
import { until, within } from './until.js';

/** By then the view shows the rows of a source that has been listed. */
const shownMs = 500;

const ledgers = [{ profile: 'finance-eu', region: 'eu-central-1' }];

describe(`tokens in VS Code ${vscode.version}`, () => {
  let aws: HostedAws;

  /** Opens the view and selects its rows from the first workgroup on. */
  async function selectRows(count: number): Promise<void> {
    await vscode.commands.executeCommand('redshiftIdc.workgroups.focus');
    await delay(shownMs);
    for (const step of ['focusFirst', 'focusDown', 'select'])
      await vscode.commands.executeCommand(`list.${step}`);
    for (let more = 1; more < count; more++) await vscode.commands.executeCommand('list.expandSelectionDown');
    // What is selected reaches the extension on its own way.
    await delay(200);
  }

  before(async () => {
    await extension().activate();
    aws = await HostedAws.start();
    await reset();
    await setSetting('sources', ledgers);
    await vscode.commands.executeCommand('redshiftIdc.workgroups.focus');
    await until('the source is listed', () => aws.listings.includes('eu-central-1 FinanceReader'));
  });

  beforeEach(async () => {
    aws.emulator.clearFaults();
    await reset();
    await setSetting('sources', ledgers);
    await delay(shownMs);
    aws.forgetRequests();
  });

  after(async () => {
    await reset();
    await aws.emulator.close();
  });

  it('are got by command alone: two workgroups picked, one call, one announcement', async () => {
    let announced = 0;
    const listening = extension().exports.onDidChangeTokens(() => announced++);
    await runAndPick('redshiftIdc.getToken', ['next', 'toggle', 'next', 'toggle', 'accept']);
    listening.dispose();
    deepEqual(
      [aws.tokenCalls, tokenStates(), announced],
      [[['controlling', 'ledger']], ['controlling valid', 'ledger valid'], 1],
    );
  });

  it('reach other extensions as states only, with the end that AWS gave', async () => {
    await runAndPick('redshiftIdc.getToken', ['next', 'toggle', 'accept']);
    const token = aws.emulator.tokens.at(-1);
    deepEqual(extension().exports.tokenStates(), [
      {
        workgroupArn: token?.workgroupArns[0],
        workgroupName: 'controlling',
        state: 'valid',
        expiresAt: token?.expiresAtMs,
      },
    ]);
  });

  it('are not asked for when the pick is left', async () => {
    await runAndPick('redshiftIdc.getToken', ['next', 'toggle', 'cancel']);
    deepEqual([aws.tokenCalls, tokenStates()], [[], []]);
  });

  it('are got for the row that is selected in the view', async () => {
    await selectRows(1);
    await run('redshiftIdc.getToken');
    deepEqual([aws.tokenCalls, tokenStates()], [[['controlling']], ['controlling valid']]);
  });

  it('are got in one call for several selected rows', async () => {
    await selectRows(3);
    await run('redshiftIdc.getToken');
    deepEqual(aws.tokenCalls, [['controlling', 'ledger', 'treasury']]);
    deepEqual(tokenStates(), ['controlling valid', 'ledger valid', 'treasury valid']);
  });

  it('are got for the ticked workgroups, before all others', async () => {
    await runAndPick('redshiftIdc.tickAll', ['accept']);
    try {
      await run('redshiftIdc.getToken');
      deepEqual(aws.tokenCalls, [['controlling', 'ledger', 'treasury']]);
    } finally {
      await runAndPick('redshiftIdc.untickAll', ['accept']);
    }
  });

  it('are held: a second request asks AWS nothing', async () => {
    await selectRows(1);
    await run('redshiftIdc.getToken');
    await run('redshiftIdc.getToken');
    deepEqual(aws.tokenCalls, [['controlling']]);
  });

  it('are renewed as a whole set by Refresh Token', async () => {
    await selectRows(2);
    await run('redshiftIdc.getToken');
    const [first] = extension().exports.tokenStates();
    await selectRows(1);
    await run('redshiftIdc.refreshToken');
    const [second] = extension().exports.tokenStates();
    deepEqual(aws.tokenCalls, [
      ['controlling', 'ledger'],
      ['controlling', 'ledger'],
    ]);
    ok(first !== undefined && second !== undefined && second.expiresAt > first.expiresAt);
    deepEqual(tokenStates(), ['controlling valid', 'ledger valid']);
  });

  it('are gone after Forget All Tokens, and are then asked for anew', async () => {
    await selectRows(1);
    await run('redshiftIdc.getToken');
    await forgetAll();
    deepEqual(tokenStates(), []);
    await run('redshiftIdc.getToken');
    equal(aws.tokenCalls.length, 2);
  });

  it('stay as they are when a caller without an identity is refused', async () => {
    const noIdentity = { profile: 'no-identity', region: 'us-east-1' };
    await setSetting('sources', [...ledgers, noIdentity]);
    await runAndPick('redshiftIdc.getToken', ['next', 'toggle', 'accept']);
    const before = extension().exports.tokenStates();
    await setSetting('sources', [noIdentity, ...ledgers]);
    await delay(shownMs);
    await runAndPick('redshiftIdc.getToken', ['next', 'toggle', 'accept']);
    const answers = aws.asked('GetIdentityCenterAuthToken').map(({ errorName }) => errorName);
    deepEqual(answers, [undefined, 'UnsupportedOperationFault']);
    deepEqual([extension().exports.tokenStates(), tokenStates()], [before, ['controlling valid']]);
  });

  it('are given up after the seconds of the time-out setting, and what is held stays', async () => {
    await selectRows(1);
    await run('redshiftIdc.getToken');
    const before = extension().exports.tokenStates();
    await setSetting('requestTimeoutSeconds', 1);
    // As often as the SDK tries.
    aws.emulator.inject({ kind: 'delay', ms: 60_000, operation: 'GetIdentityCenterAuthToken', times: 3 });
    await run('redshiftIdc.refreshToken');
    equal(aws.tokenCalls.length, 4);
    deepEqual(extension().exports.tokenStates(), before);
  });

  it('are copied as AWS gave them, made for the chosen workgroup alone', async function () {
    await selectRows(2);
    await run('redshiftIdc.getToken');
    await selectRows(1);
    await run('redshiftIdc.copyToken');
    deepEqual(aws.tokenCalls.at(-1), ['controlling']);
    const copied = await within(3_000, vscode.env.clipboard.readText());
    if (copied === undefined) this.skip();
    ok(copied === aws.emulator.tokens.at(-1)?.value, 'what was copied is the token');
    notEqual(aws.emulator.tokens.length, 0);
  });
});
