import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The usual caller's keys, as a container and an instance give them. */
const keys = {
  Code: 'Success',
  Type: 'AWS-HMAC',
  AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  SecretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  Token: 'session//token+EXAMPLE==',
};

/**
 * What AWS runs beside a container (any path but those of the instance) and beside an instance (IMDSv2).
 * Source: "Container credential provider" and "IMDS credential provider" in the AWS SDKs and Tools Reference Guide.
 */
export class CredentialServer {
  /** Method and path of each request. */
  readonly requests: string[] = [];
  private readonly server: Server;
  private held = Promise.resolve<undefined>(undefined);

  private constructor() {
    this.server = createServer((request, response) => {
      this.requests.push(`${request.method} ${request.url}`);
      void this.held.then(() => response.end(answer(request.url ?? '')));
    });
  }

  static async start(): Promise<CredentialServer> {
    const started = new CredentialServer();
    await new Promise<void>((resolve) => started.server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  /** From now on requests wait, until what is answered is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.held = promise;
    return () => resolve(undefined);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function answer(path: string): string {
  if (path === '/latest/api/token') return 'token-of-the-instance';
  if (path === '/latest/meta-data/iam/security-credentials/') return 'role-of-the-instance';
  return JSON.stringify({ ...keys, Expiration: new Date(Date.now() + 6 * 3_600_000).toISOString() });
}
