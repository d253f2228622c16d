import { once } from 'node:events';
import type { Server } from 'node:http';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import type { AwsEmulator } from './awsEmulator.js';

/** A certificate for a host, and its key, both PEM. */
export type HostCertificate = { readonly keyPem: string; readonly certificatePem: string };

/** What leads to the emulator: AWS's hosts in every partition. */
const awsHost = /^([a-z0-9-]+\.)+(amazonaws\.com(\.cn)?|amazonaws\.eu|api\.aws|aws\.amazon\.com)$/;

/**
 * An HTTPS proxy on loopback that takes AWS's hosts to an emulator, for programs that know no endpoint settings: they are
 * given `HTTPS_PROXY` and, in `AWS_CA_BUNDLE`, the authority that certifies the hosts. Other hosts are refused.
 */
export class ConnectProxy {
  /** The hosts asked for so far, refused ones included. */
  readonly hosts: string[] = [];
  private readonly sockets = new Set<Duplex>();
  private readonly contexts = new Map<string, tls.SecureContext>();

  private constructor(
    private readonly server: Server,
    private readonly aws: AwsEmulator,
    private readonly certificateFor: (host: string) => HostCertificate,
  ) {
    server.on('connect', (request, socket, head) => {
      socket.unshift(head);
      this.tunnel(request.url ?? '', socket);
    });
  }

  static async start(
    aws: AwsEmulator,
    certificateFor: (host: string) => HostCertificate,
  ): Promise<ConnectProxy> {
    const server = http.createServer((_request, response) => response.writeHead(405).end());
    const proxy = new ConnectProxy(server, aws, certificateFor);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  /** For `HTTPS_PROXY`. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Ends at once, open tunnels included. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private tunnel(target: string, socket: Duplex): void {
    const [host = '', port] = target.split(':');
    this.hosts.push(host);
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    // A client that goes away is its own affair.
    socket.on('error', () => socket.destroy());
    if (!awsHost.test(host) || port !== '443') {
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    const secure = new tls.TLSSocket(socket, {
      isServer: true,
      secureContext: this.contextFor(host),
    });
    secure.on('error', () => secure.destroy());
    this.aws.accept(secure);
  }

  private contextFor(host: string): tls.SecureContext {
    const known = this.contexts.get(host);
    if (known !== undefined) return known;
    const { keyPem, certificatePem } = this.certificateFor(host);
    const context = tls.createSecureContext({ key: keyPem, cert: certificatePem });
    this.contexts.set(host, context);
    return context;
  }
}
