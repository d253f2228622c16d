import assert from 'node:assert/strict';
import { AwsStage } from './awsStage.js';
import { machineFile } from './machineFile.js';
import { offeredTitles } from './palette.js';
import type { Workbench } from './workbench.js';

const copies = (titles: readonly string[]): readonly string[] =>
  titles.filter((title) => /Copy (Token|Connection)/.test(title));

describe('a person whose organisation forbids copying tokens', () => {
  let stage: AwsStage;
  let workbench: Workbench;

  before(async () => {
    const setup = {
      version: 1,
      sources: [{ profile: 'finance-eu', region: 'eu-central-1' }],
      restrictions: { copyToken: false },
    };
    stage = await AwsStage.open({
      settings: { 'redshiftIdc.sources': [{ profile: 'analytics', region: 'us-east-1' }] },
      changeInstalled: machineFile(JSON.stringify(setup)),
    });
    workbench = stage.window.workbench;
  });

  afterEach(function () {
    return workbench.pictureOfFailure(this.currentTest);
  });

  after(() => stage.close());

  it('is told so above the workgroups', async () => {
    await workbench.openWorkgroups();
    await workbench.page.getByText('Managed by your organisation: tokens cannot be copied.').waitFor();
    await workbench.row('ledger').hover();
    await workbench.picture('managed-1-message');
  });

  it('gets tokens as ever, and finds no command that copies one, on the row or in the palette', async () => {
    await workbench.rowInlineAction('marketing', 'Get Token');
    await workbench.statusBarItem(/60\s*min/).waitFor();
    const onRow = await workbench.rowCommands('marketing', 'managed-2-menu');
    const inPalette = await offeredTitles(workbench.page, 'Redshift: Copy', 'Redshift: Copy ARN');
    assert.ok(onRow.includes('Refresh Token') && onRow.includes('Copy ARN'), onRow.join());
    assert.deepEqual(
      { onRow: copies(onRow), inPalette: copies(inPalette) },
      { onRow: ['Copy Connection…'], inPalette: ['Redshift: Copy Connection…'] },
    );
    await workbench.runRowCommand('marketing', 'Copy Connection…');
    await workbench.quickInput.fill('Environment variables');
    await workbench.picks.first().waitFor({ state: 'detached' });
    await workbench.quickInput.fill('');
    await workbench.find('PostgreSQL: URL');
    await workbench.notification('Copied the connection to marketing').appears();
    assert.match(await workbench.clipboard(), /^postgresql:\/\/\S+:rsidc_/);
  });

  it('cannot change the source that the organisation has set up', async () => {
    const managed = await workbench.rowCommands(/finance-eu/);
    const own = await workbench.rowCommands(/analytics.*us-east-1/);
    const changes = ['Remove Source', 'Add Workgroup…', 'Get Tokens with Other Credentials…'];
    const offered = (titles: readonly string[]) => changes.filter((title) => titles.includes(title));
    assert.deepEqual({ managed: offered(managed), own: offered(own) }, { managed: [], own: changes });
  });
});

describe('a person whose organisation left a broken set-up file', () => {
  let stage: AwsStage;

  before(async () => {
    stage = await AwsStage.open({ changeInstalled: machineFile('{ "version": 1, "restrictions": ') });
  });

  afterEach(function () {
    return stage.window.workbench.pictureOfFailure(this.currentTest);
  });

  after(() => stage.close());

  it('is under the strictest restrictions, and is told why', async () => {
    const { workbench } = stage.window;
    await workbench.openView('Redshift Serverless');
    for (const sentence of [
      "the computer's set-up file cannot be read (it is not JSON in UTF-8), so all that it can forbid is forbidden.",
      'the region us-east-1 is not allowed, so the source default is skipped',
    ]) {
      await workbench.page.getByText(sentence).waitFor();
    }
    await workbench.picture('managed-3-broken');
    const inPalette = await offeredTitles(workbench.page, 'Redshift: Copy', 'Redshift: Copy ARN');
    assert.deepEqual(
      { copies: copies(inPalette), asked: stage.aws.requests.length },
      { copies: [], asked: 0 },
    );
  });
});
