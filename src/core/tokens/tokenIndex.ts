import { workgroupKey, type WorkgroupRef } from '../sources/workgroup.js';
import { byExpiry, type Token } from './token.js';

/**
 * Every workgroup's current token: the one that covers it and expires last; of two that end together, as those do
 * that credentials with an earlier end have cut short, the one issued last; of two alike in that too, the one whose id
 * comes last, so that all windows choose the same. A change makes a new index.
 */
export class TokenIndex {
  static readonly empty = new TokenIndex(new Map());

  private constructor(private readonly byKey: ReadonlyMap<string, Token>) {}

  static of(tokens: readonly Token[]): TokenIndex {
    const byKey = new Map<string, Token>();
    for (const token of tokens) add(byKey, token);
    return new TokenIndex(byKey);
  }

  tokenOf(ref: WorkgroupRef): Token | undefined {
    return this.byKey.get(workgroupKey(ref));
  }

  /** The tokens that are the current one of at least one of their workgroups, the earliest end first. */
  get tokens(): readonly Token[] {
    return [...new Set(this.byKey.values())].sort(byExpiry);
  }

  /** Each covered workgroup's key with its token. */
  entries(): Iterable<readonly [string, Token]> {
    return this.byKey.entries();
  }
}

function add(byKey: Map<string, Token>, token: Token): void {
  for (const workgroup of token.workgroups) {
    const key = workgroupKey(workgroup);
    const held = byKey.get(key);
    if (held === undefined || !isBefore(token, held)) byKey.set(key, token);
  }
}

function isBefore(left: Token, right: Token): boolean {
  if (left.expiresAt !== right.expiresAt) return left.expiresAt < right.expiresAt;
  if (left.issuedAt !== right.issuedAt) return left.issuedAt < right.issuedAt;
  return left.id < right.id;
}
