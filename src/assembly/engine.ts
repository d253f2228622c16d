import type { Owner } from '../core/base/disposable.js';
import type { ExpiryAnswers, ExpiryPrompter } from '../core/tokens/expiryPrompt.js';
import { makeAws } from './aws.js';
import { makeEndpoints } from './endpoints.js';
import type { EngineEdges } from './engineEdges.js';
import { connect } from './reactions.js';
import { makeSignIns } from './signIns.js';
import { makeSources } from './sources.js';
import { makeTokens } from './tokens.js';

/** All of the product but what is shown. `asks` makes who asks a person about tokens that end. */
export function makeEngine(
  own: Owner,
  edges: EngineEdges,
  version: string,
  asks: (answers: Omit<ExpiryAnswers, 'refresh'>) => ExpiryPrompter,
) {
  const aws = makeAws(own, edges, version);
  const sources = makeSources(own, edges, aws);
  const tokens = makeTokens(own, edges, aws, sources.list, sources.callers, asks);
  const local = makeEndpoints(own, edges, aws, sources, tokens);
  const signIns = makeSignIns(edges, aws, sources, tokens);
  connect(own, edges, aws, sources, tokens, signIns, local);
  return { aws, sources, tokens, local, signIns };
}
