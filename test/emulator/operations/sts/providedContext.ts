import { AwsError } from '../../protocols/awsError.js';
import type { IdentityUser } from '../../world/identityCenter.js';
import type { Role } from '../../world/role.js';
import type { Call } from '../operation.js';
import { notAuthorized } from './notAuthorized.js';
import { stsValidationError, textIn } from './roleRequest.js';

const provider = 'arn:aws:iam::aws:contextProvider/IdentityCenter';

/** The user whose identity the call brings into a session of this role, by contexts that Identity Center gave. */
export function broughtUser(call: Call, role: Role): IdentityUser | undefined {
  const { input, principal } = call;
  const indexes = new Set(
    Object.keys(input).flatMap((name) => /^ProvidedContexts\.member\.(\d+)\./.exec(name)?.[1] ?? []),
  );
  if (indexes.size === 0) return undefined;
  if (indexes.size > 5) {
    throw stsValidationError(
      "1 validation error detected: Value at 'providedContexts' failed to satisfy constraint: Member must have length less than or equal to 5",
    );
  }
  if (!role.trust.maySetContext) throw notAuthorized(principal, 'sts:SetContext', role.arn);
  return [...indexes].map((index) => checkedUser(call, role, `ProvidedContexts.member.${index}`)).at(-1);
}

function checkedUser({ input, identity, nowMs }: Call, role: Role, member: string): IdentityUser {
  if (textIn(input, `${member}.ProviderArn`) !== provider) {
    throw invalidContext('does not match a trusted context provider');
  }
  const context = identity.grants.findContext(textIn(input, `${member}.ContextAssertion`) ?? '');
  if (context === undefined) throw invalidContext('is malformed');
  if (!context.center.accountIds.includes(role.accountId)) throw invalidContext('is of another organization');
  if (context.expiresAtMs <= nowMs) throw invalidContext('has expired');
  return context.user;
}

function invalidContext(why: string): AwsError {
  return new AwsError('InvalidContextAssertion', 400, `The context assertion that was provided ${why}.`);
}
