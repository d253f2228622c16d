import type { HttpRequest } from '@smithy/types';
import type { AwsEmulator } from '../../emulator/awsEmulator.js';
import { makePrincipal } from '../../emulator/world/principal.js';
import type { Tampering } from './awsClients.js';
import { accountId, clientConfig } from './awsClients.js';

type Config = Partial<ReturnType<typeof clientConfig>>;
/** What is wrong with a request, and the names under which it is refused. */
export type SignatureCase = {
  outcome: string;
  config?: (aws: AwsEmulator) => Config;
  tamper?: Tampering;
  before?: (aws: AwsEmulator) => void;
  json: string;
  sts: string;
  stsStatus?: number;
  message: RegExp;
};

const hour = 3_600_000;
const session = (aws: AwsEmulator) => aws.world.principals[0]!;
const authorization = (request: HttpRequest, change: (value: string) => string) => {
  request.headers['authorization'] = change(request.headers['authorization'] ?? '');
};
const unsigned = (name: string) => (value: string) => value.replace(new RegExp(`;${name}|${name};`), '');
const mismatch = /^The request signature we calculated does not match the signature you provided/;
const invalid = /^The security token included in the request is invalid/;
const refusedAs = {
  signature: { json: 'InvalidSignatureException', sts: 'SignatureDoesNotMatch' },
  unknown: { json: 'UnrecognizedClientException', sts: 'InvalidClientTokenId' },
  incomplete: { json: 'IncompleteSignatureException', sts: 'IncompleteSignature', stsStatus: 400 },
};

