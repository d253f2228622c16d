import type { SignatureRefusalKind } from '../signing/signatureRefusal.js';
import { AwsError, serializationError } from './awsError.js';
import type { Protocol } from './protocol.js';
import type { RestService } from './routes.js';
import { routeOf } from './routes.js';

/** Refusals before an operation is reached: a signature, or a policy. They have no OAuth members. */
export class FrontError extends AwsError {}

const refusals: Readonly<Record<SignatureRefusalKind, string>> = {
  missingAuthentication: 'MissingAuthenticationTokenException',
  incompleteSignature: 'IncompleteSignatureException',
  invalidSignature: 'InvalidSignatureException',
  unknownCredentials: 'UnrecognizedClientException',
  expiredCredentials: 'ExpiredTokenException',
};

/** The end of `x-amzn-ErrorType` of a service, and the body of its own errors. */
type ErrorForm = { readonly origin: string; readonly body: (error: AwsError) => object };

const errorForms: Readonly<Record<RestService, ErrorForm>> = {
  'sso-oauth': {
    origin: ':http://internal.amazon.com/coral/com.amazonaws.sso.oidc/',
    body: ({ code, message, members }) => ({
      error: oauthErrorOf(code),
      error_description: message,
      ...members,
    }),
  },
  awsssoportal: {
    origin: '',
    body: ({ code, message }) => ({ message, __type: `com.amazonaws.switchboard.portal#${code}` }),
  },
  signin: { origin: '', body: ({ message, members }) => ({ message, ...members }) },
  metadata: { origin: '', body: ({ code, message }) => ({ code, message }) },
};

/**
 * REST with JSON, as the identity services speak it: an operation is a method and a path, its input the body, or the query
 * of a GET.
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export function restProtocol(service: RestService): Protocol {
  const { origin, body } = errorForms[service];
  return {
    service,
    contentType: 'application/json',
    hasRequestId: service !== 'metadata',
    operationOf: (request) => routeOf(request)?.operation ?? '',
    inputOf({ method, query, headers, body: bytes }) {
      const text = Buffer.from(bytes).toString('utf8');
      if (method === 'GET' || method === 'PUT' || text === '') return query;
      if (headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false) {
        return Object.fromEntries(new URLSearchParams(text));
      }
      return parsed(text);
    },
    unknownOperation: () => new FrontError('UnknownOperationException', 404, ''),
    refusal: ({ kind, message }) => new FrontError(refusals[kind], 403, message),
    successBody: (_operation, output) => JSON.stringify(output),
    errorBody: (error) =>
      JSON.stringify(error instanceof FrontError ? { message: error.message } : body(error)),
    errorHeaders: (error) => ({
      'x-amzn-ErrorType': `${error.code}${error instanceof FrontError ? '' : origin}`,
    }),
  };
}

/** `InvalidGrantException` → `invalid_grant` */
function oauthErrorOf(code: string): string {
  if (code === 'InternalServerException') return 'server_error';
  const words = code.replace(/Exception$/, '').split(/(?=[A-Z])/);
  return words.join('_').toLowerCase();
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    throw serializationError('The body is not JSON.');
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw serializationError('Start of structure or map found where not expected.');
  }
  return { ...input };
}
