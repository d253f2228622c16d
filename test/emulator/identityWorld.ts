import type { Application } from './world/application.js';
import { makeApplication } from './world/application.js';
import type { IdentityCenter } from './world/identityCenter.js';
import { makeIdentityCenter } from './world/identityCenter.js';
import type { Machine } from './world/machine.js';
import { machineSessionMs } from './world/machine.js';
import type { Principal } from './world/principal.js';
import { makePrincipal } from './world/principal.js';
import type { Role } from './world/role.js';
import { makeRole } from './world/role.js';
import type { TrustedIssuer } from './world/trustedIssuer.js';
import type { World } from './world/world.js';
import { makePlace } from './world/world.js';

const accountId = '123456789012';
const region = 'us-east-1';
const anna = 'anna@example.com';

/** A world with a name for each of its parts, so that a test can change one. */
export type IdentityWorld = World & {
  /** Has keys of her own and an MFA device that shows 123456, then 234567, then 345678. */
  anna: Principal;
  identityCenter: IdentityCenter;
  application: Application;
  roles: Role[] & {
    /** Trusts web identities of the issuer, and may neither list nor get tokens. */
    signer: Role;
    /** What carries identities: trusts all of the account, `sts:SetContext` included. */
    access: Role;
    /** Trusts Anna and the machine with an external id, `reporting-7`. */
    reporting: Role;
    /** Trusts Anna with MFA. */
    guarded: Role;
    machine: Role;
  };
  issuers: TrustedIssuer[];
  machine: Machine & Required<Pick<Machine, 'container' | 'instance'>>;
};

/**
 * A company where everything is set up that identity-enhanced credentials need: an OpenID provider, IAM Identity Center
 * with an application, the roles, and Redshift workgroups `analytics` and `marketing`.
 */
export function identityWorld(issuer: TrustedIssuer): IdentityWorld {
  const signer = makeRole({
    accountId,
    roleName: 'TokenExchange',
    trust: { webIdentities: [{ issuer: issuer.issuer }] },
    permissions: { mayList: false, mayGetTokens: false },
  });
  const application = makeApplication({
    applicationArn: `arn:aws:sso::${accountId}:application/ssoins-7223b02ad04c27be/apl-a2cdc9a1b4f0b9d5`,
    actors: [signer.arn, `arn:aws:iam::${accountId}:root`],
    authorizedIssuers: [{ issuer: issuer.issuer, audiences: [...issuer.audiences] }],
  });
  const identityCenter = makeIdentityCenter({
    accountId,
    region,
    users: [
      {
        userName: anna,
        assignments: [
          { accountId, roleName: 'Analyst' },
          { accountId: '210987654321', roleName: 'Auditor', permissions: { mayGetTokens: false } },
        ],
      },
      { userName: 'ben@example.com' },
    ],
    applications: [application],
  });
  const machine = makeRole({ accountId, roleName: 'BuildMachine' });
  const annaHerself = makePrincipal({
    accountId,
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    hasIdentity: false,
    mfaDevice: {
      serialNumber: `arn:aws:iam::${accountId}:mfa/anna`,
      codes: ['123456', '234567', '345678'],
    },
  });
  const reporting = makeRole({
    accountId,
    roleName: 'Reporting',
    maxSessionSeconds: 43_200,
    trust: { principals: [annaHerself.arn, machine.arn], externalId: 'reporting-7' },
  });
  const guarded = makeRole({
    accountId,
    roleName: 'Guarded',
    trust: { principals: [annaHerself.arn], needsMfa: true },
  });
  const access = makeRole({
    accountId,
    roleName: 'RedshiftAccess',
    maxSessionSeconds: 43_200,
    trust: { principals: [accountId], maySetContext: true },
  });
  const roles = [signer, access, reporting, guarded, machine];
  return {
    anna: annaHerself,
    principals: [annaHerself],
    places: [makePlace(accountId, region, [{ workgroupName: 'analytics' }, { workgroupName: 'marketing' }])],
    identityCenter,
    identityCenters: [identityCenter],
    application,
    roles: Object.assign(roles, { signer, access, reporting, guarded, machine }),
    issuers: [issuer],
    machine: {
      container: {
        roleArn: machine.arn,
        sessionName: 'task-4f1a',
        lifeMs: machineSessionMs,
        authorizationToken: 'Basic container-EXAMPLE',
      },
      instance: { roleArn: machine.arn, sessionName: 'i-0a1b2c3d4e5f60718', lifeMs: machineSessionMs },
    },
  };
}
