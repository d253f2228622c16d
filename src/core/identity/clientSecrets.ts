import { asFields, asText, parseJson } from '../base/parse.js';
import type { SecretStore } from '../base/secretStore.js';
import type { IdentityEntry } from './identity.js';

/**
 * The client secrets that some providers insist on, in SecretStorage. One is given only for the issuer and client that it
 * was typed for: an entry that has been changed since must not carry it elsewhere.
 */
export class ClientSecrets {
  constructor(private readonly secrets: SecretStore) {}

  async get(entry: IdentityEntry): Promise<string | undefined> {
    const stored = asFields(parseJson((await this.secrets.get(storedName(entry))) ?? ''));
    return stored?.v === 1 && stored.client === clientOf(entry) ? asText(stored.secret) : undefined;
  }

  async keep(entry: IdentityEntry, secret: string): Promise<void> {
    await this.secrets.set(storedName(entry), JSON.stringify({ v: 1, client: clientOf(entry), secret }));
  }

  async forget(entry: IdentityEntry): Promise<void> {
    await this.secrets.delete(storedName(entry));
  }
}

function storedName({ name }: IdentityEntry): string {
  return `clientSecret/${name}`;
}

function clientOf({ issuer, clientId }: IdentityEntry): string {
  return `${issuer} ${clientId}`;
}
