import * as l10n from '@vscode/l10n';
import type { ServerRefusal } from './localEndpoint.js';

/** What is known of a workgroup and may be why a login to it fails. */
export interface NetworkFacts {
  /** Undefined where AWS was not asked. */
  readonly isPublic: boolean | undefined;
  readonly hasEnhancedVpcRouting: boolean;
  /** Whether a person's own tunnel carries the bytes. */
  readonly isTunnelled: boolean;
}

/** What a refused login means. */
interface Verdict {
  /** `token`: it has ended for all its workgroups. `workgroup`: this one does not take it. Undefined: the token is as good as before. */
  readonly ends: 'token' | 'workgroup' | undefined;
  /** What a person is told besides the server's own words, where we know more than these say. */
  readonly hint: string | undefined;
}

interface Rule {
  readonly isIt: (refusal: ServerRefusal, facts: NetworkFacts) => boolean;
  readonly ends?: Verdict['ends'];
  readonly hint: (facts: NetworkFacts) => string;
}

const says =
  (pattern: RegExp): Rule['isIt'] =>
  ({ message }) =>
    pattern.test(message);

/** SQLSTATE class 08: the server was not reached, or was lost. */
const isUnreachable = (code: string): boolean => code.startsWith('08');
/** SQLSTATE class 28: the login itself was refused. */
const isUnauthorised = (code: string): boolean => code.startsWith('28');

/** The first that fits counts. The texts are Redshift's own. Source: its pages on IAM Identity Center, troubleshooting. */
const rules: readonly Rule[] = [
  {
    isIt: says(/token credentials expired or invalid/i),
    ends: 'token',
    hint: ({ hasEnhancedVpcRouting }) =>
      [
        l10n.t('The next login gets a new token: connect again.'),
        ...(hasEnhancedVpcRouting ? [routingHint()] : []),
      ].join(' '),
  },
  {
    isIt: says(/TYPE_INVALID_TOKEN/i),
    ends: 'workgroup',
    hint: () => l10n.t('Refresh the token of this workgroup in VS Code, then connect again.'),
  },
  {
    isIt: says(/\binvalid token\b/i),
    ends: 'workgroup',
    hint: () =>
      l10n.t(
        'The token was made for other workgroups. Refresh the token of this workgroup in VS Code, then connect again.',
      ),
  },
  {
    isIt: says(/AWS IdC identity provider does not exist/i),
    hint: () =>
      l10n.t(
        'No identity provider for IAM Identity Center exists in this Redshift. An administrator makes it, with CREATE IDENTITY PROVIDER … TYPE AWSIDC or in the Redshift console.',
      ),
  },
  {
    isIt: says(/identity provider type "awsidc" is not supported/i),
    hint: () =>
      l10n.t(
        'IAM Identity Center is not turned on for this workgroup. An administrator connects its namespace to the Redshift application of Identity Center in the Redshift console.',
      ),
  },
  {
    isIt: says(/invalid scope/i),
    hint: () =>
      l10n.t(
        'The Identity Center application that gave the identity does not have the access scope redshift:connect, or you are not assigned to it. An administrator adds it.',
      ),
  },
  {
    isIt: ({ code }, { isPublic, isTunnelled }) => isUnreachable(code) && isPublic === false && !isTunnelled,
    hint: () =>
      l10n.t(
        'This workgroup is private: only its VPC reaches it. Connect to the network that leads there, or name your tunnel to it under "connectTo" in the setting redshiftIdc.sources.',
      ),
  },
  {
    isIt: ({ code }, { isTunnelled }) => isUnreachable(code) && isTunnelled,
    hint: () =>
      l10n.t(
        'The connection goes through the tunnel that "connectTo" in the setting redshiftIdc.sources names. Check that it is open and leads to this workgroup.',
      ),
  },
  {
    isIt: ({ code }, { hasEnhancedVpcRouting }) => isUnauthorised(code) && hasEnhancedVpcRouting,
    hint: routingHint,
  },
];

/** What Redshift's refusal of a token's login, or the lack of any answer, means for the token and for the person. */
export function verdictOn(refusal: ServerRefusal, facts: NetworkFacts): Verdict {
  const rule = rules.find(({ isIt }) => isIt(refusal, facts));
  return { ends: rule?.ends, hint: rule?.hint(facts) };
}

function routingHint(): string {
  return l10n.t(
    'This workgroup has enhanced VPC routing: for logins, its VPC needs the interface endpoints of sso-oauth and identitystore.',
  );
}
