import type { SignatureRefusalKind } from '../signing/signatureRefusal.js';
import { AwsError, serializationError } from './awsError.js';
import type { Protocol } from './protocol.js';

const target = 'RedshiftServerless.';
const refusals: Readonly<Record<SignatureRefusalKind, string>> = {
  missingAuthentication: 'MissingAuthenticationTokenException',
  incompleteSignature: 'IncompleteSignatureException',
  invalidSignature: 'InvalidSignatureException',
  unknownCredentials: 'UnrecognizedClientException',
  expiredCredentials: 'ExpiredTokenException',
};

/**
 * AWS JSON 1.1, as Redshift Serverless speaks it. Every refusal of a signature is a 400.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export const jsonProtocol: Protocol = {
  service: 'redshift-serverless',
  contentType: 'application/x-amz-json-1.1',
  hasRequestId: true,
  operationOf({ headers }) {
    const asked = headers['x-amz-target'] ?? '';
    const isJson = headers['content-type'] === this.contentType;
    return isJson && asked.startsWith(target) ? asked.slice(target.length) : '';
  },
  inputOf({ body }) {
    if (body.byteLength === 0) return {};
    let input: unknown;
    try {
      input = JSON.parse(Buffer.from(body).toString('utf8'));
    } catch {
      throw serializationError('The body is not JSON.');
    }
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      throw serializationError('Start of structure or map found where not expected.');
    }
    return { ...input };
  },
  unknownOperation() {
    return new AwsError('UnknownOperationException', 400, '');
  },
  refusal({ kind, message }) {
    return new AwsError(refusals[kind], 400, message);
  },
  successBody(_operation, output) {
    return JSON.stringify(output);
  },
  errorBody({ code, message, members }) {
    const isFromTheFront = Object.values(refusals).includes(code) || code === 'UnknownOperationException';
    return JSON.stringify({
      __type: isFromTheFront ? `com.amazon.coral.service#${code}` : code,
      message,
      ...members,
    });
  },
  errorHeaders({ code }) {
    return { 'x-amzn-ErrorType': code };
  },
};
