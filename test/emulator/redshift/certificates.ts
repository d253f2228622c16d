import type { SecureContext } from 'node:tls';
import tls from 'node:tls';
import type { TestCa } from '../testCa.js';
import { testCa } from '../testCa.js';
import type { RedshiftFault } from './redshiftFaults.js';

type Wrong = Extract<RedshiftFault, { kind: 'wrongCertificate' }>['because'];

/** What the stand-in shows when a client names a host: made when first asked for, and kept. */
export class Certificates {
  private readonly contexts = new Map<string, SecureContext>();
  private stranger: TestCa | undefined;

  constructor(private readonly ca: TestCa) {}

  /** For the host itself, or in one of the ways that a client must not accept. */
  contextFor(host: string, wrong?: Wrong): SecureContext {
    const key = `${wrong ?? ''}/${host}`;
    const context = this.contexts.get(key) ?? this.make(host, wrong);
    this.contexts.set(key, context);
    return context;
  }

  private make(host: string, wrong?: Wrong): SecureContext {
    const names = host === 'localhost' ? ['localhost', '127.0.0.1'] : [host];
    const ca = wrong === 'otherAuthority' ? (this.stranger ??= testCa()) : this.ca;
    const { keyPem, certificatePem } = ca.issue(wrong === 'otherHost' ? ['elsewhere.example'] : names);
    return tls.createSecureContext({ key: keyPem, cert: certificatePem, minVersion: 'TLSv1.2' });
  }
}
