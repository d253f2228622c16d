import { callBackOf } from '../../identity/signInRequests.js';
import { Page } from '../../protocols/page.js';
import type { OpenCall } from '../operation.js';
import { refused, requiredText } from './oauthInput.js';
import { signInPage } from './signInPage.js';

/** How long a code may wait to be exchanged. */
const codeLifeMs = 600_000;

/**
 * Where a browser signs in: authorization code with PKCE, as the AWS CLI asks for it (`scopes`, plural, parted by spaces). A
 * wrong client or redirect URI is told to the person, everything else to the client.
 */
export function authorize({ input, identity, rules, nowMs }: OpenCall): Page {
  const client = identity.clients.find(input['client_id']);
  if (client === undefined) throw refused('InvalidClientException', 'Invalid client provided');
  const redirectUri = requiredText(input, 'redirect_uri');
  if (!client.redirectUris.some((registered) => isSameUri(registered, redirectUri))) {
    throw refused('InvalidRedirectUriException', 'Invalid redirect URI provided');
  }
  const { center } = client;
  const codeChallenge = requiredText(input, 'code_challenge');
  const isWrong =
    input['response_type'] !== 'code' ||
    input['code_challenge_method'] !== 'S256' ||
    !/^[\w-]{43}$/.test(codeChallenge) ||
    center === undefined;
  if (isWrong) throw refused('InvalidRequestException', 'Invalid request');
  const { scopes = '', state } = input;
  const asked = String(scopes)
    .split(/[ +]/)
    .filter((scope) => scope !== '');
  if (asked.some((scope) => !client.scopes.includes(scope))) {
    throw refused('InvalidScopeException', 'Invalid scope provided');
  }
  const request = identity.signIns.addBrowser({
    client,
    scopes: asked,
    center,
    expiresAtMs: nowMs + codeLifeMs,
    redirectUri,
    state: typeof state === 'string' ? state : undefined,
    codeChallenge,
  });
  if (rules.authorizePage === 'ask') return signInPage(request);
  if (rules.authorizePage === 'allow') identity.signIns.approve(request, rules.signedInUser);
  else identity.signIns.deny(request);
  return Page.redirect(callBackOf(request));
}

/** As registered; on loopback the port does not count. */
function isSameUri(registered: string, asked: string): boolean {
  if (!URL.canParse(asked)) return false;
  const [one, other] = [new URL(registered), new URL(asked)];
  return (
    one.protocol === other.protocol &&
    one.hostname === other.hostname &&
    one.pathname === other.pathname &&
    one.search === other.search &&
    other.hash === ''
  );
}
