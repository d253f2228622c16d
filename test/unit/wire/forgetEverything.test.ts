import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type pg from 'pg';
import { makeForgetEverything } from '../../../src/assembly/panic.js';
import { ClipboardGuard } from '../../../src/core/connections/clipboardGuard.js';
import type { EndpointConnection } from '../../../src/core/connections/connection.js';
import type { ForgetEverything } from '../../../src/core/connections/forgetEverything.js';
import { forgetQuestion, forgottenText, notForgotten } from '../../../src/core/connections/forgottenWords.js';
import { isNothingHeld } from '../../../src/core/connections/inventory.js';
import { extensionsClient } from '../../../src/core/connections/sharing/sharedSession.js';
import { lastEnd } from '../../../src/core/events/lastEnd.js';
import { FakeClipboard } from '../../fakes/fakeClipboard.js';
import type { Product } from '../../fakes/product.js';
import { needsPostgres } from '../emulator/redshiftStage.js';
import { connected, EndpointCompany, refusalOf } from './endpointCompany.js';
import { eventually } from './endpointStage.js';

const { signal } = new AbortController();
const timeOf = (ms: number): string =>
  new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' }).format(ms);

describe('Forgetting everything', () => {
  let company: EndpointCompany;
  let window: Product;
  let clipboard: FakeClipboard;
  let guard: ClipboardGuard;
  let everything: ForgetEverything;
  let saved: EndpointConnection;
  let open: pg.Client;
  /** Whether new terminals get variables. */
  let isGiven: boolean;

  before(needsPostgres);
  beforeEach(async () => {
    company = await EndpointCompany.start();
    window = company.window();
    const { edges, home } = company.product;
    const made = edges.of(home, window.people);
    clipboard = new FakeClipboard();
    guard = new ClipboardGuard(clipboard, edges.focus, edges.clock, () => 60);
    isGiven = true;
    everything = makeForgetEverything(made, window.engine, guard, {
      get isGiven() {
        return isGiven;
      },
      clear: () => void (isGiven = false),
    });
  });
  afterEach(async () => {
    guard.dispose();
    await company.stop();
  });

  /** A day's work: a token, clients of an endpoint, one of them connected, and what was copied. */
  const work = async (): Promise<void> => {
    const { analytics } = company;
    await window.local.open([analytics], signal, true);
    saved = await window.local.give(analytics, 'SQL Notebook', signal);
    await window.local.give(analytics, extensionsClient, signal);
    await window.local.giveKept(analytics, 'Terminal', signal);
    await guard.copy(saved.password);
    open = await connected(saved);
  };
  const left = async () => ({
    held: window.heldSets,
    /** What of it holds a secret: a port is none. */
    stored: [...company.product.edges.secrets.records]
      .filter(([key, text]) => !key.startsWith('endpoint/') || text.includes('rsidc_'))
      .map(([key]) => key.split('/')[0]),
    handOuts: window.handOuts.all().length,
    endpoint: window.endpoints.stateOf(company.analytics).kind,
    hasFile: existsSync(window.passwords.path),
    clipboard: clipboard.text,
    isGiven,
    isNothing: isNothingHeld(await everything.inventory()),
  });
  const nothing = {
    held: [],
    stored: [],
    handOuts: 0,
    endpoint: 'stopped',
    hasFile: false,
    clipboard: '',
    isGiven: false,
    isNothing: true,
  };

  it('is of nothing where nothing was done', async () => {
    isGiven = false;
    window.clients.drop();
    assert.ok(isNothingHeld(await everything.inventory()));
  });

  it('names all there is and since when, without a secret', async () => {
    await work();
    const [token] = window.held.current;
    const { clock } = company.product.edges;
    const [since, until] = [timeOf(clock.now()), timeOf(token!.expiresAt)];
    const question = forgetQuestion(
      await everything.inventory(),
      await lastEnd(window.record),
      clock.now(),
    ).split('\n');
    await open.end();
    assert.deepEqual(question, [
      `Redshift token for analytics, since ${since}, until ${until}`,
      `Local endpoint of analytics for SQL Notebook, Other extensions, Terminal, since ${since}`,
      '1 open session at analytics: SQL Notebook',
      'Sessions of other extensions: analytics',
      'AWS keys in memory',
      'What was copied last, in the clipboard',
      'Variables in new terminals',
      '',
      'Saved connections need new passwords afterwards.',
      `Nothing revokes a token: AWS honours copies until ${until}.`,
      'Left as they are: your settings, the client secrets of identities, and what the AWS CLI signed in to.',
    ]);
  });

  it('leaves nothing of it, ends what is connected, and says what AWS still honours', async () => {
    await work();
    const [{ expiresAt } = { expiresAt: 0 }] = window.held.current;
    const inventory = await everything.inventory();
    const ended = once(open, 'error');
    const outcome = await company.passing(everything.run());
    const [error] = (await ended) as [{ code: string }];
    const now = company.product.edges.clock.now();
    const text = forgottenText(inventory, outcome, await lastEnd(window.record), now);
    assert.deepEqual(
      { left: await left(), ended: error.code, failure: notForgotten(outcome), text },
      {
        left: nothing,
        ended: '57P01',
        failure: undefined,
        text: `Forgotten: 1 Redshift token, 3 clients of local endpoints, 1 open session, what was copied, AWS keys. Nothing revokes a token: AWS honours copies until ${timeOf(expiresAt)}.`,
      },
    );
  });

  it('opens nothing again with the next window, nor with a password of before', async () => {
    await work();
    await company.passing(everything.run());
    const next = company.window();
    await next.start();
    const state = next.endpoints.stateOf(company.analytics).kind;
    await next.local.open([company.analytics], signal, true);
    const refused = await company.passing(refusalOf(saved));
    assert.deepEqual({ state, code: refused['code'] }, { state: 'stopped', code: '28P01' });
  });

  it('forgets the rest where the keyring deletes nothing, says what is left, and leaves nothing at a second try', async () => {
    await work();
    const { secrets } = company.product.edges;
    secrets.fail('delete');
    const outcome = await company.passing(everything.run());
    const failure = notForgotten(outcome);
    const { held, stored, ...rest } = await left();
    secrets.mend();
    const again = await company.passing(everything.run());
    assert.deepEqual(
      {
        said: failure?.message,
        action: failure?.action.kind,
        held,
        stored,
        rest,
        again: notForgotten(again),
      },
      {
        said: 'Not all could be forgotten. Left, in part at least: Redshift tokens. The rest is gone.',
        action: 'retry',
        held: [['analytics']],
        stored: ['token'],
        rest: {
          handOuts: 0,
          endpoint: 'stopped',
          hasFile: false,
          clipboard: '',
          isGiven: false,
          isNothing: false,
        },
        again: undefined,
      },
    );
    assert.deepEqual(await left(), nothing);
  });

  it('ends what is connected and deletes what is stored where the keyring stores nothing, and says what may be left', async () => {
    await work();
    const ended = once(open, 'error');
    company.product.edges.secrets.fail('set');
    const outcome = await company.passing(everything.run());
    const [error] = (await ended) as [{ code: string }];
    const { held, stored, endpoint, hasFile } = await left();
    assert.deepEqual([error.code, held, stored, endpoint, hasFile], ['57P01', [], [], 'stopped', false]);
    assert.equal(
      notForgotten(outcome)?.message,
      'Not all could be forgotten. Left, in part at least: passwords of local endpoints. The rest is gone.',
    );
  });

  it('forgets the rest where the keyring does not answer at all', async () => {
    await work();
    const ended = once(open, 'error');
    const { secrets } = company.product.edges;
    for (const call of ['keys', 'get', 'set', 'delete'] as const) secrets.fail(call);
    const outcome = await company.passing(everything.run());
    const [error] = (await ended) as [{ code: string }];
    const { endpoint, clipboard: text, isGiven: given } = await left();
    assert.deepEqual([error.code, endpoint, text, given], ['57P01', 'stopped', '', false]);
    assert.equal(
      notForgotten(outcome)?.message,
      'Not all could be forgotten. Left, in part at least: Redshift tokens, sign-ins, passwords of local endpoints. The rest is gone.',
    );
  });

  it('reaches the window that has the endpoint, where another one forgets', async () => {
    const other = company.window();
    await other.start();
    await other.local.open([company.analytics], signal, true);
    await work();
    const states = [window, other].map(({ endpoints }) => endpoints.stateOf(company.analytics).kind);
    const ended = once(open, 'error');
    await company.passing(everything.run());
    const [error] = (await company.passing(ended)) as [{ code: string }];
    await company.passing(eventually(() => other.endpoints.stateOf(company.analytics).kind === 'stopped'));
    const forgotten = (await window.record.all()).filter(({ kind }) => kind === 'forgotten');
    assert.deepEqual(
      {
        states,
        ended: error.code,
        left: [other.heldSets, other.handOuts.all().length, existsSync(other.passwords.path)],
        forgotten: forgotten.length,
      },
      { states: ['elsewhere', 'open'], ended: '57P01', left: [[], 0, false], forgotten: 1 },
    );
    assert.deepEqual(await left(), nothing);
  });

  it('leaves in the clipboard what somebody else copied', async () => {
    await work();
    clipboard.text = 'of somebody else';
    const inventory = await everything.inventory();
    await company.passing(everything.run());
    assert.deepEqual([inventory.clipboard, clipboard.text], ['others', 'of somebody else']);
  });
}).timeout(20_000);
