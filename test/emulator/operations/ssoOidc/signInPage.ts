import type { SignInRequest } from '../../identity/signInRequests.js';
import { callBackOf } from '../../identity/signInRequests.js';
import { Page } from '../../protocols/page.js';
import type { OpenCall } from '../operation.js';

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0))};`);

function page(title: string, content: string): Page {
  return new Page(
    200,
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<style>body{font:16px sans-serif;max-width:30em;margin:4em auto}code{font-size:1.5em}button{font:inherit;margin-right:1em}</style>
</head><body><h1>${title}</h1>${content}</body></html>\n`,
  );
}

/** Asks a person whether a client may sign in for them. */
export function signInPage(request: SignInRequest): Page {
  const { client, scopes, id } = request;
  const code = request.kind === 'device' ? `<p>Code: <code>${request.userCode}</code></p>` : '';
  return page(
    'Allow access?',
    `${code}<p><b>${escaped(client.clientName)}</b> asks for: ${escaped(scopes.join(', '))}</p>
<form method="post" action="/device"><input type="hidden" name="id" value="${id}">
<button name="decision" value="allow">Allow access</button><button name="decision" value="deny">Deny</button></form>`,
  );
}

/** The page that a device's address leads to, with or without the code. */
export function showSignIn({ input, identity, nowMs }: OpenCall): Page {
  const { user_code: userCode } = input;
  if (userCode === undefined) {
    return page(
      'Authorization requested',
      '<form action="/device"><label>Code <input name="user_code"></label> <button>Confirm</button></form>',
    );
  }
  const request = identity.signIns.byUserCode(userCode);
  const isOpen = request?.decision === 'waiting' && request.expiresAtMs > nowMs;
  return isOpen ? signInPage(request) : page('Invalid code', '<p>The code is wrong, used or too old.</p>');
}

/** What the page's buttons do; a browser that waits for its call-back is sent there. */
export function decideSignIn({ input, identity, rules, nowMs }: OpenCall): Page {
  const request = identity.signIns.byId(input['id']);
  if (request?.decision !== 'waiting' || request.expiresAtMs <= nowMs) {
    return page('Invalid request', '<p>It is unknown, decided or too old.</p>');
  }
  if (input['decision'] === 'allow') identity.signIns.approve(request, rules.signedInUser);
  else identity.signIns.deny(request);
  if (request.kind === 'browser') return Page.redirect(callBackOf(request));
  return input['decision'] === 'allow'
    ? page('Request approved', '<p>You can close this window.</p>')
    : page('Request denied', '<p>You can close this window.</p>');
}
