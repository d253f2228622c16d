import * as l10n from '@vscode/l10n';
import { isAllowed } from '../base/restrictions.js';
import { UserError } from '../base/userError.js';
import type { IdentityEntry } from './identity.js';
import { parseIdentitySettings } from './identitySettings.js';
import type { Setup } from './setupFile.js';

interface IdentitiesRead {
  readonly identities: readonly IdentityEntry[];
  /** A sentence for each entry that does not count. */
  readonly problems: readonly string[];
}

/** Which identities a person can sign in with: those of an administrator's set-up, and those of the setting. */
export class IdentityList {
  private read: IdentitiesRead | undefined;

  /** @param setting what the setting `redshiftIdc.identities` says */
  constructor(
    private readonly setting: () => unknown,
    private readonly managed: Pick<Setup, 'identities' | 'restrictions'>,
  ) {}

  get current(): IdentitiesRead {
    this.read ??= this.readNow();
    return this.read;
  }

  /** Throws a sentence where there is no such identity. */
  find(name: string): IdentityEntry {
    const entry = this.current.identities.find((candidate) => candidate.name === name);
    if (entry === undefined) throw noIdentity(name);
    return entry;
  }

  /** The setting may say something else now. */
  invalidate(): void {
    this.read = undefined;
  }

  private readNow(): IdentitiesRead {
    const { identities: own, problems } = parseIdentitySettings(this.setting() ?? []);
    const { identities: managed } = this.managed;
    const names = new Set(managed.map(({ name }) => name));
    const doubled = own.filter(({ name }) => names.has(name));
    const all = [...managed, ...own.filter((entry) => !doubled.includes(entry))];
    const { allowedIssuers } = this.managed.restrictions;
    const allowed = all.filter(({ issuer }) => isAllowed(allowedIssuers, issuer));
    const forbidden = all.filter((entry) => !allowed.includes(entry));
    return {
      identities: allowed,
      problems: [...problems, ...doubled.map(skippedForManaged), ...forbidden.map(skippedForIssuer)],
    };
  }
}

function skippedForManaged({ name }: IdentityEntry): string {
  return l10n.t(
    'Managed by your organisation: it gives the identity "{0}" itself, so that one counts and yours is skipped.',
    name,
  );
}

function skippedForIssuer({ name, issuer }: IdentityEntry): string {
  return l10n.t(
    'Managed by your organisation: it does not allow signing in at {0}, so the identity "{1}" is skipped.',
    issuer,
    name,
  );
}

function noIdentity(name: string): UserError {
  return new UserError(
    l10n.t(
      'There is no identity "{0}": the setting redshiftIdc.identities has none, or its entry is skipped.',
      name,
    ),
    { kind: 'openSettings' },
  );
}
