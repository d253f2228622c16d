import { GetIdentityCenterAuthTokenCommand } from '@aws-sdk/client-redshift-serverless';
import type { Context } from 'mocha';
import type { AwsEmulator } from '../../emulator/awsEmulator.js';
import { postgresPrograms } from '../../emulator/redshift/postgresPrograms.js';
import { sharedPostgres } from '../../emulator/redshift/postgresServer.js';
import type { RedshiftStandInOptions } from '../../emulator/redshift/redshiftStandIn.js';
import { RedshiftStandIn } from '../../emulator/redshift/redshiftStandIn.js';
import { redshift, startAws } from './awsClients.js';
import type { RedshiftClient } from './redshiftClient.js';

/** For `before`: skips the tests, and says so, where there is no PostgreSQL; starts the process's own where there is. */
export async function needsPostgres(this: Context): Promise<void> {
  if (postgresPrograms() === undefined) {
    console.log('    There is no PostgreSQL server for this machine: skipped.');
    this.skip();
  }
  this.timeout(20_000);
  await sharedPostgres();
}

/** An AWS with two workgroups and a third without Identity Center, a Redshift before which they all are, and their tokens. */
export class RedshiftStage {
  /** Whoever connects is added here, and disconnected at the end. */
  readonly clients: RedshiftClient[] = [];

  private constructor(
    readonly aws: AwsEmulator,
    readonly standIn: RedshiftStandIn,
  ) {}

  static async start(
    options: (aws: AwsEmulator) => Partial<RedshiftStandInOptions> = () => ({}),
  ): Promise<RedshiftStage> {
    const aws = await startAws([
      { workgroupName: 'analytics' },
      { workgroupName: 'marketing' },
      { workgroupName: 'legacy-etl', hasIdentityCenter: false },
    ]);
    return new RedshiftStage(aws, await RedshiftStandIn.create({ aws, ...options(aws) }));
  }

  /** What the API gives for these workgroups. */
  async token(...workgroupNames: readonly string[]): Promise<string> {
    const names = workgroupNames.length === 0 ? ['analytics'] : [...workgroupNames];
    const { token } = await redshift(this.aws).send(
      new GetIdentityCenterAuthTokenCommand({ workgroupNames: names }),
    );
    return token!;
  }

  /** The host of a workgroup. */
  host(name: string): string {
    const workgroups = this.aws.world.places.flatMap((place) => place.workgroups);
    return workgroups.find(({ workgroupName }) => workgroupName === name)!.endpoint!.address;
  }

  async stop(): Promise<void> {
    for (const client of this.clients) client.close();
    await this.aws.close();
    await this.standIn.stop();
  }
}
