import fc from 'fast-check';
import assert from 'node:assert/strict';
import { receivedRequest } from '../../emulator/signing/receivedRequest.js';
import { verifySignature } from '../../emulator/signing/signature.js';
import { SignatureRefusal } from '../../emulator/signing/signatureRefusal.js';

const nowMs = Date.parse('2026-05-04T10:00:00Z');

describe('An Authorization that nobody signed', () => {
  it('is refused, never fails and never passes, whatever it says', async () => {
    const name = fc.oneof(
      fc.constantFrom('host', 'x-amz-date', 'constructor', '__proto__', 'absent'),
      fc.string(),
    );
    const header = fc
      .record({ names: fc.array(name), signature: fc.string(), key: fc.string(), scope: fc.string() })
      .map(({ names, signature, key, scope }) =>
        [
          `AWS4-HMAC-SHA256 Credential=AKIA${key}/20260504/us-east-1/${scope}/aws4_request`,
          `SignedHeaders=host;${names.join(';')}`,
          `Signature=${signature}`,
        ].join(', '),
      );
    const text = fc.oneof(
      fc.string(),
      header,
      header.map((value) => value.replace(/\/[^/]*\/aws4/, '/sts/aws4')),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.string(), async (authorization, search) => {
        const request = receivedRequest(
          'POST',
          `/?${search}`,
          [
            ['Host', '127.0.0.1'],
            ['X-Amz-Date', '20260504T100000Z'],
            ['Authorization', authorization],
          ],
          new Uint8Array(),
        );
        const answer = verifySignature(request, {
          service: 'sts',
          nowMs,
          isRegion: () => true,
          findPrincipal: (accessKeyId) => ({ accessKeyId, secretAccessKey: 'secret' }),
        });
        await assert.rejects(answer, SignatureRefusal);
      }),
    );
  });
});
