import type { Workgroup as SdkWorkgroup } from '@aws-sdk/client-redshift-serverless';
import { Cancelled, stopIfCancelled } from '../core/base/userError.js';
import type { WorkgroupLister } from '../core/sources/catalogue.js';
import type { Access } from '../core/sources/access.js';
import type { Workgroup, WorkgroupStatus } from '../core/sources/workgroup.js';
import { listingError } from './awsErrors.js';
import type { Clients } from './clients.js';

const pageSize = 100;
const defaultPort = 5439;
const statuses: readonly string[] = [
  'CREATING',
  'AVAILABLE',
  'MODIFYING',
  'DELETING',
] satisfies WorkgroupStatus[];

/** Lists workgroups with redshift-serverless:ListWorkgroups, a hundred a page. */
export class AwsWorkgroupLister implements WorkgroupLister {
  constructor(private readonly clients: Clients) {}

  async *list(access: Access, signal: AbortSignal): AsyncGenerator<readonly Workgroup[]> {
    try {
      const { paginateListWorkgroups } = await import('./sdk.js');
      const { redshift } = await this.clients.of(access);
      const pages = paginateListWorkgroups({ client: redshift, pageSize }, {}, { abortSignal: signal });
      for await (const { workgroups } of pages) {
        stopIfCancelled(signal);
        yield (workgroups ?? [])
          .map((workgroup) => parseWorkgroup(workgroup, access))
          .filter((parsed) => parsed !== undefined);
      }
    } catch (error) {
      if (signal.aborted || error instanceof Cancelled) throw new Cancelled();
      this.clients.noteFailure(error, access);
      throw listingError(error, access);
    }
  }
}

/** What AWS says of a workgroup; undefined where it lacks what tells it apart. */
function parseWorkgroup(from: SdkWorkgroup, access: Access): Workgroup | undefined {
  const { workgroupArn: arn, workgroupName: name, endpoint } = from;
  if (arn === undefined || name === undefined) return undefined;
  return {
    sourceId: access.id,
    arn,
    name,
    namespaceName: from.namespaceName,
    status: isStatus(from.status) ? from.status : 'UNKNOWN',
    endpoint:
      endpoint?.address === undefined
        ? undefined
        : { host: endpoint.address, port: endpoint.port ?? defaultPort },
    baseCapacity: from.baseCapacity,
    maxCapacity: from.maxCapacity,
    database: undefined,
    isPublic: from.publiclyAccessible === true,
    hasEnhancedVpcRouting: from.enhancedVpcRouting === true,
  };
}

function isStatus(status: string | undefined): status is WorkgroupStatus {
  return status !== undefined && statuses.includes(status);
}
