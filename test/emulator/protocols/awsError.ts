/** An error as AWS sends it. */
export class AwsError extends Error {
  constructor(
    /** The name on the wire, e.g. `ValidationException`. */
    readonly code: string,
    readonly status: number,
    message: string,
    /** Further members of the error's shape, e.g. `resourceName`. */
    readonly members: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** The input breaks a documented constraint. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationException', 400, message);
}

/** The body is not what the operation's input looks like. */
export function serializationError(message: string): AwsError {
  return new AwsError('SerializationException', 400, message);
}

/** IAM's sentence for an action that no policy allows. */
export function accessDenied(principalArn: string, action: string, resource: string): AwsError {
  return new AwsError(
    'AccessDeniedException',
    400,
    `User: ${principalArn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  );
}

/** Names what was not found, in the message and in `resourceName`. */
export function resourceNotFound(what: string, resourceName: string): AwsError {
  return new AwsError('ResourceNotFoundException', 400, `The ${what} ${resourceName} was not found.`, {
    resourceName,
  });
}
