import { asSuperuser } from './backend.js';

/** Makes the roles and databases that a login needs, each once; PostgreSQL has none of them when it starts. */
export class Roles {
  private readonly made = new Set<string>();
  /** One at a time: two logins of the same person come at once. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly socketPath: string) {}

  async ensure(role: string, database: string | undefined): Promise<void> {
    await this.inTurn(`role ${role}`, () => this.make('postgres', `create role ${quoted(role)} login`));
    if (database === undefined) return;
    await this.inTurn(`database ${database}`, async () => {
      await this.make('postgres', `create database ${quoted(database)}`);
      // On Redshift everybody may make tables in `public`.
      await this.make(database, 'grant create on schema public to public');
    });
  }

  private inTurn(what: string, make: () => Promise<void>): Promise<void> {
    const turn = this.last.then(async () => {
      if (this.made.has(what)) return;
      await make();
      this.made.add(what);
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async make(database: string, statement: string): Promise<void> {
    try {
      await asSuperuser(this.socketPath, database, [statement]);
    } catch (error) {
      // Another stand-in before the same server was first.
      if (!String(error).includes('already exists')) throw error;
    }
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
