import type { DirectConnection, EndpointConnection } from '../connection.js';
import type { DirectTarget, EndpointTarget } from './target.js';

/** What stands in a preview where the secret will be. */
export const hidden = '••••••••';

/** The target's text with the secret hidden. It is built without the secret: nothing could be overlooked in it. */
export function previewDirect(
  target: DirectTarget,
  connections: readonly Omit<DirectConnection, 'token'>[],
): string {
  const token = placeholder(connections);
  return reveal(target.textOfAll(connections.map((connection) => ({ ...connection, token }))), token);
}

/** The target's text with the secret hidden. It is built without the secret: nothing could be overlooked in it. */
export function previewEndpoint(
  target: EndpointTarget,
  connections: readonly Omit<EndpointConnection, 'password'>[],
): string {
  const password = placeholder(connections);
  return reveal(target.textOfAll(connections.map((connection) => ({ ...connection, password }))), password);
}

/** Letters alone, which every syntax leaves as they are, and which nothing else of the connections holds. */
function placeholder(connections: readonly object[]): string {
  const others = JSON.stringify(connections);
  let word = 'hiddensecret';
  while (others.includes(word)) word += 'x';
  return word;
}

function reveal(text: string, word: string): string {
  return text.replaceAll(word, hidden);
}
