import type { Owner } from '../core/base/disposable.js';
import { Callers } from '../core/sources/callers.js';
import { Catalogue } from '../core/sources/catalogue.js';
import { Selection } from '../core/sources/selection.js';
import { SourceList } from '../core/sources/sourceList.js';
import { settings } from '../vscode/doors/settings.js';
import { SignInFilesWatcher } from '../vscode/identity/signInFilesWatcher.js';
import { AwsFilesWatcher } from '../vscode/sources/awsFilesWatcher.js';
import type { Aws } from './aws.js';
import type { Edges } from './edges.js';

export type Sources = ReturnType<typeof makeSources>;

/** Where workgroups come from, and which are ticked. */
export function makeSources(own: Owner, { awsFiles, signInFolders, clock, state, managed }: Edges, aws: Aws) {
  const filesWatcher = own.add(new AwsFilesWatcher(awsFiles, clock));
  const signInWatcher = own.add(new SignInFilesWatcher(signInFolders, clock));
  const reader = {
    read: () => {
      filesWatcher.start();
      signInWatcher.start();
      return aws.setup.read();
    },
  };
  return {
    filesWatcher,
    signInWatcher,
    list: own.add(new SourceList(settings.sources, reader, managed)),
    callers: own.add(new Callers(aws.callerFinder)),
    catalogue: own.add(new Catalogue(aws.lister)),
    selection: own.add(new Selection(state)),
  };
}
