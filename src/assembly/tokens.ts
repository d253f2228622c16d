import type { Owner } from '../core/base/disposable.js';
import { inBackground } from '../core/base/log.js';
import { forgetForbiddenSignIns } from '../core/identity/forbiddenSignIns.js';
import type { Callers } from '../core/sources/callers.js';
import type { SourceList } from '../core/sources/sourceList.js';
import type { ExpiryAnswers } from '../core/tokens/expiryPrompt.js';
import { ExpiryWatcher, type ExpiryPrompter } from '../core/tokens/expiryWatcher.js';
import { ForbiddenTokens } from '../core/tokens/forbiddenTokens.js';
import { HeldTokens } from '../core/tokens/heldTokens.js';
import { Refusals } from '../core/tokens/refusals.js';
import { SnoozeList } from '../core/tokens/snoozeList.js';
import { SetIssuer } from '../core/tokens/setIssuer.js';
import { TokenOwners } from '../core/tokens/tokenOwners.js';
import { TokenRows } from '../core/tokens/tokenRows.js';
import { TokenService } from '../core/tokens/tokenService.js';
import type { Aws } from './aws.js';
import type { EngineEdges } from './engineEdges.js';

export type Tokens = ReturnType<typeof makeTokens>;

/** Tokens: held, got, watched. `asks` makes who asks a person; what its buttons do is told to it. */
export function makeTokens(
  own: Owner,
  { secrets, state, clock, log, managed, settings }: EngineEdges,
  { issuer }: Aws,
  sources: SourceList,
  callers: Callers,
  asks: (answers: Pick<ExpiryAnswers, 'notNow'>) => ExpiryPrompter,
) {
  const { restrictions } = managed;
  // Under restrictions that are not understood, these secrets hold nothing from before: nothing of it can go.
  const signIns = forgetForbiddenSignIns(secrets, restrictions, log);
  const forbidden = new ForbiddenTokens(restrictions, sources, signIns);
  const held = own.add(new HeldTokens(secrets, clock, log, (token) => forbidden.has(token)));
  const refusals = own.add(new Refusals());
  const snoozes = new SnoozeList(state, clock);
  const prompt = asks({ notNow: (tokens) => inBackground(log, snoozes.add(tokens)) });
  const watcher = own.add(new ExpiryWatcher(held, clock, settings.leadMinutes, prompt, snoozes));
  const owners = new TokenOwners(held, sources, callers);
  const setIssuer = new SetIssuer(sources, callers, issuer, held, refusals, clock, restrictions);
  let reading: Promise<void> | undefined;
  const readStored = async (): Promise<void> => {
    await held.load();
    await owners.dropForeign();
  };
  return {
    held,
    /** Reads what earlier windows have stored: once. */
    read: () => (reading ??= readStored()),
    refusals,
    watcher,
    owners,
    service: new TokenService(setIssuer, held, owners, refusals, clock, settings.leadMinutes),
    rows: new TokenRows(held, refusals, clock, settings.leadMinutes),
  };
}