/** Each way in which a signed request can be wrong. */
export const signatureCases: readonly SignatureCase[] = [
  {
    outcome: 'an access key that nobody has',
    config: (aws) => clientConfig(aws, { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', secretAccessKey: 'x' }),
    ...refusedAs.unknown,
    message: invalid,
  },
  {
    outcome: 'a wrong secret',
    config: (aws) => clientConfig(aws, { ...session(aws), secretAccessKey: 'wrong' }),
    ...refusedAs.signature,
    message: mismatch,
  },
  {
    outcome: 'a body changed on the way',
    tamper: (request) => {
      const isJson = request.headers['content-type']?.includes('json') ?? false;
      request.body = isJson ? '[]' : 'Action=GetCallerIdentity&Version=2012-06-15';
    },
    ...refusedAs.signature,
    message: mismatch,
  },
  {
    outcome: 'a signed header changed on the way',
    tamper: (request) => {
      request.headers['amz-sdk-invocation-id'] = 'another';
      request.headers['host'] = 'redshift-serverless.us-east-1.amazonaws.com';
    },
    ...refusedAs.signature,
    message: mismatch,
  },
  {
    outcome: 'a query that was not signed',
    tamper: (request) => {
      request.query = { added: 'yes' };
    },
    ...refusedAs.signature,
    message: mismatch,
  },
  {
    outcome: 'a content hash that is not that of the body',
    tamper: (request) => {
      request.headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
    },
    ...refusedAs.signature,
    message: mismatch,
  },
  {
    outcome: 'a region that does not exist',
    config: () => ({ region: 'us-middle-9' }),
    ...refusedAs.signature,
    message: /^Credential should be scoped to a valid region, not 'us-middle-9'\.$/,
  },
  {
    outcome: 'the scope of another region than was signed for',
    tamper: (request) => authorization(request, (value) => value.replace('/us-east-1/', '/eu-west-1/')),
    ...refusedAs.signature,
    message: mismatch,
  },
  {
    outcome: 'the scope of another service',
    tamper: (request) =>
      authorization(request, (value) => value.replace(/\/(redshift-serverless|sts)\/aws4/, '/s3/aws4')),
    ...refusedAs.signature,
    message: /^Credential should be scoped to correct service: '(redshift-serverless|sts)'\.$/,
  },
  {
    outcome: 'a request without Authorization',
    tamper: (request) => {
      delete request.headers['authorization'];
    },
    json: 'MissingAuthenticationTokenException',
    sts: 'MissingAuthenticationToken',
    message: /^Request is missing Authentication Token$/,
  },
  {
    outcome: 'an Authorization without a signature',
    tamper: (request) => authorization(request, (value) => value.replace(/, Signature=.*/, '')),
    ...refusedAs.incomplete,
    message: /^Authorization header requires 'Signature' parameter\.$/,
  },
  {
    outcome: 'another algorithm',
    tamper: (request) => authorization(request, (value) => value.replace('HMAC-SHA256', 'ECDSA-P256-SHA256')),
    ...refusedAs.incomplete,
    message: /^Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'\.$/,
  },
  {
    outcome: 'a credential with too few parts',
    tamper: (request) => authorization(request, (value) => value.replace('/aws4_request', '')),
    ...refusedAs.incomplete,
    message: /^Credential must have exactly 5 slash-delimited elements/,
  },
  {
    outcome: 'a request without a date',
    tamper: (request) => {
      delete request.headers['x-amz-date'];
    },
    ...refusedAs.incomplete,
    message: /^Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header\.$/,
  },
  {
    outcome: 'a date in another format',
    tamper: (request) => {
      request.headers['x-amz-date'] = 'yesterday';
    },
    ...refusedAs.incomplete,
    message: /^Date must be in ISO-8601 'basic format'\. Got 'yesterday'\./,
  },
  {
    outcome: 'a host that is not signed',
    tamper: (request) => authorization(request, unsigned('host')),
    ...refusedAs.signature,
    message: /^'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization\.$/,
  },
  {
    outcome: 'a session token that is not signed',
    tamper: (request) => authorization(request, unsigned('x-amz-security-token')),
    ...refusedAs.unknown,
    message: invalid,
  },
  {
    outcome: "another session's token",
    config: (aws) => clientConfig(aws, { ...session(aws), sessionToken: 'another' }),
    ...refusedAs.unknown,
    message: invalid,
  },
  {
    outcome: 'session keys without their token',
    config: (aws) => {
      const { accessKeyId, secretAccessKey } = session(aws);
      return clientConfig(aws, { accessKeyId, secretAccessKey });
    },
    ...refusedAs.unknown,
    message: invalid,
  },
  {
    outcome: 'a session token with keys that have none',
    before: (aws) =>
      aws.world.principals.push(makePrincipal({ accountId, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' })),
    config: (aws) => clientConfig(aws, { ...aws.world.principals[1]!, sessionToken: 'any' }),
    ...refusedAs.unknown,
    message: invalid,
  },
  {
    outcome: 'keys of another partition',
    config: () => ({ region: 'cn-north-1' }),
    ...refusedAs.unknown,
    message: invalid,
  },
  {
    outcome: 'keys of an account that has not enabled the region',
    before: (aws) => session(aws).disabledRegions.push('af-south-1'),
    config: () => ({ region: 'af-south-1' }),
    ...refusedAs.unknown,
    message: invalid,
  },
  {
    outcome: 'session credentials whose time is over',
    before: (aws) => (session(aws).credentialsExpireAtMs = Date.now() - 1000),
    json: 'ExpiredTokenException',
    sts: 'ExpiredToken',
    message: /^The security token included in the request is expired$/,
  },
  {
    outcome: 'a clock six minutes slow',
    before: (aws) => (aws.rules.now = () => Date.now() + 0.1 * hour),
    ...refusedAs.signature,
    message:
      /^Signature expired: (\d{8}T\d{6}Z) is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/,
  },
  {
    outcome: 'a clock six minutes fast',
    before: (aws) => (aws.rules.now = () => Date.now() - 0.1 * hour),
    ...refusedAs.signature,
    message:
      /^Signature not yet current: (\d{8}T\d{6}Z) is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)$/,
  },
];
