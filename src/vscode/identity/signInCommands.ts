import * as l10n from '@vscode/l10n';
import { UserError } from '../../core/base/userError.js';
import type { IdentityList } from '../../core/identity/identityList.js';
import { signInsIn, signInsOf, type SignInPlace } from '../../core/sources/signIns.js';
import type { SourceList } from '../../core/sources/sourceList.js';
import type { Task } from '../doors/commands.js';
import { pickOne, type Choice, type Heading } from '../doors/pick.js';
import { SourceNode } from '../sources/treeNode.js';
import type { IdentitySignInSteps } from './identitySignInSteps.js';
import type { ProfileSignInSteps } from './profileSignInSteps.js';
import type { SignInPage } from './signInPage.js';

interface Wish {
  readonly place: SignInPlace;
  readonly withCode: boolean;
}

/** Signs a person in and out: at the SSO of their profiles, and with their identities. */
export class SignInCommands {
  constructor(
    private readonly sources: SourceList,
    private readonly identities: IdentityList,
    readonly ofProfile: ProfileSignInSteps,
    readonly ofIdentity: IdentitySignInSteps,
    private readonly page: SignInPage,
  ) {}

  async signIn(task: Task, args: readonly unknown[]): Promise<void> {
    const own = await this.ofRow(args);
    const [only, ...others] = own;
    if (only !== undefined && others.length === 0) {
      await this.signInAt(task, { place: only, withCode: false });
      return;
    }
    const wishes = this.wishes(own.length > 0 ? own : await this.all());
    const wish = await pickOne(wishes, {
      title: l10n.t('Sign In'),
      placeholder: l10n.t('Choose where to sign in'),
    });
    await this.signInAt(task, wish);
  }

  async signOut(task: Task, args: readonly unknown[]): Promise<void> {
    const own = await this.ofRow(args);
    const places = own.length > 0 ? own : await this.all();
    const [only, ...others] = own;
    const place =
      only !== undefined && others.length === 0
        ? only
        : await pickOne(
            places.map((candidate) => choice(candidate, candidate)),
            { title: l10n.t('Sign Out'), placeholder: l10n.t('Choose where to sign out') },
          );
    if (place.kind === 'sso') await this.ofProfile.signOut(task, place);
    else await this.ofIdentity.signOut(task, place.name);
  }

  private async signInAt(task: Task, { place, withCode }: Wish): Promise<void> {
    if (place.kind === 'sso') await this.ofProfile.signIn(task, place.profiles[0], withCode);
    else await this.ofIdentity.signIn(task, place.name, withCode);
  }

  private wishes(places: readonly SignInPlace[]): readonly (Choice<Wish> | Heading)[] {
    const list = (withCode: boolean): readonly Choice<Wish>[] =>
      places.map((place) => choice(place, { place, withCode }));
    if (!this.page.hasChoice) return list(false);
    return [...list(false), { heading: l10n.t('with a code on another device') }, ...list(true)];
  }

  private async ofRow([node]: readonly unknown[]): Promise<readonly SignInPlace[]> {
    if (!(node instanceof SourceNode)) return [];
    const { setup } = await this.sources.read();
    return signInsOf(node.source, setup.profiles);
  }

  private async all(): Promise<readonly SignInPlace[]> {
    const { setup } = await this.sources.read();
    const identities = this.identities.current.identities.map(({ name }): SignInPlace => ({
      kind: 'identity',
      name,
    }));
    const places = [...identities, ...signInsIn(setup.profiles)];
    if (places.length === 0) throw noSignIn();
    return places;
  }
}

function choice<T>(place: SignInPlace, value: T): Choice<T> {
  const description = place.kind === 'sso' ? place.profiles.join(', ') : l10n.t('identity');
  return { label: place.name, description, value };
}

function noSignIn(): UserError {
  return new UserError(
    l10n.t('There is nothing to sign in to: no identity is set up, and no profile signs in by SSO.'),
    { kind: 'openAwsConfig' },
  );
}
