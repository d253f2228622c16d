import type { JsonWebKey, KeyObject } from 'node:crypto';
import { generateKeyPair, sign } from 'node:crypto';
import { promisify } from 'node:util';

/** Claims of a token, as JSON has them. */
export type Claims = Readonly<Record<string, unknown>>;

const generate = promisify(generateKeyPair);

/** An RSA key that tokens are signed with (RS256, which every provider knows). */
export class SigningKey {
  private constructor(
    private readonly keyId: string,
    private readonly privateKey: KeyObject,
    private readonly publicKey: KeyObject,
  ) {}

  static async create(keyId: string): Promise<SigningKey> {
    const { privateKey, publicKey } = await generate('rsa', { modulusLength: 2048 });
    return new SigningKey(keyId, privateKey, publicKey);
  }

  /** A JWT (compact JWS) of these claims. */
  sign(claims: Claims): string {
    const header = { alg: 'RS256', typ: 'JWT', kid: this.keyId };
    const content = [header, claims].map((part) => encoded(JSON.stringify(part))).join('.');
    return `${content}.${encoded(sign('sha256', Buffer.from(content), this.privateKey))}`;
  }

  publicJwk(): JsonWebKey {
    return this.described(this.publicKey);
  }

  privateJwk(): JsonWebKey {
    return this.described(this.privateKey);
  }

  private described(key: KeyObject): JsonWebKey {
    return { ...key.export({ format: 'jwk' }), kid: this.keyId, alg: 'RS256', use: 'sig' };
  }
}

/** The claims of a JWT, unverified. */
export function claimsOf(jwt: string): Claims {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Claims;
}

function encoded(content: string | Buffer): string {
  return Buffer.from(content).toString('base64url');
}
