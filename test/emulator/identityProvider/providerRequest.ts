import type { ProviderContext } from './providerContext.js';

/** What was asked of the identity provider and how it was answered. Holds no code, token or secret. */
export type ProviderRequest = {
  readonly method: string;
  readonly path: string;
  readonly clientId?: string;
  readonly grantType?: string;
  readonly redirectUri?: string;
  readonly scope?: string;
  /** 0 when there was no answer. */
  readonly status: number;
  /** The OAuth error, also one that a redirect carries. */
  readonly error?: string;
  /** Server time, milliseconds. */
  readonly at: number;
};

/** @param at server time, milliseconds */
export function providerRequest(context: ProviderContext, at: number): ProviderRequest {
  const query = new URLSearchParams(context.querystring);
  const params = context.oidc?.params;
  const parameter = (name: string) => textOf(params?.[name]) ?? query.get(name) ?? undefined;
  return withoutAbsent({
    method: context.method,
    // The id of an interaction opens a sign-in: it stays out.
    path: context.path.replace(/^(\/sign-in|\/auth|\/device)\/.+/, '$1/…'),
    clientId: parameter('client_id'),
    grantType: parameter('grant_type'),
    redirectUri: parameter('redirect_uri'),
    scope: parameter('scope'),
    status: context.respond === false ? 0 : context.status,
    error: errorOf(context),
    at,
  });
}

function errorOf(context: ProviderContext): string | undefined {
  const location = context.response.get('location');
  if (URL.canParse(location)) return new URL(location).searchParams.get('error') ?? undefined;
  const body: unknown = context.body;
  return typeof body === 'object' && body !== null && 'error' in body ? textOf(body.error) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function withoutAbsent<T extends object>(record: T): Present<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Present<T>;
}
