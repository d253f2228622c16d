import type { Credentials } from './access.js';
import type { Source } from './source.js';
import type { Profile } from './sourceList.js';

/** An SSO sign-in, and the profiles whose credentials come from it. */
export interface SsoPlace {
  readonly kind: 'sso';
  /** An sso-session's name, or a start URL. */
  readonly name: string;
  /** At least one. */
  readonly profiles: readonly [string, ...string[]];
}

/** Where a person signs in: at an SSO, or with an identity. */
export type SignInPlace = SsoPlace | { readonly kind: 'identity'; readonly name: string };

/** All SSO sign-ins that the profiles name, in the order of the profiles. */
export function signInsIn(profiles: readonly Profile[]): readonly SsoPlace[] {
  const byName = new Map<string, SsoPlace>();
  for (const { name: profile, signIn: name } of profiles) {
    if (name === undefined) continue;
    const known = byName.get(name);
    const all: SsoPlace['profiles'] = known === undefined ? [profile] : [...known.profiles, profile];
    byName.set(name, { kind: 'sso', name, profiles: all });
  }
  return [...byName.values()];
}

/** Where a source's own credentials, or those that get its tokens, come from; its own profiles first. */
export function signInsOf(source: Source, profiles: readonly Profile[]): readonly SignInPlace[] {
  const names = namesOf(source, 'profile');
  const isOwn = (profile: Profile): boolean => names.includes(profile.name);
  const own = new Set(profiles.filter(isOwn).map(({ signIn }) => signIn));
  const ownFirst = [...profiles].sort((left, right) => Number(isOwn(right)) - Number(isOwn(left)));
  const places = signInsIn(ownFirst.filter(({ signIn }) => own.has(signIn)));
  return [...identitiesOf(source).map((name) => ({ kind: 'identity', name }) as const), ...places];
}

/** The names of the identities that browse a source, or get its tokens. */
export function identitiesOf(source: Source): readonly string[] {
  return namesOf(source, 'identity');
}

function namesOf({ credentials, tokenCredentials }: Source, kind: Credentials['kind']): readonly string[] {
  const both = [credentials, tokenCredentials].filter((one) => one !== undefined);
  return [
    ...new Set(both.flatMap((one) => (one.kind === 'environment' || one.kind !== kind ? [] : [one.name]))),
  ];
}
