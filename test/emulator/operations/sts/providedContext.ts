import { AwsError } from '../../protocols/awsError.js';
import type { Role } from '../../world/role.js';
import type { Call } from '../operation.js';
import { notAuthorized } from './notAuthorized.js';
import { stsValidationError, textIn } from './roleRequest.js';

const provider = 'arn:aws:iam::aws:contextProvider/IdentityCenter';

/** Whether the call brings an identity into a session of this role, by contexts that Identity Center gave. */
export function bringsIdentity(call: Call, role: Role): boolean {
  const { input, principal } = call;
  const indexes = new Set(
    Object.keys(input).flatMap((name) => /^ProvidedContexts\.member\.(\d+)\./.exec(name)?.[1] ?? []),
  );
  if (indexes.size === 0) return false;
  if (indexes.size > 5) {
    throw stsValidationError(
      "1 validation error detected: Value at 'providedContexts' failed to satisfy constraint: Member must have length less than or equal to 5",
    );
  }
  if (!role.trust.maySetContext) throw notAuthorized(principal, 'sts:SetContext', role.arn);
  for (const index of indexes) checkContext(call, role, `ProvidedContexts.member.${index}`);
  return true;
}

function checkContext({ input, identity, nowMs }: Call, role: Role, member: string): void {
  if (textIn(input, `${member}.ProviderArn`) !== provider) {
    throw invalidContext('does not match a trusted context provider');
  }
  const context = identity.grants.findContext(textIn(input, `${member}.ContextAssertion`) ?? '');
  if (context === undefined) throw invalidContext('is malformed');
  if (!context.center.accountIds.includes(role.accountId)) throw invalidContext('is of another organization');
  if (context.expiresAtMs <= nowMs) throw invalidContext('has expired');
}

function invalidContext(why: string): AwsError {
  return new AwsError('InvalidContextAssertion', 400, `The context assertion that was provided ${why}.`);
}
