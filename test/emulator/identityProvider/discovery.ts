import type { ProviderContext } from './providerContext.js';
import type { ProviderRules } from './providerRules.js';

const discoveryPath = '/.well-known/openid-configuration';
const movedPath = `/moved${discoveryPath}`;

/** Answers a question for the configuration, or spoils the provider's answer as the rules say. */
export async function discovery(
  context: ProviderContext,
  rules: ProviderRules,
  next: () => Promise<void>,
): Promise<void> {
  if (context.path === movedPath) {
    // A client that follows redirects finds a good answer here.
    context.path = discoveryPath;
    return next();
  }
  if (context.path !== discoveryPath) return next();
  switch (rules.spoiledDiscovery) {
    case 'redirect':
      context.redirect(movedPath);
      return;
    case 'html':
      context.type = 'html';
      context.body = '<!doctype html><title>Sign in to the network</title>';
      return;
    case 'serverError':
      context.status = 500;
      context.body = { error: 'server_error' };
      return;
    case 'hang':
      context.respond = false;
      return;
    case 'otherIssuer':
      await next();
      context.body = { ...(context.body as object), issuer: 'https://another-issuer.example' };
      return;
    case undefined:
      return next();
  }
}
