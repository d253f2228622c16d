import type { ReceivedRequest } from '../signing/receivedRequest.js';
import type { SignatureRefusal } from '../signing/signatureRefusal.js';
import type { AwsError } from './awsError.js';

/** How one service of AWS speaks. */
export type Protocol = {
  /** The name in the credential scope. */
  readonly service: string;
  readonly contentType: string;
  /** Whether its answers name a request id. */
  readonly hasRequestId: boolean;
  /** The operation that is asked for; may be one that does not exist. */
  operationOf(request: ReceivedRequest): string;
  /** The operation's input; throws an `AwsError` when it cannot be read. */
  inputOf(request: ReceivedRequest): Readonly<Record<string, unknown>>;
  unknownOperation(operation: string): AwsError;
  /** A refused signature under this protocol's own error name. */
  refusal(refusal: SignatureRefusal): AwsError;
  successBody(operation: string, output: object, requestId: string): string;
  errorBody(error: AwsError, requestId: string): string;
  errorHeaders(error: AwsError): Readonly<Record<string, string>>;
};
