import type { Owner } from '../core/base/disposable.js';
import { inBackground } from '../core/base/log.js';
import { forgetForbiddenSignIns } from '../core/identity/forbiddenSignIns.js';
import type { Callers } from '../core/sources/callers.js';
import type { SourceList } from '../core/sources/sourceList.js';
import type { ExpiryAnswers, ExpiryPrompter } from '../core/tokens/expiryPrompt.js';
import { ExpiryWatcher } from '../core/tokens/expiryWatcher.js';
import { ForbiddenTokens } from '../core/tokens/forbiddenTokens.js';
import { HeldTokens } from '../core/tokens/heldTokens.js';
import { Lease } from '../core/tokens/lease.js';
import { NeedsPerson } from '../core/tokens/needsPerson.js';
import { Refusals } from '../core/tokens/refusals.js';
import { Renewal } from '../core/tokens/renewal.js';
import { SilentRefresh } from '../core/tokens/silentRefresh.js';
import { SilentSets } from '../core/tokens/silentSets.js';
import { SnoozeList } from '../core/tokens/snoozeList.js';
import { SetIssuer } from '../core/tokens/setIssuer.js';
import { TokenOwners } from '../core/tokens/tokenOwners.js';
import { TokenRows } from '../core/tokens/tokenRows.js';
import { TokenSteps } from '../core/tokens/tokenSteps.js';
import { TokenService } from '../core/tokens/tokenService.js';
import type { Aws } from './aws.js';
import type { EngineEdges } from './engineEdges.js';

export type Tokens = ReturnType<typeof makeTokens>;

/** Tokens: held, got, watched. `asks` makes who asks a person; what its buttons do is told to it. */
export function makeTokens(
  own: Owner,
  { secrets, state, clock, localClock, focus, leases, log, managed, settings }: EngineEdges,
  { issuer, signIns: identitySignIns }: Aws,
  sources: SourceList,
  callers: Callers,
  asks: (answers: Omit<ExpiryAnswers, 'refresh'>) => ExpiryPrompter,
) {
  const { restrictions } = managed;
  // Under restrictions that are not understood, these secrets hold nothing from before: nothing of it can go.
  const signIns = forgetForbiddenSignIns(secrets, restrictions, log);
  const forbidden = new ForbiddenTokens(restrictions, sources, signIns);
  const held = own.add(new HeldTokens(secrets, clock, log, (token) => forbidden.has(token)));
  const refusals = own.add(new Refusals());
  const snoozes = new SnoozeList(state, clock);
  const silentSets = own.add(new SilentSets(state));
  const prompter = asks({
    notNow: (tokens) => inBackground(log, snoozes.add(tokens)),
    always: (tokens) => inBackground(log, silentSets.add(tokens.map(({ workgroups }) => workgroups))),
  });
  const owners = new TokenOwners(held, sources, callers);
  const setIssuer = new SetIssuer(sources, callers, issuer, held, refusals, clock, restrictions);
  const service = new TokenService(setIssuer, held, owners, refusals, clock, settings.leadMinutes);
  let reading: Promise<void> | undefined;
  const readStored = async (): Promise<void> => {
    await held.load();
    await owners.dropForeign();
  };
  const needsPerson = new NeedsPerson(sources, (name) => {
    const signIn = identitySignIns.state(name);
    return signIn?.kind === 'signedIn' && signIn.isRenewable;
  });
  const renewal = own.add(
    new Renewal({
      held,
      clock,
      focus,
      lease: own.add(new Lease(leases, localClock)),
      steps: new TokenSteps(held, clock, settings, snoozes, silentSets),
      refresh: new SilentRefresh(service, held, log),
      prompter,
      snoozes,
      log,
      reread: readStored,
      needsPerson: (token) => needsPerson.of(token),
    }),
  );
  const watcher = own.add(new ExpiryWatcher(held, clock, settings.leadMinutes, renewal));
  for (const onDidChange of [renewal.onDidSettle, silentSets.onDidChange])
    own.add(onDidChange(() => watcher.check()));
  return {
    held,
    /** Reads what earlier windows have stored: once. */
    read: () => (reading ??= readStored()),
    refusals,
    watcher,
    owners,
    service,
    silentSets,
    rows: new TokenRows(held, refusals, clock, settings.leadMinutes),
  };
}
