import assert from 'node:assert/strict';
import { noRestrictions } from '../../../../../src/core/base/restrictions.js';
import { UserError } from '../../../../../src/core/base/userError.js';
import { makeSource } from '../../../../../src/core/sources/source.js';
import { saidBy } from '../endpointWindow.js';
import { analytics, marketing, SharingStage, signal } from '../sharingStage.js';

const noToken = new UserError('These credentials carry no Identity Center identity.', { kind: 'retry' });

describe('sessions that other extensions ask for', () => {
  let stage: SharingStage;

  beforeEach(async () => {
    stage = new SharingStage();
    await stage.hold(analytics);
    stage.announced.length = 0;
  });

  const make = (ref = analytics) => stage.sharing.make([ref.arn], signal, false);

  it('are not made without a token, and nothing is opened or handed out', async () => {
    stage.refusal = noToken;
    assert.deepEqual(
      [
        await saidBy(make()),
        stage.window.handOuts.of(analytics),
        stage.computer.opener.calls,
        stage.announced,
      ],
      [[noToken.message, 'retry'], [], [], []],
    );
  });

  it('are not made for anything but one workgroup', async () => {
    const sentence =
      'Another extension asks for Redshift in a way that is not understood. It has to name one workgroup by its ARN, as its only scope: tell its makers.';
    for (const scopes of [[], [analytics.arn, marketing.arn]])
      assert.deepEqual(await saidBy(stage.sharing.make(scopes, signal, false)), [sentence, 'showLog']);
  });

  it('are found by listing the sources of the region, where no token tells the workgroup', async () => {
    const [here] = stage.sources;
    const elsewhere = makeSource({ kind: 'profile', name: 'finance' }, 'eu-central-1');
    stage.sources = [elsewhere, here!];
    stage.workgroups = { [here!.id]: { kind: 'listed', workgroups: [marketing as never] } };
    const { account } = await make(marketing);
    assert.deepEqual([account.id, stage.listed], [marketing.arn, [here!.id]]);
  });

  it('say why a workgroup cannot be found', async () => {
    const unknown = await saidBy(make(marketing));
    const [here] = stage.sources;
    stage.workgroups = { [here!.id]: { kind: 'failed', workgroups: [], error: noToken } };
    const failed = await saidBy(make(marketing));
    const given = await saidBy(stage.sharing.make(['nonsense\n'], signal, false));
    assert.deepEqual(
      [unknown, failed, given[0].includes('\\u{a}')],
      [
        [
          `None of your sources has the workgroup ${marketing.arn} that another extension asks for. Add the source that lists it, then try there again.`,
          'addSource',
        ],
        [noToken.message, 'retry'],
        true,
      ],
    );
  });

  it('are refused where an administrator forbids sharing: what was shared before is gone, and opens nothing', async () => {
    await make();
    await stage.window.endpoints.stopAll();
    const next = new SharingStage(stage.computer, { ...noRestrictions, canShare: false });
    const said = await saidBy(next.sharing.make([analytics.arn], signal, false));
    const sessions = await next.sharing.sessions(undefined);
    await next.sharing.revokeForbidden();
    const after = new SharingStage(stage.computer);
    assert.deepEqual(
      { said, sessions, asked: next.asked, after: await after.sharing.sessions(undefined) },
      {
        said: [
          'Managed by your organisation: connections to Redshift are not shared with other extensions.',
          'copyText',
        ],
        sessions: [],
        asked: [],
        after: [],
      },
    );
  });

  it('are none where an administrator forbids local endpoints', async () => {
    await make();
    const next = new SharingStage(stage.computer, { ...noRestrictions, localEndpoint: 'off' });
    assert.deepEqual(await next.sharing.sessions(undefined), []);
  });
});
