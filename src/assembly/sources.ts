import type { Owner } from '../core/base/disposable.js';
import { Callers } from '../core/sources/callers.js';
import { Catalogue } from '../core/sources/catalogue.js';
import { Selection } from '../core/sources/selection.js';
import { SourceList } from '../core/sources/sourceList.js';
import type { Aws } from './aws.js';
import type { EngineEdges } from './engineEdges.js';

export type Sources = ReturnType<typeof makeSources>;

/** Where workgroups come from, and which are ticked. */
export function makeSources(
  own: Owner,
  { awsFiles, signInFiles, state, managed, settings }: EngineEdges,
  aws: Aws,
) {
  const reader = {
    read: () => {
      awsFiles.start();
      signInFiles.start();
      return aws.setup.read();
    },
  };
  return {
    list: own.add(new SourceList(settings.sources, reader, managed)),
    callers: own.add(new Callers(aws.callerFinder)),
    catalogue: own.add(new Catalogue(aws.lister)),
    selection: own.add(new Selection(state)),
  };
}
