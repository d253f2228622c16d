/** An issuer whose tokens an application takes, with the audiences that it takes them for. */
type AuthorizedIssuer = { issuer: string; audiences: string[] };

/**
 * A customer-managed application of IAM Identity Center.
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_JwtBearerGrant.html
 */
export type Application = {
  applicationArn: string;
  /** The actor policy: who may call CreateTokenWithIAM for it, as a trust policy names principals. */
  actors: string[];
  /** The jwt-bearer grant; without an issuer the grant is off. */
  authorizedIssuers: AuthorizedIssuer[];
  /** The refresh_token grant. */
  hasRefreshGrant: boolean;
  /** The claim that names the user, and the attribute of the user that it is compared with. */
  claim: string;
  userAttribute: 'email' | 'userName';
  /** Names of the users who are assigned; `everyone` where no assignment is required. */
  assignedUsers: 'everyone' | string[];
  /** What an exchange without `scope` grants. */
  scopes: string[];
};

/** The scope that makes an answer carry the identity context. */
export const identityContextScope = 'sts:identity_context';

/** What an application is made of; everything else is filled in. */
export type ApplicationSeed = Partial<Application> & Pick<Application, 'applicationArn'>;

/** An application for everyone that nobody may call for and no issuer is trusted by, unless the seed says otherwise. */
export function makeApplication(seed: ApplicationSeed): Application {
  return {
    actors: [],
    authorizedIssuers: [],
    hasRefreshGrant: true,
    claim: 'email',
    userAttribute: 'email',
    assignedUsers: 'everyone',
    scopes: ['openid', 'aws', identityContextScope, 'redshift:connect'],
    ...seed,
  };
}
