/** A user name and password of a local endpoint, given to one client. Opens that endpoint alone, and can be revoked. */
export interface HandOut {
  readonly user: string;
  /** Begins with {@link passwordMark}, then 32 random bytes in base64url. */
  readonly password: string;
  /** What it was made for: the label of a target, a notebook, a terminal or another extension. */
  readonly client: string;
  /** In milliseconds since 1970, by the local clock. */
  readonly madeAt: number;
}

/** What every password of a local endpoint begins with, so that one in a file is recognised. */
export const passwordMark = 'rsidc_';

const passwordPattern = new RegExp(`^${passwordMark}[A-Za-z0-9_-]{43}$`);

export function isHandOutPassword(text: string): boolean {
  return passwordPattern.test(text);
}

export function madePassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const base64 = btoa(String.fromCharCode(...bytes));
  return `${passwordMark}${base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

const base32 = 'abcdefghijklmnopqrstuvwxyz234567';
const longestName = 24;

/** A user name that tells a person which client has it, and that no other hand-out has: "sql_notebook_k3m7qa". */
export function madeUser(client: string, taken: ReadonlySet<string>): string {
  const words = client
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g) ?? ['client'];
  const name = words.join('_').slice(0, longestName).replace(/_$/, '');
  for (;;) {
    const letters = [...crypto.getRandomValues(new Uint8Array(6))].map(
      (byte) => base32[byte % base32.length],
    );
    const user = `${name}_${letters.join('')}`;
    if (!taken.has(user)) return user;
  }
}
