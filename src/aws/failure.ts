import { asFields, asNumber, asText } from '../core/base/parse.js';

/** What is used of a caught value of the SDK, of Node's network or of the credential providers. */
export interface Failure {
  /** The wire name for an error of AWS, the class name for others. Errors are told apart by it, never by status. */
  readonly name: string;
  readonly message: string;
  /** HTTP status, where an answer came at all. */
  readonly status: number | undefined;
  /** Node's code of a network failure: ECONNRESET and the like. */
  readonly code: string | undefined;
  /** Of ResourceNotFoundException: what was not found. */
  readonly resourceName: string | undefined;
}

export function parseFailure(error: unknown): Failure {
  const fields = asFields(error);
  const metadata = asFields(fields?.$metadata);
  return {
    name: asText(fields?.name) ?? 'Error',
    message: asText(fields?.message) ?? '',
    status: asNumber(metadata?.httpStatusCode),
    code: asText(fields?.code),
    resourceName: asText(fields?.resourceName),
  };
}
