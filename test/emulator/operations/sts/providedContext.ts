import { AwsError } from '../../protocols/awsError.js';
import type { Role } from '../../world/role.js';
import type { Call } from '../operation.js';
import { notAuthorized } from './notAuthorized.js';
import { stsValidationError, textIn } from './roleRequest.js';

const provider = 'arn:aws:iam::aws:contextProvider/IdentityCenter';

/** Whose identity the call brings into a session of this role: nobody's, or that of a context that Identity Center gave. */
export function checkedContext({ input, principal, identity, nowMs }: Call, role: Role): string | undefined {
  const members = Object.keys(input).filter((name) => name.startsWith('ProvidedContexts.member.'));
  if (members.length === 0) return undefined;
  if (members.some((name) => !name.startsWith('ProvidedContexts.member.1.'))) {
    throw stsValidationError(
      "1 validation error detected: Value at 'providedContexts' failed to satisfy constraint: Member must have length less than or equal to 5",
    );
  }
  if (!role.trust.maySetContext) throw notAuthorized(principal, 'sts:SetContext', role.arn);
  const providerArn = textIn(input, 'ProvidedContexts.member.1.ProviderArn');
  const assertion = textIn(input, 'ProvidedContexts.member.1.ContextAssertion') ?? '';
  if (providerArn !== provider) throw invalidContext('does not match a trusted context provider');
  const context = identity.grants.findContext(assertion);
  if (context === undefined) throw invalidContext('is malformed');
  if (!context.center.accountIds.includes(role.accountId)) throw invalidContext('is of another organization');
  if (context.expiresAtMs <= nowMs) throw invalidContext('has expired');
  return context.user.userName;
}

function invalidContext(why: string): AwsError {
  return new AwsError('InvalidContextAssertion', 400, `The context assertion that was provided ${why}.`);
}
