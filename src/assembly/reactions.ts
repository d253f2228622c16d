import * as vscode from 'vscode';
import type { Owner } from '../core/base/disposable.js';
import { contextKeys } from '../core/base/contributions.js';
import { inBackground } from '../core/base/log.js';
import { tokenAccess } from '../core/sources/source.js';
import { signInsIn } from '../core/sources/signIns.js';
import { setContextKey } from '../vscode/doors/contextKeys.js';
import { onDidChangeSetting } from '../vscode/doors/settings.js';
import { windowFocus } from '../vscode/doors/windowFocus.js';
import type { Aws } from './aws.js';
import type { Consumers } from './consumers.js';
import { forgetCredentials } from './credentials.js';
import type { Edges } from './edges.js';
import type { LocalEndpoints } from './endpoints.js';
import type { Identity } from './identity.js';
import type { Notebooks } from './notebooks.js';
import type { Sources } from './sources.js';
import type { Terminals } from './terminals.js';
import type { Tokens } from './tokens.js';
import type { View } from './view.js';

/** Connects: who reads the state again when what has changed. */
export function connect(
  own: Owner,
  edges: Edges,
  aws: Aws,
  sources: Sources,
  tokens: Tokens,
  view: View,
  identity: Identity,
  { endpoints, handOuts, records, passwords }: LocalEndpoints,
  { variables }: Terminals,
  { cells }: Notebooks,
  { sharing }: Consumers,
): void {
  const { list, catalogue, callers, selection, filesWatcher } = sources;
  const { held, refusals, watcher, owners } = tokens;
  const lookAtTokens = (): void => {
    watcher.check();
    view.show();
    cells.show();
    sharing.check();
  };
  const showTime = (): void => {
    view.showTime();
    cells.show();
    sharing.check();
  };
  const lookAtTime = (): void => {
    watcher.check();
    showTime();
  };

  own.add(held.onDidChange(lookAtTokens));
  for (const onDidChange of [edges.clock.onDidChange, onDidChangeSetting('expiry'), windowFocus.onDidFocus]) {
    own.add(onDidChange(lookAtTime));
  }
  for (const onDidChange of [selection.onDidChange, refusals.onDidChange]) own.add(onDidChange(view.show));
  own.add(watcher.onDidTick(showTime));
  const lookAtEndpoints = (): void => {
    setContextKey(contextKeys.hasEndpoints, endpoints.open.length > 0);
    setContextKey(contextKeys.hasHandOuts, handOuts.all().length > 0);
    passwords.writeSoon();
    view.show();
    cells.show();
    sharing.check();
    variables.update();
  };
  for (const onDidChange of [endpoints.onDidChange, handOuts.onDidChange])
    own.add(onDidChange(lookAtEndpoints));
  own.add(edges.secrets.onDidChange((key) => inBackground(edges.log, records.reread(key))));
  own.add(view.view.onDidChangeVisibility(view.showTime));

  const credentialsChanged = (): void => {
    forgetCredentials(aws, sources, tokens);
    catalogue.clear();
    list.invalidate();
    inBackground(edges.log, owners.recheck());
  };
  own.add(filesWatcher.onDidChange(credentialsChanged));
  own.add(sources.signInWatcher.onDidChange(() => identity.signInsChanged()));
  own.add(onDidChangeSetting('requestTimeoutSeconds')(() => aws.clients.drop()));
  own.add(onDidChangeSetting('sources')(() => list.invalidate()));
  own.add(
    onDidChangeSetting('identities')(() => {
      aws.identityList.invalidate();
      credentialsChanged();
    }),
  );
  for (const onDidChange of [onDidChangeSetting('terminal.environment'), selection.onDidChange])
    own.add(onDidChange(() => variables.update()));
  own.add(aws.signIns.onDidChange((name) => view.showIdentity(name)));
  // What another window does is known for another sign-in by what was read before.
  inBackground(edges.log, aws.signIns.read());
  own.add(edges.secrets.onDidChange((key) => inBackground(edges.log, aws.signIns.readStored(key))));
  own.add(
    aws.signIns.onDidReplace(({ identity: name, isOther }) =>
      inBackground(edges.log, identity.identityChanged(name, isOther)),
    ),
  );
  own.add(vscode.workspace.onDidGrantWorkspaceTrust(credentialsChanged));

  own.add(
    list.onDidRead(({ sources: read, setup }) => {
      const { identities } = aws.identityList.current;
      setContextKey(contextKeys.hasNoSignIns, [...signInsIn(setup.profiles), ...identities].length === 0);
      inBackground(edges.log, aws.signIns.read());
      view.message();
      selection.countOnly(new Set(read.map(({ id }) => id)));
    }),
  );
  own.add(
    callers.onDidChange(({ id }) => {
      for (const source of list.current?.sources ?? []) {
        if (tokenAccess(source).id === id) refusals.forgetSource(source.id);
      }
      inBackground(edges.log, owners.dropForeign());
    }),
  );
  own.add(
    catalogue.onDidChange(({ sourceId, differing }) => {
      refusals.set(differing.map((ref) => ({ ref, reason: undefined })));
      const source = list.current?.sources.find(({ id }) => id === sourceId);
      const listing = catalogue.listing(sourceId);
      if (listing.kind === 'listed' && source !== undefined) {
        inBackground(edges.log, selection.keepListed(sourceId, catalogue.workgroups(source)));
      }
    }),
  );
}
