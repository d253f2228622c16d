import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
// As default: a named import escapes VS Code's proxy.
import http from 'node:http';
import https from 'node:https';
import type { ReachedEndpoint } from '../../core/diagnosis/probes.js';

/**
 * Asks for the root of an endpoint, without a signature and so without credentials. AWS refuses that, and the refusal
 * tells its time; a proxy's answer carries no request id, and its clock does not count. Throws Node's errors.
 */
export async function unsignedAnswer(url: URL, signal: AbortSignal): Promise<ReachedEndpoint> {
  const request: ClientRequest = (url.protocol === 'http:' ? http : https).get(url, { signal });
  // It may be aborted once more after all is done, when nobody listens.
  request.on('error', () => undefined);
  const [answer] = (await once(request, 'response', { signal })) as [IncomingMessage];
  // Nobody reads the body; its end is not waited for.
  answer.on('error', () => undefined);
  answer.destroy();
  const { headers, statusCode = 0 } = answer;
  const date = Date.parse(headers.date ?? '');
  const isOfAws = headers['x-amzn-requestid'] !== undefined;
  return { status: statusCode, serverDate: isOfAws && !Number.isNaN(date) ? date : undefined };
}
