import * as l10n from '@vscode/l10n';
import { timeAndDay } from '../base/duration.js';
import type { Renewal } from './renewal.js';

/** How a sign-in stands, in a word or two: beside the name of the identity. */
export function signInWord(renewal: Renewal): string {
  switch (renewal.kind) {
    case 'signedOut':
      return l10n.t('not signed in');
    case 'ended':
      return l10n.t('sign-in has ended');
    case 'signedIn':
      return renewal.person;
  }
}

/** The clock of a sign-in, beside the token's own: how long it gives new tokens without its person. */
export function signInClock(identity: string, renewal: Renewal, now: number): string {
  switch (renewal.kind) {
    case 'signedOut':
      return l10n.t('Identity {0}: not signed in', identity);
    case 'ended':
      return l10n.t('Identity {0}: the sign-in of {1} has ended', identity, renewal.person);
    case 'signedIn': {
      const { person, endsAt, isRenewable } = renewal;
      if (endsAt === undefined) return l10n.t('Identity {0}: {1}, renewed silently', identity, person);
      const end = timeAndDay(endsAt, now);
      return isRenewable
        ? l10n.t('Identity {0}: {1}, renewed silently until {2}', identity, person, end)
        : l10n.t('Identity {0}: {1}, until {2}; then a new sign-in is needed', identity, person, end);
    }
  }
}
