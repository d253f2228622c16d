import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
} from '@peculiar/asn1-x509';
import type { KeyObject } from 'node:crypto';
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate authority whose key exists only in this process. */
export type TestCa = {
  /** What a client must trust. */
  readonly certificatePem: string;
  /** A server's key and certificate, good for these host names and IP addresses. */
  issue(hostNames: readonly string[]): ServerCertificate;
};

/** For `https.createServer` and the like. */
type ServerCertificate = { readonly keyPem: string; readonly certificatePem: string };

type KeyPair = { readonly privateKey: KeyObject; readonly publicKey: KeyObject };

const ecdsaWithSha256 = '1.2.840.10045.4.3.2';
const commonName = '2.5.4.3';
const dayMs = 24 * 3_600_000;
const authorityName = 'Test CA, made for one run';

export function testCa(): TestCa {
  const authority = newKeys();
  const certificatePem = certificate(authorityName, authority, authority.privateKey, [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: true }), true),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign), true),
  ]);
  const authorityKey = new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyId(authority)) });
  return {
    certificatePem,
    issue(hostNames) {
      const keys = newKeys();
      const names = new SubjectAlternativeName(
        hostNames.map((name) => new GeneralName(isIP(name) === 0 ? { dNSName: name } : { iPAddress: name })),
      );
      return {
        keyPem: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        certificatePem: certificate(hostNames[0] ?? '', keys, authority.privateKey, [
          // Python and OpenSSL in strict mode want all of these.
          extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), true),
          extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
          extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
          extension(id_ce_subjectAltName, names),
          extension(id_ce_authorityKeyIdentifier, authorityKey),
        ]),
      };
    },
  };
}

function newKeys(): KeyPair {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function certificate(subject: string, keys: KeyPair, signer: KeyObject, extensions: Extension[]): string {
  const algorithm = new AlgorithmIdentifier({ algorithm: ecdsaWithSha256 });
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    // Positive and without leading zeros, as DER wants integers.
    serialNumber: bytes(Buffer.concat([Buffer.from([0x40]), randomBytes(15)])),
    signature: algorithm,
    issuer: named(authorityName),
    // Begins in the past, for clocks that are a little off.
    validity: new Validity({
      notBefore: new Date(Date.now() - dayMs),
      notAfter: new Date(Date.now() + 30 * dayMs),
    }),
    subject: named(subject),
    subjectPublicKeyInfo: AsnConvert.parse(spki(keys), SubjectPublicKeyInfo),
    extensions: new Extensions([
      ...extensions,
      extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyId(keys))),
    ]),
  });
  const signed = new Certificate({
    tbsCertificate,
    signatureAlgorithm: algorithm,
    signatureValue: bytes(sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), signer)),
  });
  const lines =
    Buffer.from(AsnConvert.serialize(signed))
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function named(text: string): Name {
  const attribute = new AttributeTypeAndValue({
    type: commonName,
    value: new AttributeValue({ utf8String: text }),
  });
  return new Name([new RelativeDistinguishedName([attribute])]);
}

function extension(extnID: string, value: object, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });
}

function keyId(keys: KeyPair): ArrayBuffer {
  return bytes(createHash('sha1').update(spki(keys)).digest());
}

function spki(keys: KeyPair): Buffer {
  return keys.publicKey.export({ type: 'spki', format: 'der' });
}

function bytes(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}
