import { text } from 'node:stream/consumers';
import type Provider from 'oidc-provider';
import type { InteractionResults } from 'oidc-provider';
import type { ProviderContext } from './providerContext.js';
import type { ProviderRules } from './providerRules.js';
import type { ProviderUser } from './providerUser.js';
import { userNamed } from './providerUser.js';
import { signInPage } from './page.js';

/** Where the library sends a browser whose user must sign in. */
export const signInPath = '/sign-in/';

type SignIn = {
  readonly provider: Provider;
  readonly users: readonly ProviderUser[];
  readonly rules: ProviderRules;
};

/** Answers the sign-in page: by the rules at once, else by what the user clicks. */
export async function signIn(
  context: ProviderContext,
  { provider, users, rules }: SignIn,
  next: () => Promise<void>,
): Promise<void> {
  if (!context.path.startsWith(signInPath)) return next();
  const choice = await chosen(context, rules);
  if (choice === undefined) {
    context.type = 'html';
    context.body = signInPage();
    return;
  }
  if (choice.kind === 'denies') return finish(denied);
  const user = userNamed(users, choice.email);
  if (user === undefined) {
    context.status = 400;
    context.type = 'html';
    context.body = signInPage(`Nobody here has the name ${choice.email}.`);
    return;
  }
  const { params } = await provider.interactionDetails(context.req, context.res);
  const grantId = await grant(provider, user, String(params['client_id']), String(params['scope']));
  return finish({ login: { accountId: user.sub }, consent: { grantId } });

  async function finish(result: InteractionResults): Promise<void> {
    context.status = 303;
    context.redirect(await provider.interactionResult(context.req, context.res, result));
  }
}

/** Records what a user lets a client have, and gives its id. */
export async function grant(
  provider: Provider,
  user: ProviderUser,
  clientId: string,
  scope: string,
): Promise<string> {
  const granted = new provider.Grant({ accountId: user.sub, clientId });
  granted.addOIDCScope(scope);
  return granted.save();
}

const denied: InteractionResults = {
  error: 'access_denied',
  error_description: 'The user refused.',
};

type Choice = { readonly kind: 'signsIn'; readonly email: string } | { readonly kind: 'denies' };

async function chosen(context: ProviderContext, rules: ProviderRules): Promise<Choice | undefined> {
  if (rules.userDenies) return { kind: 'denies' };
  if (rules.signInAs !== undefined) return { kind: 'signsIn', email: rules.signInAs };
  if (context.method !== 'POST') return undefined;
  const form = new URLSearchParams(await text(context.req));
  return form.has('deny') ? { kind: 'denies' } : { kind: 'signsIn', email: form.get('email') ?? '' };
}
