import type { Owner } from '../core/base/disposable.js';
import { inBackground } from '../core/base/log.js';
import { followRevoked } from '../core/connections/revokedElsewhere.js';
import { tokenAccess } from '../core/sources/source.js';
import type { Aws } from './aws.js';
import { forgetCredentials } from './credentials.js';
import type { LocalEndpoints } from './endpoints.js';
import type { EngineEdges } from './engineEdges.js';
import type { SignIns } from './signIns.js';
import type { Sources } from './sources.js';
import type { Tokens } from './tokens.js';

/** Connects all but what is shown: who reads the state again when what has changed. */
export function connect(
  own: Owner,
  edges: EngineEdges,
  aws: Aws,
  sources: Sources,
  tokens: Tokens,
  signIns: SignIns,
  { endpoints, handOuts, records, passwords }: LocalEndpoints,
): void {
  const { log, clock, secrets, focus, trust, onDidChangeSetting } = edges;
  const { list, catalogue, callers, selection } = sources;
  const { held, refusals, watcher, owners } = tokens;

  for (const onDidChange of [
    held.onDidChange,
    clock.onDidChange,
    onDidChangeSetting('expiry'),
    focus.onDidFocus,
  ])
    own.add(onDidChange(() => watcher.check()));
  for (const onDidChange of [endpoints.onDidChange, handOuts.onDidChange])
    own.add(onDidChange(() => passwords.writeSoon()));
  own.add(secrets.onDidChange((key) => inBackground(log, followRevoked(key, records, endpoints))));
  // What another window got is not held where it is another person's.
  own.add(
    secrets.onDidChange((key) =>
      inBackground(
        log,
        held.reread(key, (token) => owners.isForeign(token)),
      ),
    ),
  );

  const credentialsChanged = (): void => {
    forgetCredentials(aws, sources, tokens);
    catalogue.clear();
    list.invalidate();
    inBackground(log, owners.recheck());
  };
  own.add(edges.awsFiles.onDidChange(credentialsChanged));
  own.add(edges.signInFiles.onDidChange(() => signIns.signInsChanged()));
  own.add(onDidChangeSetting('requestTimeoutSeconds')(() => aws.clients.drop()));
  own.add(onDidChangeSetting('sources')(() => list.invalidate()));
  own.add(
    onDidChangeSetting('identities')(() => {
      aws.identityList.invalidate();
      credentialsChanged();
    }),
  );
  own.add(trust.onDidGrant(credentialsChanged));

  // What another window does is known for another sign-in by what was read before.
  inBackground(log, aws.signIns.read());
  own.add(secrets.onDidChange((key) => inBackground(log, aws.signIns.readStored(key))));
  own.add(
    aws.signIns.onDidReplace(({ identity: name, isOther }) =>
      inBackground(log, signIns.identityChanged(name, isOther)),
    ),
  );
  own.add(
    list.onDidRead(({ sources: read }) => {
      inBackground(log, aws.signIns.read());
      selection.countOnly(new Set(read.map(({ id }) => id)));
    }),
  );
  own.add(
    callers.onDidChange(({ id }) => {
      for (const source of list.current?.sources ?? []) {
        if (tokenAccess(source).id === id) refusals.forgetSource(source.id);
      }
      inBackground(log, owners.dropForeign());
    }),
  );
  own.add(
    catalogue.onDidChange(({ sourceId, differing }) => {
      refusals.set(differing.map((ref) => ({ ref, reason: undefined })));
      const source = list.current?.sources.find(({ id }) => id === sourceId);
      const listing = catalogue.listing(sourceId);
      if (listing.kind === 'listed' && source !== undefined) {
        inBackground(log, selection.keepListed(sourceId, catalogue.workgroups(source)));
      }
    }),
  );
}
