import assert from 'node:assert/strict';
import { expiryPromptText } from '../../../../src/core/tokens/expiryPrompt.js';
import type { Token } from '../../../../src/core/tokens/token.js';
import { madeToken, minute } from '../../../fakes/madeToken.js';

const now = Date.parse('2027-03-04T12:00:00Z');
const withLeft = (minutes: number, ...names: string[]): Token =>
  madeToken(names, now + (minutes - 60) * minute);

const sentences: readonly (readonly [readonly Token[], string])[] = [
  [[withLeft(5, 'analytics')], 'The Redshift token for analytics expires in 5 minutes.'],
  [
    [withLeft(5, 'marketing', 'analytics', 'finance')],
    'The Redshift token for analytics and 2 more expires in 5 minutes.',
  ],
  [[withLeft(5.5, 'b'), withLeft(5, 'a')], 'The Redshift token for a and 1 more expires in 5 minutes.'],
  [[withLeft(1, 'analytics')], 'The Redshift token for analytics expires in 1 minute.'],
  [[withLeft(0.5, 'analytics')], 'The Redshift token for analytics expires in 30 seconds.'],
  [[withLeft(0, 'analytics')], 'The Redshift token for analytics has expired.'],
  [[withLeft(-480, 'analytics')], 'The Redshift token for analytics has expired.'],
];

describe('the expiry prompt', () => {
  for (const [tokens, sentence] of sentences)
    it(`says "${sentence}"`, () => assert.equal(expiryPromptText(tokens, now), sentence));

  it('names the reason where a silent refresh failed', () =>
    assert.equal(
      expiryPromptText([withLeft(5, 'analytics')], now, 'The sign-in has ended.'),
      'The Redshift token for analytics expires in 5 minutes. It could not be refreshed silently: The sign-in has ended.',
    ));
});
