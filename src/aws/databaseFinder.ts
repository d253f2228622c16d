import type { DatabaseFinder } from '../core/connections/connection.js';
import type { Access } from '../core/sources/access.js';
import type { Clients } from './clients.js';

/** Asks redshift-serverless:GetNamespace for the first database. Throws the SDK's errors. */
export class AwsDatabaseFinder implements DatabaseFinder {
  constructor(private readonly clients: Clients) {}

  async find(access: Access, namespaceName: string): Promise<string | undefined> {
    const { GetNamespaceCommand } = await import('./sdk.js');
    const { redshift } = await this.clients.of(access);
    const { namespace } = await redshift.send(new GetNamespaceCommand({ namespaceName }));
    return namespace?.dbName;
  }
}
