import type { Source } from './source.js';
import type { Profile } from './sourceList.js';

/** An SSO sign-in, and the profiles whose credentials come from it. */
export interface SignIn {
  /** An sso-session's name, or a start URL. */
  readonly name: string;
  /** At least one. */
  readonly profiles: readonly [string, ...string[]];
}

/** All sign-ins that the profiles name, in the order of the profiles. */
export function signInsIn(profiles: readonly Profile[]): readonly SignIn[] {
  const byName = new Map<string, SignIn>();
  for (const { name: profile, signIn: name } of profiles) {
    if (name === undefined) continue;
    const known = byName.get(name);
    byName.set(name, { name, profiles: known === undefined ? [profile] : [...known.profiles, profile] });
  }
  return [...byName.values()];
}

/** The sign-ins that a source's own credentials, or those that get its tokens, come from; its own profiles first. */
export function signInsOf(
  { credentials, tokenCredentials }: Source,
  profiles: readonly Profile[],
): readonly SignIn[] {
  const names = [credentials, tokenCredentials].flatMap((one) => (one?.kind === 'profile' ? [one.name] : []));
  const isOwn = (profile: Profile): boolean => names.includes(profile.name);
  const own = new Set(profiles.filter(isOwn).map(({ signIn }) => signIn));
  const ownFirst = [...profiles].sort((left, right) => Number(isOwn(right)) - Number(isOwn(left)));
  return signInsIn(ownFirst.filter(({ signIn }) => own.has(signIn)));
}
