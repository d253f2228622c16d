import assert from 'node:assert/strict';
import { testConnection } from '../../../src/wire/connectionTest.js';
import { FakeClock } from '../../fakes/fakeClock.js';
import { EndpointStage, anna, eventually } from './endpointStage.js';
import { answering, tokenExpired } from './scriptedRedshift.js';

const never = new AbortController().signal;

describe('Test Connection', () => {
  let clock: FakeClock;
  let stage: EndpointStage;
  beforeEach(async () => {
    clock = new FakeClock();
    stage = await new EndpointStage(clock).start();
  });
  afterEach(() => stage.stop());
  const connection = (host = '127.0.0.1') => ({ host, port: stage.port, ...anna, database: 'sales' });

  it('says who one is, where, and how long each step took, over port and socket', async () => {
    stage.redshift.onSession = (socket) => {
      clock.advance(300);
      answering(() => {
        clock.advance(20);
        return ['awsidc:anna@example.com', 'sales', 'PostgreSQL 8.0.2 on x, Redshift 1.0.1'];
      })(socket);
    };
    for (const host of ['127.0.0.1', stage.folder]) {
      assert.deepEqual(await testConnection(connection(host), clock, never), {
        currentUser: 'awsidc:anna@example.com',
        database: 'sales',
        serverVersion: 'PostgreSQL 8.0.2 on x, Redshift 1.0.1',
        steps: [
          { name: 'login', ms: 300 },
          { name: 'query', ms: 20 },
        ],
      });
    }
    await eventually(() => stage.endpoint.sessions.length === 0);
    assert.equal(stage.redshift.startups[0]?.get('database'), 'sales');
  });

  it('throws what the server said', async () => {
    stage.redshift.refusal = tokenExpired;
    stage.hint = 'Refresh it.';
    await assert.rejects(testConnection(connection(), clock, never), {
      code: '28000',
      message: 'Token credentials expired or invalid',
      hint: 'Refresh it.',
    });
  });

  it('throws when the server goes in the middle of the question', async () => {
    stage.redshift.onSession = (socket) => void socket.on('data', () => socket.destroy());
    await assert.rejects(testConnection(connection(), clock, never), { code: '08006' });
  });

  it('is given up after a minute, and when it is cancelled, with nothing left open', async () => {
    stage.redshift.onSession = () => undefined;
    const late = testConnection(connection(), clock, never);
    await eventually(() => stage.endpoint.sessions.length === 1);
    clock.advance(60_000);
    await assert.rejects(late, { name: 'UserError', message: /no answer within 60 seconds/ });
    await eventually(() => stage.endpoint.sessions.length === 0);
    const cancel = new AbortController();
    const cancelled = testConnection(connection(), clock, cancel.signal);
    await eventually(() => stage.endpoint.sessions.length === 1);
    cancel.abort(new Error('cancelled'));
    await assert.rejects(cancelled, { message: 'cancelled' });
    await eventually(() => stage.endpoint.sessions.length === 0);
  });

  it('throws where nobody listens', async () => {
    await stage.endpoint.close(false);
    await assert.rejects(testConnection(connection(), clock, never), { code: 'ECONNREFUSED' });
  });
});
