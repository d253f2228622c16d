/** Who AWS says the credentials are. */
export interface Identity {
  /** Twelve digits, or empty where AWS could not be asked. */
  readonly accountId: string;
  /** A user's or role's ARN, or undefined where AWS could not be asked. */
  readonly principal: string | undefined;
}

/** Session names that tools make up anew each time: they tell nobody apart. */
const madeUpSessionName =
  /^(aws-sdk-(js|java|ruby)-(session-)?|aws-go-sdk-|botocore-session-|aws-?cli-(session-)?)?\d{6,}$/i;

/**
 * The principal of a caller's ARN. An assumed role's session name is kept, since it often is the person's name
 * or address, but not where a tool made it up: the next session of the same role is the same principal.
 *
 * @param arn as sts:GetCallerIdentity gives it
 */
export function principalOf(arn: string): string {
  const session = /^(arn:[^:]*:sts::\d{12}:assumed-role\/.+)\/([^/]+)$/.exec(arn);
  const role = session?.[1];
  return role !== undefined && madeUpSessionName.test(session?.[2] ?? '') ? role : arn;
}

/** Whether both can be the same caller: what is not known stands in nobody's way. */
export function isSameIdentity(left: Identity, right: Identity): boolean {
  if (left.accountId !== '' && right.accountId !== '' && left.accountId !== right.accountId) return false;
  return left.principal === undefined || right.principal === undefined || left.principal === right.principal;
}
