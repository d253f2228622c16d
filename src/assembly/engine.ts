import type { Owner } from '../core/base/disposable.js';
import type { ExpiryAnswers, ExpiryPrompter } from '../core/tokens/expiryPrompt.js';
import { NotedIssuer } from '../core/events/notedIssuer.js';
import { makeAws } from './aws.js';
import { makeEndpoints } from './endpoints.js';
import type { EngineEdges } from './engineEdges.js';
import { makeEventRecord, noteEvents } from './events.js';
import { connect } from './reactions.js';
import { makeSignIns } from './signIns.js';
import { makeSources } from './sources.js';
import { makeTokens, type Tokens } from './tokens.js';

/** All of the product but what is shown. `asks` makes who asks a person about tokens that end. */
export function makeEngine(
  own: Owner,
  edges: EngineEdges,
  version: string,
  asks: (answers: Omit<ExpiryAnswers, 'refresh'>) => ExpiryPrompter,
) {
  const aws = makeAws(own, edges, version);
  const sources = makeSources(own, edges, aws);
  const record = makeEventRecord(edges);
  const issuer = new NotedIssuer(aws.issuer, record, () => tokens.held);
  const noted = { ...aws, issuer };
  const tokens: Tokens = makeTokens(own, edges, noted, sources.list, sources.callers, asks);
  const local = makeEndpoints(own, edges, aws, sources, tokens);
  const signIns = makeSignIns(edges, aws, sources, tokens);
  noteEvents(own, edges, record, aws, tokens, local);
  connect(own, edges, aws, sources, tokens, signIns, local);
  return { aws, sources, tokens, local, signIns, record };
}
