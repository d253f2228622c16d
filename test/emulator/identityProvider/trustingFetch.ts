import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';

/** What `fetch` takes, as far as sign-in needs it. */
type Asked = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
};

/** Like `fetch`, but trusts this authority alone and follows no redirects. Speaks https and http. */
export function trustingFetch(certificatePem: string): (url: string, asked?: Asked) => Promise<Response> {
  return async (url, { method = 'GET', headers = {}, body, signal } = {}) => {
    const options = { method, headers, ...(signal && { signal }) };
    const request = url.startsWith('https:')
      ? https.request(url, { ...options, ca: certificatePem })
      : http.request(url, options);
    // A client of a provider sends nothing but forms.
    request.end(body instanceof URLSearchParams ? body.toString() : undefined);
    const [answer] = (await once(request, 'response').catch((error: unknown) => {
      // As `fetch` does it: clients tell a time limit by this reason.
      throw signal?.aborted === true ? signal.reason : error;
    })) as [IncomingMessage];
    const content = await text(answer);
    const answered = new Headers();
    for (const [name, values] of Object.entries(answer.headersDistinct)) {
      for (const value of values ?? []) answered.append(name, value);
    }
    const status = answer.statusCode ?? 0;
    return new Response(status === 204 ? null : content, { status, headers: answered });
  };
}
