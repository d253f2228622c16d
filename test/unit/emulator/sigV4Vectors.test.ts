import assert from 'node:assert/strict';
import type { ReceivedRequest } from '../../emulator/signing/receivedRequest.js';
import { receivedRequest } from '../../emulator/signing/receivedRequest.js';
import { verifySignature } from '../../emulator/signing/signature.js';
import type { SigV4Vector } from './sigV4Vectors.js';
import { sigV4Vectors } from './sigV4Vectors.js';

const signedAtMs = Date.parse('2015-08-30T12:36:00Z');

/** The vector as a server receives it; `change` is what somebody did to it on the way. */
function requestOf(vector: SigV4Vector, change: Partial<SigV4Vector> = {}): ReceivedRequest {
  const sent = { ...vector, ...change };
  const [method = '', target = ''] = sent.requestLine.split(' ');
  const credential = 'AKIDEXAMPLE/20150830/us-east-1/service/aws4_request';
  return receivedRequest(
    method,
    target,
    [
      ['Host', 'example.amazonaws.com'],
      ...(sent.headers ?? []),
      ['X-Amz-Date', '20150830T123600Z'],
      [
        'Authorization',
        `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${sent.signedHeaders}, Signature=${sent.signature}`,
      ],
    ],
    Buffer.from(sent.body ?? ''),
  );
}

async function verify(request: ReceivedRequest, { sessionToken }: SigV4Vector): Promise<string> {
  const { principal } = await verifySignature(request, {
    service: 'service',
    nowMs: signedAtMs,
    isRegion: (region) => region === 'us-east-1',
    findPrincipal: (accessKeyId) => ({
      accessKeyId,
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      ...(sessionToken === undefined ? {} : { sessionToken }),
    }),
  });
  return principal.accessKeyId;
}

const mismatch = { kind: 'invalidSignature', message: /^The request signature we calculated does not match/ };

describe("The emulator's signature check against AWS's test suite", () => {
  for (const vector of sigV4Vectors) {
    it(`accepts ${vector.name} as AWS signed it`, async () => {
      assert.equal(await verify(requestOf(vector), vector), 'AKIDEXAMPLE');
    });

    it(`refuses ${vector.name} with another query, header, body or signature`, async () => {
      const [method = ''] = vector.requestLine.split(' ');
      const changes: Partial<SigV4Vector>[] = [
        { requestLine: `${method} /?changed=1` },
        {
          requestLine:
            method === 'GET'
              ? vector.requestLine.replace('GET', 'POST')
              : vector.requestLine.replace('POST', 'GET'),
        },
        { body: 'changed' },
        { signature: vector.signature.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) },
        ...(vector.headers ?? [])
          .filter(([name]) => name !== 'X-Amz-Security-Token')
          .map(([name]) => ({
            headers: vector.headers!.map(([key, value]) =>
              key === name ? ([key, `${value}x`] as const) : ([key, value] as const),
            ),
          })),
      ];
      for (const change of changes) {
        await assert.rejects(verify(requestOf(vector, change), vector), mismatch);
      }
    });
  }
});
