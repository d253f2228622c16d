import { EmbeddedJWK, calculateJwkThumbprint, jwtVerify } from 'jose';
import type { ConsoleLogin } from '../../identity/consoleLogins.js';
import { AwsError } from '../../protocols/awsError.js';
import type { OpenCall } from '../operation.js';

/**
 * Holds the `DPoP` header against the request and the login's key; each proof counts once.
 * @see https://www.rfc-editor.org/rfc/rfc9449
 */
export async function checkProof(
  { request, identity, nowMs }: OpenCall,
  login: ConsoleLogin | undefined,
): Promise<void> {
  const address = `://${request.headers['host'] ?? ''}${request.path}`;
  try {
    const { payload, protectedHeader } = await jwtVerify(request.headers['dpop'] ?? '', EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
      currentDate: new Date(nowMs),
      maxTokenAge: 300,
      clockTolerance: 300,
    });
    const { htm, htu, jti } = payload;
    const isOurs = htm === request.method && String(htu).replace(/^https?/, '') === address;
    const thumbprint = await calculateJwkThumbprint(protectedHeader.jwk ?? { kty: '' });
    const isHolder = login === undefined || thumbprint === login.keyThumbprint;
    if (isOurs && isHolder && identity.logins.isNewProof(jti ?? '')) return;
  } catch {
    // Whatever is wrong with a proof, the answer is the same.
  }
  throw new AwsError('ValidationException', 400, 'Invalid DPoP proof', { error: 'INVALID_REQUEST' });
}
