import assert from 'node:assert/strict';
import { actionTitle, UserError } from '../../../src/core/base/userError.js';
import { outcomeError } from '../../../src/core/tokens/tokenOutcome.js';
import { endCompany, startCompany, type CompanyOptions } from '../../fakes/company.js';
import type { Product } from '../../fakes/product.js';
import type { SentenceTable } from '../../fakes/sentenceTable.js';

/** A way to fail, and the words that a person reads then. */
export interface Case extends CompanyOptions {
  readonly cause: string;
  /** What goes wrong, after a first token is held. */
  readonly provoke: (product: Product) => unknown;
  readonly sentence: string;
  /** The title of the one button. */
  readonly button: string;
}

/** Asks for the token of "marketing" while that of "analytics" is held, and holds the answer to the case. */
export async function holdToSentence(test: Case, table: SentenceTable): Promise<void> {
  const product = await startCompany(test);
  try {
    const [analytics, marketing] = await product.workgroups();
    assert.ok(analytics !== undefined && marketing !== undefined);
    await product.service.get([analytics], new AbortController().signal);
    const before = kept(product);
    assert.equal(before.tokens.length, 1);

    await test.provoke(product);
    const outcome = await product.service.get([marketing], new AbortController().signal);

    const error = outcomeError(outcome);
    assert.ok(error instanceof UserError, 'it should have failed');
    table.add(test.cause, error);
    assert.deepEqual(
      { sentence: error.message, button: actionTitle(error.action), kept: kept(product) },
      { sentence: test.sentence, button: test.button, kept: before },
    );
  } finally {
    await endCompany(product);
  }
}

function kept({ held, edges }: Product) {
  return { tokens: [...held.current], records: [...edges.secrets.records] };
}
