import { createHash } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Authorization } from './authorization.js';
import { parseAuthorization } from './authorization.js';
import type { ReceivedRequest } from './receivedRequest.js';
import { SignatureRefusal } from './signatureRefusal.js';
import { signingTime } from './signingTime.js';

/** The part of a principal that signing is about. */
export type SigningKeys = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly credentialsExpireAtMs?: number;
};

/** What a signature is held against. */
export type Verification<P extends SigningKeys> = {
  /** The service that the operation belongs to, e.g. `redshift-serverless`. */
  readonly service: string;
  readonly nowMs: number;
  readonly isRegion: (region: string) => boolean;
  readonly findPrincipal: (accessKeyId: string, region: string) => P | undefined;
};

const mismatch =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const invalidToken = 'The security token included in the request is invalid.';

/**
 * Answers whose request this is, or throws a `SignatureRefusal`. The checks come in AWS's order: header, date, scope, key,
 * session token, signature, end of the credentials.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
export async function verifySignature<P extends SigningKeys>(
  request: ReceivedRequest,
  verification: Verification<P>,
): Promise<{ principal: P; region: string }> {
  const authorization = parseAuthorization(request.headers['authorization']);
  const dateText = request.headers['x-amz-date'];
  const signedAtMs = signingTime(dateText, verification.nowMs);
  if (!authorization.signedHeaders.includes('host')) {
    throw new SignatureRefusal(
      'invalidSignature',
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    );
  }
  checkScope(authorization, dateText ?? '', verification);
  const principal = verification.findPrincipal(authorization.accessKeyId, authorization.region);
  if (principal === undefined) throw new SignatureRefusal('unknownCredentials', invalidToken);
  checkSessionToken(request, authorization, principal);
  checkBodyHash(request);
  const expected = await signatureOf(request, authorization, principal.secretAccessKey, signedAtMs);
  if (expected !== authorization.signature) throw new SignatureRefusal('invalidSignature', mismatch);
  if ((principal.credentialsExpireAtMs ?? Infinity) <= verification.nowMs) {
    throw new SignatureRefusal('expiredCredentials', 'The security token included in the request is expired');
  }
  return { principal, region: authorization.region };
}

function checkScope<P extends SigningKeys>(
  { date, region, service, terminator }: Authorization,
  dateText: string,
  expected: Verification<P>,
): void {
  const sentences: string[] = [];
  if (!expected.isRegion(region)) {
    sentences.push(`Credential should be scoped to a valid region, not '${region}'.`);
  }
  if (service !== expected.service) {
    sentences.push(`Credential should be scoped to correct service: '${expected.service}'.`);
  }
  if (terminator !== 'aws4_request') {
    sentences.push(
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'.`,
    );
  }
  if (date !== dateText.slice(0, 8)) {
    sentences.push(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${dateText.slice(0, 8)}', from '${dateText}'.`,
    );
  }
  if (sentences.length > 0) throw new SignatureRefusal('invalidSignature', sentences.join(' '));
}

function checkSessionToken(
  { headers }: ReceivedRequest,
  { signedHeaders }: Authorization,
  { sessionToken }: SigningKeys,
): void {
  const sent = headers['x-amz-security-token'];
  const isSigned = sent === undefined || signedHeaders.includes('x-amz-security-token');
  if (sent !== sessionToken || !isSigned) throw new SignatureRefusal('unknownCredentials', invalidToken);
}

/** The signer takes a sent hash on trust, so it is compared with the body here. */
function checkBodyHash({ headers, body }: ReceivedRequest): void {
  const sent = headers['x-amz-content-sha256'];
  if (sent !== undefined && sent !== createHash('sha256').update(body).digest('hex')) {
    throw new SignatureRefusal('invalidSignature', mismatch);
  }
}

/** Signs the received request again, with exactly the headers that the client says it signed. */
async function signatureOf(
  request: ReceivedRequest,
  authorization: Authorization,
  secretAccessKey: string,
  signedAtMs: number,
): Promise<string> {
  const { signedHeaders, accessKeyId, region, service } = authorization;
  const present = signedHeaders.filter((name) => Object.hasOwn(request.headers, name));
  const headers = Object.fromEntries(present.map((name) => [name, request.headers[name]!]));
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey },
    region,
    service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: 'http:',
      hostname: '',
      path: request.path,
      query: { ...request.query },
      headers,
      body: request.body,
    },
    { signingDate: new Date(signedAtMs), signableHeaders: new Set(signedHeaders) },
  );
  return parseAuthorization(signed.headers['authorization']).signature;
}
