import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { trustingFetch } from '../../../emulator/identityProvider/trustingFetch.js';
import { testCa } from '../../../emulator/testCa.js';
import { refusal } from './openIdClient.js';

describe("The tests' certificate authority", () => {
  const ca = testCa();
  let url: string;
  let server: https.Server;
  before(async () => {
    const { keyPem, certificatePem } = ca.issue(['127.0.0.1', 'db.example']);
    server = https.createServer({ key: keyPem, cert: certificatePem }, (_request, response) =>
      response.end('hello'),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close().closeAllConnections());

  it('is trusted by those who are given its certificate, and by nobody else', async () => {
    assert.equal(await (await trustingFetch(ca.certificatePem)(url)).text(), 'hello');
    // The same name, another key.
    assert.equal(
      await refusal(trustingFetch(testCa().certificatePem)(url)),
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    );
  });

  it('issues certificates for the named hosts alone', async () => {
    const certificate = new X509Certificate(ca.issue(['db.example', '127.0.0.1']).certificatePem);
    assert.equal(certificate.subjectAltName, 'DNS:db.example, IP Address:127.0.0.1');
    const other = url.replace('127.0.0.1', 'localhost');
    assert.equal(await refusal(trustingFetch(ca.certificatePem)(other)), 'ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('can sign certificates, and what it issues cannot', () => {
    assert.equal(new X509Certificate(ca.certificatePem).ca, true);
    assert.equal(new X509Certificate(ca.issue(['db.example']).certificatePem).ca, false);
  });
});
