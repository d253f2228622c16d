import type { ReceivedRequest } from '../signing/receivedRequest.js';
import type { SignatureRefusalKind } from '../signing/signatureRefusal.js';
import { AwsError } from './awsError.js';
import type { Protocol } from './protocol.js';

const xmlNamespace = 'https://sts.amazonaws.com/doc/2011-06-15/';
const refusals: Readonly<Record<SignatureRefusalKind, readonly [code: string, status: number]>> = {
  missingAuthentication: ['MissingAuthenticationToken', 403],
  incompleteSignature: ['IncompleteSignature', 400],
  invalidSignature: ['SignatureDoesNotMatch', 403],
  unknownCredentials: ['InvalidClientTokenId', 403],
  expiredCredentials: ['ExpiredToken', 403],
};

/**
 * AWS Query with XML answers, as STS speaks it.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
export const queryProtocol: Protocol = {
  service: 'sts',
  contentType: 'text/xml',
  hasRequestId: true,
  operationOf(request) {
    return form(request).get('Action') ?? '';
  },
  inputOf(request) {
    return Object.fromEntries(form(request));
  },
  unknownOperation(operation) {
    return new AwsError('InvalidAction', 400, `Could not find operation ${operation} for version 2011-06-15`);
  },
  refusal({ kind, message }) {
    const [code, status] = refusals[kind];
    return new AwsError(code, status, message);
  },
  successBody(operation, output, requestId) {
    return xml(`${operation}Response`, {
      [`${operation}Result`]: output,
      ResponseMetadata: { RequestId: requestId },
    });
  },
  errorBody({ code, status, message, members }, requestId) {
    const type = status < 500 ? 'Sender' : 'Receiver';
    return xml('ErrorResponse', {
      Error: { Type: type, Code: code, Message: message, ...members },
      RequestId: requestId,
    });
  },
  errorHeaders() {
    return {};
  },
};

function form({ body }: ReceivedRequest): URLSearchParams {
  return new URLSearchParams(Buffer.from(body).toString('utf8'));
}

function xml(root: string, content: object): string {
  return `<${root} xmlns="${xmlNamespace}">${elements(content)}</${root}>\n`;
}

function elements(content: object): string {
  return Object.entries(content)
    .map(([name, value]: [string, unknown]) => {
      const inner = typeof value === 'object' && value !== null ? elements(value) : escaped(String(value));
      return `<${name}>${inner}</${name}>`;
    })
    .join('');
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
