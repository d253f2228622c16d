import assert from 'node:assert/strict';
import { Cancelled, UserError } from '../../../../../src/core/base/userError.js';
import { firstPort } from '../../../../../src/core/connections/endpoint/endpointPort.js';
import type { EndpointOwner } from '../../../../../src/core/connections/endpoint/localEndpoint.js';
import { tokenState } from '../../../../../src/core/tokens/token.js';
import { madeRef, madeToken, minute } from '../../../../fakes/madeToken.js';
import { Computer, saidBy } from '../endpointWindow.js';

const analytics = madeRef('analytics');
const marketing = madeRef('marketing');
const { signal } = new AbortController();
const host = 'analytics.example.com';

describe('what a local endpoint logs in with', () => {
  let computer: Computer;
  let window: ReturnType<Computer['window']>;
  let owner: EndpointOwner;
  beforeEach(async () => {
    computer = new Computer();
    window = computer.window();
    await window.held.keep(madeToken(['analytics', 'marketing'], computer.clock.now()));
    await window.endpoints.start(analytics, signal);
    owner = computer.opener.owner(firstPort(analytics.arn));
  });
  const token = 'secret-of-id-of-analytics-marketing';
  const stateOf = (ref = analytics): string =>
    tokenState(window.held.tokenOf(ref), computer.clock.now(), 5).kind;

  it("is the workgroup's token, at its own host", async () =>
    assert.deepEqual(await owner.upstream(signal), {
      host,
      port: 5439,
      serverName: host,
      database: 'sales',
      token,
    }));

  it("goes through a person's tunnel, and the certificate is still the workgroup's", async () => {
    computer.connectTo.set('analytics', { host: 'localhost', port: 6000 });
    assert.deepEqual(await owner.upstream(signal), {
      host: 'localhost',
      port: 6000,
      serverName: host,
      database: 'sales',
      token,
    });
  });

  it('is nothing without an address: the client is told how to give one', async () => {
    computer.endpoint = undefined;
    assert.deepEqual(await saidBy(owner.upstream(signal)), [
      'The address of analytics is not known: AWS lists no endpoint for it. Add the workgroup again by its endpoint or JDBC URL, under "workgroups" of its source in the settings.',
      'openSettings',
    ]);
  });

  it('is nothing without a token: each client is told, and a person once a minute', async () => {
    computer.noToken = new UserError('The sign-in of Acme has ended.', {
      kind: 'signInIdentity',
      identity: 'Acme',
    });
    const toClient = [
      'VS Code has no token for analytics: The sign-in of Acme has ended. VS Code shows what to do.',
      'signInIdentity',
    ];
    const said = [await saidBy(owner.upstream(signal))];
    computer.clock.advance(minute - 1);
    said.push(await saidBy(owner.upstream(signal)));
    await window.endpoints.start(marketing, signal);
    await saidBy(computer.opener.owner(firstPort(marketing.arn)).upstream(signal));
    computer.clock.advance(1);
    await saidBy(owner.upstream(signal));
    assert.deepEqual(
      { said, announced: computer.said.map(([name, { message, action }]) => [name, message, action.kind]) },
      {
        said: [toClient, toClient],
        announced: ['analytics', 'marketing', 'analytics'].map((name) => [
          name,
          `A client could not connect to ${name}: The sign-in of Acme has ended.`,
          'signInIdentity',
        ]),
      },
    );
  });

  it('is told to nobody where it was cancelled, or failed without a sentence', async () => {
    const errors = [new Cancelled(), new TypeError('x is not a function')];
    for (const error of errors) {
      computer.noToken = error;
      await assert.rejects(owner.upstream(signal), error);
    }
    assert.deepEqual(computer.said, []);
  });

  it('has ended, for all its workgroups, where Redshift says so', async () => {
    const upstream = await owner.upstream(signal);
    const hint = owner.refused(upstream, { code: '28000', message: 'Token credentials expired or invalid' });
    assert.deepEqual(
      { hint, states: [stateOf(), stateOf(marketing)], refused: window.refusals.of(analytics) },
      {
        hint: 'The next login gets a new token: connect again.',
        states: ['expired', 'expired'],
        refused: undefined,
      },
    );
  });

  it('leaves a token alone that came after the one that was refused', async () => {
    const upstream = await owner.upstream(signal);
    await window.held.keep(madeToken(['analytics', 'marketing'], computer.clock.now() + 1, { id: 'later' }));
    owner.refused(upstream, { code: '28000', message: 'Token credentials expired or invalid' });
    assert.equal(stateOf(), 'valid');
  });

  for (const message of ['invalid token', 'FATAL: TYPE_INVALID_TOKEN']) {
    it(`is refused for this workgroup alone where Redshift says "${message}"`, async () => {
      const upstream = await owner.upstream(signal);
      owner.refused(upstream, { code: '28000', message });
      const reason = window.refusals.of(analytics);
      assert.deepEqual(
        {
          reason: [reason?.message, reason?.action.kind],
          other: window.refusals.of(marketing),
          states: [stateOf(), stateOf(marketing)],
        },
        {
          reason: ['Redshift did not take the token at a login to analytics. Refresh the token.', 'retry'],
          other: undefined,
          states: ['valid', 'valid'],
        },
      );
    });
  }

  it('is as good as before where Redshift refuses for any other reason', async () => {
    const upstream = await owner.upstream(signal);
    const others = [
      'AWS IdC identity provider does not exist',
      'identity provider type "awsidc" is not supported',
      "Invalid scope. User's credentials are not authorized to connect to Amazon Redshift",
      'no PostgreSQL user name specified in startup packet',
      'database "nowhere" does not exist',
      'invalid tokens of appreciation',
      '',
    ];
    for (const message of others) owner.refused(upstream, { code: '28000', message });
    assert.deepEqual(
      [stateOf(), stateOf(marketing), window.refusals.of(analytics), window.refusals.of(marketing)],
      ['valid', 'valid', undefined, undefined],
    );
  });

  it('shows neither token nor password in what is said', async () => {
    const { password } = await window.handOuts.make(analytics, 'psql');
    computer.noToken = new UserError('None.', { kind: 'retry' });
    const said = [await saidBy(owner.upstream(signal)), computer.said, computer.log.lines];
    computer.noToken = undefined;
    const upstream = await owner.upstream(signal);
    const hint = owner.refused(upstream, { code: '28000', message: 'invalid token' });
    const shown = JSON.stringify([
      said,
      hint,
      window.refusals.of(analytics),
      window.endpoints.stateOf(analytics),
    ]);
    for (const secret of [password, token]) assert.ok(!shown.includes(secret), 'no secret is shown');
  });
});
