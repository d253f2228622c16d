import { contextKeys } from '../core/base/contributions.js';
import type { Owner } from '../core/base/disposable.js';
import { signInsIn } from '../core/sources/signIns.js';
import { setContextKey } from '../vscode/doors/contextKeys.js';
import type { Aws } from './aws.js';
import type { Consumers } from './consumers.js';
import type { LocalEndpoints } from './endpoints.js';
import type { EngineEdges } from './engineEdges.js';
import type { Notebooks } from './notebooks.js';
import type { Sources } from './sources.js';
import type { Terminals } from './terminals.js';
import type { Tokens } from './tokens.js';
import type { View } from './view.js';

/** Shows what has changed; after whatever else follows from it. */
export function connectShown(
  own: Owner,
  { clock, focus, onDidChangeSetting }: EngineEdges,
  aws: Aws,
  { list, selection }: Sources,
  { held, refusals, watcher }: Tokens,
  view: View,
  { endpoints, handOuts }: LocalEndpoints,
  { variables }: Terminals,
  { cells }: Notebooks,
  { sharing }: Consumers,
): void {
  const showTokens = (): void => {
    view.show();
    cells.show();
    sharing.check();
  };
  const showTime = (): void => {
    view.showTime();
    cells.show();
    sharing.check();
  };
  const showEndpoints = (): void => {
    setContextKey(contextKeys.hasEndpoints, endpoints.open.length > 0);
    setContextKey(contextKeys.hasHandOuts, handOuts.all().length > 0);
    showTokens();
    variables.update();
  };

  own.add(held.onDidChange(showTokens));
  for (const onDidChange of [
    clock.onDidChange,
    onDidChangeSetting('expiry'),
    focus.onDidFocus,
    watcher.onDidTick,
  ])
    own.add(onDidChange(showTime));
  own.add(selection.onDidChange(view.show));
  own.add(refusals.onDidChange(showTokens));
  for (const onDidChange of [endpoints.onDidChange, handOuts.onDidChange])
    own.add(onDidChange(showEndpoints));
  own.add(view.view.onDidChangeVisibility(view.showTime));
  for (const onDidChange of [onDidChangeSetting('terminal.environment'), selection.onDidChange])
    own.add(onDidChange(() => variables.update()));
  own.add(aws.signIns.onDidChange((name) => view.showIdentity(name)));
  own.add(
    list.onDidRead(({ setup }) => {
      const { identities } = aws.identityList.current;
      setContextKey(contextKeys.hasNoSignIns, [...signInsIn(setup.profiles), ...identities].length === 0);
      view.message();
    }),
  );
}
