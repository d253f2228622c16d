import assert from 'node:assert/strict';
import type { Persistence } from '../../../../src/core/base/switchedSecrets.js';
import type { Workgroup } from '../../../../src/core/sources/workgroup.js';
import { inMemoryNote } from '../../../../src/core/tokens/inMemoryNote.js';
import { outcomeError } from '../../../../src/core/tokens/tokenOutcome.js';
import { TokenRows } from '../../../../src/core/tokens/tokenRows.js';
import { endCompany, startCompany } from '../../../fakes/company.js';
import { Product } from '../../../fakes/product.js';

const signal = (): AbortSignal => new AbortController().signal;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const note = "Kept in this window's memory only.";

describe('tokens of two windows', () => {
  let product: Product;
  let other: Product;
  let refs: readonly Workgroup[];
  beforeEach(async () => {
    product = await startCompany();
    other = new Product(product.aws, product.home, product.edges);
    refs = await product.workgroups();
    await other.start();
  });
  afterEach(async () => {
    other.dispose();
    await endCompany(product);
  });
  const both = ['analytics', 'marketing'];
  const stored = (): number => product.edges.secrets.records.size;
  /** A person changes the setting: all windows hear of it. */
  const keepIn = async (persistence: Persistence): Promise<void> => {
    product.edges.persistence = persistence;
    product.edges.settingHasChanged('tokens.persist');
    await turn();
  };
  const pass = async (ms: number): Promise<void> => {
    product.edges.localClock.advance(ms);
    await turn();
  };
  const tooltip = (): string => {
    const { held, refusals, edges } = product;
    return new TokenRows(held, refusals, edges.clock, () => 5).row(refs[0]!).tooltip ?? '';
  };
  const state = () => ({ here: product.heldSets, there: other.heldSets, stored: stored() });

  it('are the same at once: what one gets, renews and forgets', async () => {
    await product.service.get(refs, signal());
    await turn();
    const got = state();
    await pass(1000);
    await other.service.refresh(refs, signal());
    await turn();
    const renewed = state();
    const isSame = product.held.current[0]?.id === other.held.current[0]?.id;
    await product.service.forgetAll();
    await turn();
    const one = { here: [both], there: [both], stored: 1 };
    assert.deepEqual(
      [got, renewed, isSame, state(), product.tokenCalls.length],
      [one, one, true, { here: [], there: [], stored: 0 }, 2],
    );
  });

  it('stay in the memory of each where a person wants that, and leave the storage', async () => {
    await product.service.get(refs, signal());
    await turn();
    await keepIn('session');
    await pass(5000);
    assert.deepEqual(
      [state(), inMemoryNote(product.held), tooltip().endsWith(note)],
      [{ here: [both], there: [both], stored: 0 }, [note], true],
    );
    await product.service.forgetAll();
    await turn();
    assert.deepEqual(
      [state(), inMemoryNote(product.held)],
      [{ here: [], there: [both], stored: 0 }, []],
      'what one window keeps in its memory is no business of the other',
    );
  });

  it('are stored, and are the same again, where a person wants that again', async () => {
    await keepIn('session');
    await product.service.get(refs, signal());
    await turn();
    const apart = state();
    await keepIn('keyring');
    assert.deepEqual(
      [apart, state(), inMemoryNote(product.held), tooltip().includes(note)],
      [{ here: [both], there: [], stored: 0 }, { here: [both], there: [both], stored: 1 }, [], false],
    );
  });

  it('are kept in memory at the press of a button where the keyring takes none', async () => {
    const { secrets } = product.edges;
    for (const call of ['keys', 'get', 'set', 'delete'] as const) secrets.fail(call);
    const failed = outcomeError(await product.service.get(refs, signal()));
    await keepIn(failed?.action.kind === 'keepInMemory' ? 'session' : 'keyring');
    await product.service.get(refs, signal());
    const kept = state();
    await pass(5000);
    await keepIn('keyring');
    const refused = { ...state(), isInMemory: product.held.isInMemory };
    secrets.mend();
    await keepIn('keyring');
    assert.deepEqual(
      [kept, refused, state()],
      [
        { here: [both], there: [], stored: 0 },
        { here: [both], there: [], stored: 0, isInMemory: true },
        { here: [both], there: [both], stored: 1 },
      ],
    );
  });

  it('are got by a window whose keyring never answers what it is asked to read', async () => {
    const { secrets } = product.edges;
    const late = new Product(product.aws, product.home, product.edges);
    secrets.hold('keys');
    secrets.hold('get');
    void late.start();
    await late.service.get(refs, signal());
    const held = late.heldSets;
    late.dispose();
    assert.deepEqual(held, [both]);
  });

  it('are not held by a window that takes its caller for another, until it knows better', async () => {
    await product.service.get(refs, signal());
    await turn();
    const { principal } = product.held.current[0]?.identity ?? {};
    product.aws.world.principals[0]!.arn = principal?.replace('anna', 'ben') ?? '';
    other.callers.credentialsChanged();
    await other.owners.recheck();
    await other.service.get(refs, signal());
    await turn();
    const apart = state();
    product.callers.credentialsChanged();
    await product.held.load();
    assert.deepEqual(
      [apart, state()],
      [
        { here: [], there: [both], stored: 1 },
        { here: [both], there: [both], stored: 1 },
      ],
    );
  });
});
