import type { IncomingMessage } from 'node:http';

/** A request as it came over the wire, before anybody believed a word of it. */
export type ReceivedRequest = {
  readonly method: string;
  /** As sent, still percent-encoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  /** Lower-case names; values of a repeated header joined by commas, in the order they came. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** The largest body that is read; AWS's own limit for these services is of the same order. */
const maxBodyBytes = 1024 * 1024;

/** Reads a whole request; answers `undefined` when its body is larger than anything that is meant for us. */
export async function receive(message: IncomingMessage): Promise<ReceivedRequest | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return receivedRequest(
    message.method ?? 'GET',
    message.url ?? '/',
    headerPairs(message.rawHeaders),
    Buffer.concat(chunks),
  );
}

/** Builds a request from its parts: `target` is path and query as in the request line. */
export function receivedRequest(
  method: string,
  target: string,
  headers: readonly (readonly [name: string, value: string])[],
  body: Uint8Array,
): ReceivedRequest {
  const [path = '/', search = ''] = target.split(/\?(.*)/s);
  return { method, path, query: queryOf(search), headers: joined(headers), body };
}

function headerPairs(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([raw[index]!, raw[index + 1]!]);
  return pairs;
}

function joined(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    const before = headers.get(key);
    headers.set(key, before === undefined ? value.trim() : `${before},${value.trim()}`);
  }
  return Object.fromEntries(headers);
}

function queryOf(search: string): Record<string, string | string[]> {
  const values = new Map<string, string[]>();
  for (const part of search.split('&').filter((piece) => piece !== '')) {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    const key = decoded(name);
    values.set(key, [...(values.get(key) ?? []), decoded(value)]);
  }
  return Object.fromEntries([...values].map(([name, list]) => [name, list.length === 1 ? list[0]! : list]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
