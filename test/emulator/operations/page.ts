import { createHmac } from 'node:crypto';
import { serializationError, validationError } from '../protocols/awsError.js';
import { checkedMaxResults } from './constraints.js';
import type { Call } from './operation.js';

/** One page of `items`, and the token for the next one if there is one. */
export function pageOf<T>(call: Call, kind: string, items: readonly T[]): { items: T[]; nextToken?: string } {
  const size = checkedMaxResults(call.input['maxResults']);
  const start = startOf(call, kind);
  const end = start + size;
  const page = items.slice(start, end);
  return end < items.length ? { items: page, nextToken: pageToken(call, kind, end) } : { items: page };
}

function startOf(call: Call, kind: string): number {
  const token = call.input['nextToken'];
  if (token === undefined || token === null) return 0;
  if (typeof token !== 'string') throw serializationError('Expected a string at nextToken.');
  const start = Number(Buffer.from(token, 'base64').toString('utf8').split(':')[0]);
  if (!Number.isSafeInteger(start) || start < 1 || token !== pageToken(call, kind, start)) {
    throw validationError('The nextToken is invalid.');
  }
  return start;
}

/** Bound to who asks, where and for what: AWS takes a page token back from nobody else. */
function pageToken({ pageSecret, principal, region }: Call, kind: string, start: number): string {
  const bound = [kind, principal.accountId, region, start].join('/');
  const seal = createHmac('sha256', pageSecret).update(bound).digest('base64');
  return Buffer.from(`${start}:${seal}`).toString('base64');
}
