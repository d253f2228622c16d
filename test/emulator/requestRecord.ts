/** What was asked and how it was answered. Never holds a secret: no token, no key, no authorization. */
export type RequestRecord = {
  /** Empty when the request named none. */
  readonly operation: string;
  readonly region?: string;
  readonly accountId?: string;
  readonly principalArn?: string;
  /** Of a token call: the names asked for, right or wrong. */
  readonly workgroupNames?: readonly string[];
  /** Of a call for a role: which one. */
  readonly roleArn?: string;
  /** Of a call for a role: what the session is to be called. */
  readonly sessionName?: string;
  /** Of a call for an application of Identity Center: which one. */
  readonly applicationArn?: string;
  readonly userAgent?: string;
  /** 0 when the connection was reset instead of an answer. */
  readonly status: number;
  readonly errorName?: string;
  /** The kind of the injected fault that struck, if one did. */
  readonly fault?: string;
  /** Server time, milliseconds. */
  readonly at: number;
};

/** What of an input may be kept: names, never a secret. */
export function namesIn(
  input: Readonly<Record<string, unknown>>,
): Pick<RequestRecord, 'workgroupNames' | 'roleArn' | 'sessionName' | 'applicationArn'> {
  const { workgroupNames, RoleArn, RoleSessionName, clientId } = input;
  return {
    ...(Array.isArray(workgroupNames)
      ? {
          workgroupNames: workgroupNames
            .filter((name): name is string => typeof name === 'string')
            .slice(0, 100),
        }
      : {}),
    ...(typeof RoleArn === 'string' ? { roleArn: RoleArn } : {}),
    ...(typeof RoleSessionName === 'string' ? { sessionName: RoleSessionName } : {}),
    ...(typeof clientId === 'string' && clientId.includes(':application/')
      ? { applicationArn: clientId }
      : {}),
  };
}

/** One readable line for a request. */
export function requestLine(record: RequestRecord): string {
  const { operation, region, accountId, principalArn, workgroupNames, status, errorName, fault, at } = record;
  const { roleArn, sessionName, applicationArn } = record;
  const parts = [
    new Date(at).toISOString().slice(11, 19),
    region ?? 'nowhere',
    accountId ?? 'unknown account',
    principalArn?.split('/').at(-1) ?? 'unknown caller',
    operation === '' ? 'unknown operation' : operation,
    workgroupNames === undefined ? '' : `[${workgroupNames.join(', ')}]`,
    roleArn === undefined ? '' : `[${roleArn.split('/').at(-1) ?? ''} as ${sessionName ?? 'nobody'}]`,
    applicationArn === undefined ? '' : `[${applicationArn.split('/').at(-1) ?? ''}]`,
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
