import { describeError, type Log } from '../base/log.js';
import { asFields, asText, parseJson } from '../base/parse.js';
import { isAllowed, type Restrictions } from '../base/restrictions.js';
import type { SecretStore } from '../base/secretStore.js';

/** What is stored of an identity, by the beginning of its key, and the field whose first word is the issuer. */
const kinds = [
  { prefix: 'identity/', owner: 'key' },
  { prefix: 'clientSecret/', owner: 'client' },
] as const;

/**
 * Deletes what is stored of sign-ins at issuers that an administrator does not allow, client secrets too. A record says
 * itself which issuer it is of, so the settings have no say: an entry that is merely not there, as in a settings file
 * that is broken for a moment, must sign nobody out. Never throws: what fails is logged, and tried at the next start.
 *
 * @returns the names of the identities that were signed in with
 */
export async function forgetForbiddenSignIns(
  secrets: SecretStore,
  { allowedIssuers }: Pick<Restrictions, 'allowedIssuers'>,
  log: Log,
): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  if (allowedIssuers === undefined) return names;
  const failures: unknown[] = [];
  const found = await secrets.keys().catch((error: unknown) => {
    failures.push(error);
    return [];
  });
  for (const key of found) {
    try {
      const owner = ownerOf(key, (await secrets.get(key)) ?? '');
      if (owner === undefined || isAllowed(allowedIssuers, owner.issuer)) continue;
      names.add(owner.name);
      await secrets.delete(key);
    } catch (error) {
      failures.push(error);
    }
  }
  if (names.size > 0) {
    log.warn(
      `Managed by your organisation: what is stored of ${names.size} identities is forgotten; their issuers are not allowed.`,
    );
  }
  if (failures.length > 0) {
    log.warn(`Stored sign-ins could not be read or deleted (${describeError(failures[0])}).`);
  }
  return names;
}

/** Whose a record is, or undefined where it is of no identity, or does not say: then it counts for nobody. */
function ownerOf(
  key: string,
  record: string,
): { readonly name: string; readonly issuer: string } | undefined {
  const kind = kinds.find(({ prefix }) => key.startsWith(prefix));
  const issuer = kind && asText(asFields(parseJson(record))?.[kind.owner])?.split(' ')[0];
  return issuer === undefined ? undefined : { name: key.slice(kind?.prefix.length), issuer };
}
