import { createHash } from 'node:crypto';

/** One login, as it was asked for and how it went. Never holds a token. */
export type LoginRecord = {
  /** The host that the client named in TLS (SNI), if any. */
  readonly serverName: string | undefined;
  /** E.g. `TLSv1.3`. */
  readonly tlsVersion: string | undefined;
  /** The startup parameters as they came. */
  readonly startup: Readonly<Record<string, string>>;
  /** Set when a token came. */
  token?: { readonly fingerprint: string; readonly endsWithNul: boolean };
  /** The database user, once the token was found good. */
  role?: string;
  /** `waiting`, `open`, `closed`, or how it was refused (`28000 invalid token`) or spoiled (`cut after token`). */
  outcome: string;
};

/** What tells one token from another, and gives nothing away. */
export function fingerprintOf(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 16);
}

/** One readable line for a login that has been decided. */
export function loginLine({ serverName, startup, role, outcome }: LoginRecord, nowMs: number): string {
  const parts = [
    new Date(nowMs).toISOString().slice(11, 19),
    serverName ?? 'no name',
    role ?? 'nobody',
    startup['database'] ?? '',
    startup['application_name'] ?? '',
    outcome,
  ];
  // Names come from the wire: a line stays one line.
  return `Redshift  ${parts
    .filter(Boolean)
    .join('  ')
    .replace(/\p{Cc}/gu, '?')}`;
}
