import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { EndpointConnection } from '../../../src/core/connections/connection.js';
import { tokenState } from '../../../src/core/tokens/token.js';
import { minute } from '../../fakes/madeToken.js';
import type { Product } from '../../fakes/product.js';
import { needsPostgres } from '../emulator/redshiftStage.js';
import { connected, EndpointCompany, refusalOf, userOf, whoIs, squatOn } from './endpointCompany.js';
import { eventually } from './endpointStage.js';

const { signal } = new AbortController();
const anna = 'awsidc:anna@example.com';
const wrongPassword = (user: string) => ({
  code: '28P01',
  message: `password authentication failed for user "${user}"`,
});

describe('A connection that a person saved', () => {
  let company: EndpointCompany;
  let window: Product;
  let saved: EndpointConnection;
  before(needsPostgres);
  beforeEach(async () => {
    company = await EndpointCompany.start();
    window = company.window();
    const { local } = window;
    await local.open([company.analytics], signal, true);
    saved = await local.give(company.analytics, 'SQL Notebook', signal);
  });
  afterEach(() => company.stop());
  const stateOf = (ref = company.analytics): string =>
    tokenState(window.held.tokenOf(ref), company.product.edges.clock.now(), 5).kind;

  it('goes on over an expiry with one silent refresh for a whole pool, and nobody is asked for it', async () => {
    const open = await connected(saved);
    const before = await userOf(open);
    company.product.edges.localClock.advance(65 * minute);
    const state = stateOf();
    const pool = await Promise.all(Array.from({ length: 8 }, () => whoIs(saved)));
    const stillOpen = await userOf(open);
    await open.end();
    const tokens = new Set(company.standIn.logins.map(({ token }) => token?.fingerprint));
    assert.deepEqual(
      {
        users: [...new Set([before, ...pool, stillOpen])],
        state: [state, stateOf()],
        tokens: [company.tokensGiven, tokens.size],
        said: window.people.said,
        // The usual question at the lead time, which nobody has answered.
        asked: window.prompts.asked.length,
      },
      { users: [anna], state: ['expired', 'valid'], tokens: [2, 2], said: [], asked: 1 },
    );
  });

  it('gets a new token at the next login where Redshift says that this one has ended', async () => {
    const sentence = 'Token credentials expired or invalid';
    company.standIn.inject({ kind: 'refuse', code: '28000', sentence });
    const refused = await refusalOf(saved);
    const state = stateOf();
    const next = await whoIs(saved);
    assert.deepEqual(
      {
        refused,
        state: [state, stateOf()],
        next,
        tokensGiven: company.tokensGiven,
        said: window.people.said,
      },
      {
        refused: {
          code: '28000',
          message: sentence,
          hint: 'The next login gets a new token: connect again.',
        },
        state: ['expired', 'valid'],
        next: anna,
        tokensGiven: 2,
        said: [],
      },
    );
  });

  it('marks its workgroup, and leaves the token to the others, where Redshift takes it for another one’s', async () => {
    const { analytics, marketing, product } = company;
    await window.service.forgetAll();
    await window.local.open([analytics, marketing], signal, true);
    const [real] = product.aws.world.places[0]!.workgroups.filter(
      ({ workgroupArn }) => workgroupArn === analytics.arn,
    );
    // Deleted and made anew under the same name: the token was made for the one before.
    real!.workgroupArn = real!.workgroupArn.replace(/[^/]+$/, 'made-anew');
    const refused = await refusalOf(saved);
    const other = await whoIs(await window.local.give(marketing, 'SQL Notebook', signal));
    const { refusals } = window;
    assert.deepEqual(
      {
        refused,
        other,
        reasons: [refusals.of(analytics)?.message, refusals.of(marketing)?.message],
        states: [stateOf(), stateOf(marketing)],
      },
      {
        refused: {
          code: '28000',
          message: 'invalid token',
          hint: 'The token was made for other workgroups. Refresh the token of this workgroup in VS Code, then connect again.',
        },
        other: anna,
        reasons: ['Redshift did not take the token at a login to analytics. Refresh the token.', undefined],
        states: ['valid', 'valid'],
      },
    );
  });

  it('says why, to the client each time and in VS Code once a minute, where no token can be had', async () => {
    const { localClock } = company.product.edges;
    await window.service.forgetAll();
    company.product.aws.world.principals[0]!.hasIdentity = false;
    const told = [await refusalOf(saved), await refusalOf(saved)];
    const saidAtFirst = window.people.said.length;
    localClock.advance(minute);
    told.push(await refusalOf(saved));
    const { sentence: said = '', action } = window.people.said[0] ?? {};
    const sentence = said.replace('A client could not connect to analytics: ', '');
    const toClient = {
      code: '28000',
      message: `VS Code has no token for analytics: ${sentence} VS Code shows what to do.`,
    };
    assert.match(sentence, /^These credentials carry no Identity Center identity/);
    assert.deepEqual(
      {
        told,
        saidAtFirst,
        said: window.people.said.map(({ sentence: text }) => text === said),
        action: typeof action,
      },
      {
        told: [toClient, toClient, toClient],
        saidAtFirst: 1,
        said: [true, true],
        action: 'string',
      },
    );
  });

  it('works through the window that has the endpoint, also where another one gave it', async () => {
    const second = company.window();
    await second.start();
    const states = [window, second].map(({ endpoints }) => endpoints.stateOf(company.analytics).kind);
    const given = await second.local.give(company.analytics, 'SQLTools', signal);
    const client = await connected(given);
    const who = await userOf(client);
    const clients = window.endpoints.clients(company.analytics);
    await client.end();
    assert.deepEqual(
      { states, who, clients, port: given.port, said: second.people.said, tokensGiven: company.tokensGiven },
      {
        states: ['open', 'elsewhere'],
        who: anna,
        clients: ['SQLTools'],
        port: saved.port,
        said: [],
        tokensGiven: 1,
      },
    );
  });

  it('opens nothing with a password that a stranger on its port may have seen, and says so once', async () => {
    const { analytics } = company;
    await company.passing(window.stop());
    const leave = await squatOn(saved.port);
    const next = company.window();
    await company.passing(next.start());
    const blocked = next.endpoints.stateOf(analytics);
    await leave();
    await next.local.open([analytics], signal, true);
    const made = await next.local.give(analytics, 'SQL Notebook', signal);
    const old = await company.passing(refusalOf(saved));
    assert.deepEqual(
      { blocked, said: next.people.said, old, user: made.user, now: await whoIs(made) },
      {
        blocked: { kind: 'blocked', port: saved.port },
        said: [
          {
            sentence: `Another program listens on port ${saved.port} of this computer, where connections to analytics go. The passwords saved for them may be known to it, so new ones were made and the old ones open nothing. Close that program and retry, then copy the passwords into your clients again.`,
            action: 'retry',
          },
        ],
        old: wrongPassword(saved.user),
        user: saved.user,
        now: anna,
      },
    );
  });

  it('works again after a reload, unchanged, with the view closed and the token that was held', async () => {
    const open = await connected(saved);
    const ended = once(open, 'error');
    await company.passing(window.stop());
    const [error] = (await ended) as [{ code: string }];
    const next = company.window();
    await next.start();
    assert.deepEqual(
      {
        ended: error.code,
        who: await whoIs(saved),
        tokensGiven: company.tokensGiven,
        said: next.people.said,
      },
      { ended: '57P01', who: anna, tokensGiven: 1, said: [] },
    );
  });

  it('ends with 57P01 where a person revokes it, and other clients notice nothing', async () => {
    const { analytics } = company;
    const other = await window.local.give(analytics, 'SQLTools', signal);
    const [mine, theirs] = [await connected(saved), await connected(other)];
    const ended = once(mine, 'error');
    await window.endpoints.revoke(analytics, saved.user);
    const [error] = (await ended) as [{ code: string }];
    const again = await company.passing(refusalOf(saved));
    const clients = window.endpoints.clients(analytics);
    const who = await userOf(theirs);
    await theirs.end();
    await eventually(() => window.endpoints.clients(analytics).length === 0);
    assert.deepEqual(
      { ended: error.code, again, clients, who },
      { ended: '57P01', again: wrongPassword(saved.user), clients: ['SQLTools'], who: anna },
    );
  });
}).timeout(20_000);
