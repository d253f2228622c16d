/** What was asked and how it was answered. Never holds a secret: no token, no key, no authorization. */
export type RequestRecord = {
  /** Empty when the request named none. */
  readonly operation: string;
  readonly region?: string;
  readonly accountId?: string;
  readonly principalArn?: string;
  /** Of a token call: the names asked for, right or wrong. */
  readonly workgroupNames?: readonly string[];
  readonly userAgent?: string;
  /** 0 when the connection was reset instead of an answer. */
  readonly status: number;
  readonly errorName?: string;
  /** The kind of the injected fault that struck, if one did. */
  readonly fault?: string;
  /** Server time, milliseconds. */
  readonly at: number;
};

/** One readable line for a request. */
export function requestLine(record: RequestRecord): string {
  const { operation, region, accountId, principalArn, workgroupNames, status, errorName, fault, at } = record;
  const parts = [
    new Date(at).toISOString().slice(11, 19),
    region ?? 'nowhere',
    accountId ?? 'unknown account',
    principalArn?.split('/').at(-1) ?? 'unknown caller',
    operation === '' ? 'unknown operation' : operation,
    workgroupNames === undefined ? '' : `[${workgroupNames.join(', ')}]`,
    status === 0 ? 'reset' : String(status),
    errorName ?? '',
    fault === undefined ? '' : `(injected: ${fault})`,
  ];
  // Names come from the wire: a line stays one line.
  return parts
    .filter((part) => part !== '')
    .join('  ')
    .replace(/\p{Cc}/gu, '?');
}
