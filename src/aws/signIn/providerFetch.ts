import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { CustomFetch } from 'openid-client';
import { isSafeAddress } from '../../core/identity/safeAddress.js';

/** No answer of a provider is nearly as long. */
const longestAnswerBytes = 1_000_000;

/**
 * What the OpenID library asks a provider through: Node's https, which VS Code patches with its proxy and its
 * certificates, as it does not with `fetch` everywhere. Follows no redirect. Throws Node's errors, the reason of the
 * library's time limit, and that of `stop`.
 *
 * @param stop ends what is under way
 */
export function providerFetch(stop: AbortSignal): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    // Once http is allowed for an issuer on loopback, the library would send a refresh token anywhere by it.
    if (!isSafeAddress(new URL(url))) {
      throw Object.assign(new Error('The address is not https'), { code: 'OAUTH_HTTP_REQUEST_FORBIDDEN' });
    }
    const ended = signal === undefined ? stop : AbortSignal.any([stop, signal]);
    try {
      // At first use, and not before: the SDK's chunk holds the same modules, and a start would load what both share.
      const { default: web } = await (url.startsWith('https:') ? import('node:https') : import('node:http'));
      const request = web.request(url, { method, headers, signal: ended });
      // A client of a provider sends nothing but forms.
      request.end(body instanceof URLSearchParams ? body.toString() : undefined);
      const [answer] = (await once(request, 'response')) as [IncomingMessage];
      return await response(answer);
    } catch (error) {
      // As `fetch` does it: the library tells its time limit by this reason.
      ended.throwIfAborted();
      throw error;
    }
  };
}

async function response(answer: IncomingMessage): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > longestAnswerBytes) throw new Error('The answer of the OpenID provider is too long');
    chunks.push(chunk);
  }
  const headers = new Headers();
  for (const [name, values] of Object.entries(answer.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const status = answer.statusCode ?? 0;
  const hasBody = status !== 204 && status !== 205 && status !== 304;
  return new Response(hasBody ? Buffer.concat(chunks) : null, { status, headers });
}
