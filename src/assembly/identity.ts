import { inBackground } from '../core/base/log.js';
import { identitiesOf } from '../core/sources/signIns.js';
import type { Source } from '../core/sources/source.js';
import { systemClipboard } from '../vscode/doors/clipboard.js';
import { settings } from '../vscode/doors/settings.js';
import { IdentityCommands } from '../vscode/identity/identityCommands.js';
import { IdentitySignInSteps } from '../vscode/identity/identitySignInSteps.js';
import { ProfileSignInSteps } from '../vscode/identity/profileSignInSteps.js';
import { SetupCommands } from '../vscode/identity/setupCommands.js';
import { SignInPage } from '../vscode/identity/signInPage.js';
import { SignInCommands } from '../vscode/identity/signInCommands.js';
import type { Aws } from './aws.js';
import { forgetCredentials } from './credentials.js';
import type { Edges } from './edges.js';
import type { Sources } from './sources.js';
import type { Tokens } from './tokens.js';
import type { View } from './view.js';

export type Identity = ReturnType<typeof makeIdentity>;

/** Who a person is to AWS: signing in and out, and what follows from it. */
export function makeIdentity(
  { log, managed, commands }: Edges,
  aws: Aws,
  sources: Sources,
  tokens: Tokens,
  { chosen }: View,
  addSource: () => Promise<void>,
) {
  const { list, catalogue, callers } = sources;
  const current = (): readonly Source[] => list.current?.sources ?? [];
  /** Somebody has signed in or out, here or with another tool; `isOf` knows whose sources these are, as far as anybody does. */
  const signInsChanged = (isOf?: (source: Source) => boolean): void => {
    forgetCredentials(aws, sources, tokens);
    askAnew(isOf);
  };
  /** Shows whose the credentials are now, and lists what they were waited for. */
  const askAnew = (isOf: (source: Source) => boolean = () => false): void => {
    inBackground(log, tokens.owners.recheck());
    for (const source of current()) {
      const listing = catalogue.listing(source.id);
      const waited = listing.kind === 'failed' && /^signIn/.test(listing.error.action.kind);
      if (!waited && (!isOf(source) || listing.kind === 'unlisted')) continue;
      // The rows show how both went.
      void callers.get(source);
      void catalogue.list(source);
    }
  };
  /** Somebody has signed in or out with an identity, in this window or in another. */
  const identityChanged = async (name: string, isOther: boolean): Promise<void> => {
    // First: a token that is under way with the former credentials must not be kept.
    forgetCredentials(aws, sources, tokens);
    try {
      // What another person got is not this one's, whatever AWS says of the credentials later.
      if (isOther) await tokens.owners.forgetIdentity(name);
    } finally {
      askAnew((source) => identitiesOf(source).includes(name));
    }
  };
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
    signInsChanged,
    identityChanged,
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
