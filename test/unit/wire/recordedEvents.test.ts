import assert from 'node:assert/strict';
import { eventListText } from '../../../src/core/events/eventList.js';
import { minute } from '../../fakes/madeToken.js';
import { needsPostgres } from '../emulator/redshiftStage.js';
import { EndpointCompany, refusalOf, whoIs } from './endpointCompany.js';

const { signal } = new AbortController();

describe('The record of events of a whole path', () => {
  let company: EndpointCompany;
  before(needsPostgres);
  beforeEach(async () => {
    company = await EndpointCompany.start();
  });
  afterEach(() => company.stop());

  it('has all that happened, in its order, and no token and no password', async () => {
    const { analytics, product, standIn } = company;
    const window = company.window();
    const { localClock, eventFile } = product.edges;
    await window.local.open([analytics], signal, true);
    const saved = await window.local.give(analytics, 'SQL Notebook', signal);
    await whoIs(saved);
    await whoIs(saved);
    localClock.advance(minute);
    await window.service.refresh([analytics], signal);
    localClock.advance(61 * minute);
    await whoIs(saved);
    standIn.inject({ kind: 'refuse', code: '28000', sentence: 'Token credentials expired or invalid' });
    await refusalOf(saved);
    product.aws.world.principals[0]!.hasIdentity = false;
    await window.service.get([analytics], signal);
    await window.service.forgetAll();
    await window.endpoints.revoke(analytics, saved.user);
    const all = await window.record.all();
    const said = all.map(({ kind, workgroups, who }) => [kind, ...workgroups, who].filter(Boolean).join(' '));
    const written = `${eventFile.text}\n${eventListText(all)}`;
    const secrets = [saved.password, ...product.aws.tokens.map(({ value }) => value)];
    assert.deepEqual(
      { said: said.reverse(), found: secrets.filter((secret) => written.includes(secret)) },
      {
        said: [
          'issued analytics',
          'handedOut analytics SQL Notebook',
          'used analytics SQL Notebook',
          'refreshed analytics',
          'refreshed analytics',
          'used analytics SQL Notebook',
          'refused analytics Redshift',
          'refused analytics AWS',
          'forgotten analytics',
          'revoked analytics SQL Notebook',
        ],
        found: [],
      },
    );
  });
}).timeout(20_000);
