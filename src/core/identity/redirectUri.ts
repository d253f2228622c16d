/** Where the provider sends the browser back to, on a free port. */
export const defaultRedirectUri = 'http://127.0.0.1/callback';

/**
 * Whether a call-back can arrive there unchanged: http on loopback, with the port that is listened on, or without one
 * for a free port. Providers compare it as it is written.
 */
export function isRedirectUri(text: string): boolean {
  const isOnLoopback = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?\/[\w\-./~%]*$/.test(text);
  return isOnLoopback && URL.canParse(text) && new URL(text).href === text;
}
