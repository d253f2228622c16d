/** How a set is refused of which one workgroup has no Identity Center: only AWS knows which of these it is. */
export type WorkgroupRefusal =
  | 'validationNamed'
  | 'validationUnnamed'
  | 'notFound'
  | 'conflict'
  | 'accessDeniedNamed'
  | 'unsupportedOperation';

/** How a caller is refused whose credentials carry no identity: only AWS knows which of these it is. */
export type CallerRefusal =
  'unsupportedOperationFault' | 'unsupportedOperationException' | 'accessDenied' | 'validation';

/** How sign-ins at IAM Identity Center go. */
type SignInRules = {
  /** What `/authorize` does with a browser: sends it back at once, allowed or denied, or shows a page. */
  authorizePage: 'allow' | 'deny' | 'ask';
  /** What happens to a device code by itself. */
  deviceCodes: 'allow' | 'deny' | 'ask';
  /** Who signs in where nobody is asked; the first of the directory when absent. */
  signedInUser?: string;
  deviceCodeLifeMs: number;
  deviceIntervalSeconds: number;
  portalTokenLifeMs: number;
  portalSessionLifeMs: number;
};

/** How identities are given by CreateTokenWithIAM, and what their sessions may do. */
type IdentityRules = {
  /** Whether an exchange gives a refresh token too. */
  givesRefreshToken: boolean;
  /** Whether the answer to a refresh has a new refresh token, which ends the old one; counts for CreateToken too. */
  rotatesRefreshToken: boolean;
  /** How an assertion is refused: with what is wrong with it, or without; only AWS knows. */
  assertionRefusal: 'named' | 'unnamed';
  /** Whether a JWT without `jti` is refused. Else it is known by its text. */
  needsJti: boolean;
  identityTokenLifeMs: number;
  identitySessionLifeMs: number;
  /** Whether the policy that STS attaches to sessions with an identity lets them list. */
  identitySessionsMayList: boolean;
};

/** What the emulator decides by; may be changed while it runs. */
export type Rules = SignInRules &
  IdentityRules & {
    /** The server's clock. */
    now: () => number;
    tokenLifeMs: number;
    workgroupRefusal: WorkgroupRefusal;
    callerRefusal: CallerRefusal;
  };

const hour = 3_600_000;

/** What counts where nothing else is said. */
export function defaultRules(): Rules {
  return {
    now: Date.now,
    tokenLifeMs: hour,
    workgroupRefusal: 'validationNamed',
    callerRefusal: 'unsupportedOperationFault',
    authorizePage: 'allow',
    deviceCodes: 'ask',
    deviceCodeLifeMs: 600_000,
    deviceIntervalSeconds: 1,
    portalTokenLifeMs: hour,
    portalSessionLifeMs: 8 * hour,
    givesRefreshToken: true,
    rotatesRefreshToken: true,
    assertionRefusal: 'named',
    needsJti: false,
    identityTokenLifeMs: hour,
    identitySessionLifeMs: 8 * hour,
    identitySessionsMayList: true,
  };
}
