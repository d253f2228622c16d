import { systemClipboard } from '../vscode/doors/clipboard.js';
import { settings } from '../vscode/doors/settings.js';
import { IdentityCommands } from '../vscode/identity/identityCommands.js';
import { IdentitySignInSteps } from '../vscode/identity/identitySignInSteps.js';
import { ProfileSignInSteps } from '../vscode/identity/profileSignInSteps.js';
import { SetupCommands } from '../vscode/identity/setupCommands.js';
import { SignInPage } from '../vscode/identity/signInPage.js';
import { SignInCommands } from '../vscode/identity/signInCommands.js';
import type { Aws } from './aws.js';
import type { Edges } from './edges.js';
import type { SignIns } from './signIns.js';
import type { Sources } from './sources.js';
import type { View } from './view.js';

export type Identity = ReturnType<typeof makeIdentity>;

/** Who a person is to AWS: signing in and out. */
export function makeIdentity(
  { managed, commands }: Edges,
  aws: Aws,
  sources: Sources,
  signIns: SignIns,
  { chosen }: View,
  addSource: () => Promise<void>,
) {
  const { list } = sources;
  const { signInsChanged, identityChanged } = signIns;
  const page = new SignInPage(systemClipboard, managed.restrictions);
  const ofProfile = new ProfileSignInSteps(aws.signIn, page, (profiles) =>
    signInsChanged(
      ({ credentials }) => credentials.kind === 'profile' && profiles.includes(credentials.name),
    ),
  );
  const ofIdentity = new IdentitySignInSteps(
    aws.signIns,
    aws.identities,
    aws.clientSecrets,
    page,
    identityChanged,
  );
  const signIn = (name: string): void => void commands.run((task) => ofIdentity.signIn(task, name));
  return {
    signInCommands: new SignInCommands(list, aws.identityList, ofProfile, ofIdentity, page),
    setupCommands: new SetupCommands(list, settings, signIn),
    identityCommands: new IdentityCommands(
      settings.identities,
      aws.identityList,
      list,
      chosen,
      systemClipboard,
      { signIn, addSource: () => void commands.run(addSource) },
    ),
  };
}
