/** Someone who can sign in. */
export type ProviderUser = { readonly sub: string; readonly email: string; readonly name?: string };

/** The user with this email. */
export function userNamed(users: readonly ProviderUser[], email: string): ProviderUser | undefined {
  return users.find((user) => user.email === email);
}
