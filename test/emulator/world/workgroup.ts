import { hexOf, uuidOf } from './madeId.js';
import { partitionOf } from './region.js';

/** @see https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_VpcEndpoint.html */
type VpcEndpoint = {
  vpcEndpointId: string;
  vpcId: string;
  networkInterfaces: {
    networkInterfaceId: string;
    subnetId: string;
    privateIpAddress: string;
    availabilityZone: string;
  }[];
};

/**
 * A workgroup as it travels, timestamps as ISO 8601 texts.
 * @see https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_Workgroup.html
 */
export type WorkgroupOnTheWire = {
  workgroupId: string;
  workgroupArn: string;
  workgroupName: string;
  namespaceName: string;
  status: 'CREATING' | 'AVAILABLE' | 'MODIFYING' | 'DELETING';
  /** Absent while the workgroup is being created. */
  endpoint?: { address: string; port: number; vpcEndpoints: VpcEndpoint[] };
  port: number;
  baseCapacity: number;
  maxCapacity: number;
  publiclyAccessible: boolean;
  enhancedVpcRouting: boolean;
  creationDate: string;
  configParameters: { parameterKey: string; parameterValue: string }[];
  securityGroupIds: string[];
  subnetIds: string[];
  workgroupVersion: string;
  patchVersion: string;
  ipAddressType: string;
  trackName: string;
  crossAccountVpcs: string[];
  pricePerformanceTarget: { status: 'ENABLED' | 'DISABLED'; level?: number };
  customDomainName?: string;
  customDomainCertificateArn?: string;
  customDomainCertificateExpiryTime?: string;
};

/** A workgroup, and what AWS knows about it but never says. */
export type Workgroup = WorkgroupOnTheWire & { hasIdentityCenter: boolean };

/** What a workgroup is made of; everything else is filled in. */
export type WorkgroupSeed = Partial<Workgroup> & Pick<Workgroup, 'workgroupName'>;

/** A believable workgroup with ids that depend only on account, region and name. */
export function makeWorkgroup(accountId: string, region: string, seed: WorkgroupSeed): Workgroup {
  const { workgroupName, status = 'AVAILABLE', port = 5439 } = seed;
  const key = `${accountId}/${region}/${workgroupName}`;
  const workgroupId = uuidOf(key);
  const domain = partitionOf(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const subnetIds = ['a', 'b', 'c'].map((zone) => `subnet-0${hexOf(`${region}${zone}`, 16)}`);
  const endpoint = {
    address: `${workgroupName}.${accountId}.${region}.redshift-serverless.${domain}`,
    port,
    vpcEndpoints: [makeVpcEndpoint(key, region, subnetIds[0] ?? '')],
  };
  return {
    workgroupId,
    workgroupArn: `arn:${partitionOf(region)}:redshift-serverless:${region}:${accountId}:workgroup/${workgroupId}`,
    namespaceName: `${workgroupName}-ns`,
    status,
    ...(status === 'CREATING' ? {} : { endpoint }),
    port,
    baseCapacity: 128,
    maxCapacity: 512,
    publiclyAccessible: false,
    enhancedVpcRouting: false,
    creationDate: '2025-03-11T09:24:17.512000+00:00',
    configParameters: [
      { parameterKey: 'datestyle', parameterValue: 'ISO, MDY' },
      { parameterKey: 'require_ssl', parameterValue: 'true' },
      { parameterKey: 'search_path', parameterValue: '$user, public' },
      { parameterKey: 'max_query_execution_time', parameterValue: '14400' },
    ],
    securityGroupIds: [`sg-0${hexOf(`${accountId}${region}`, 16)}`],
    subnetIds,
    workgroupVersion: '1.0',
    patchVersion: '191',
    ipAddressType: 'ipv4',
    trackName: 'current',
    crossAccountVpcs: [],
    pricePerformanceTarget: { status: 'DISABLED' },
    hasIdentityCenter: true,
    ...seed,
  };
}

/** Many workgroups, named `<prefix>-00001` and so on, each otherwise as `seed` says. */
export function makeWorkgroups(
  count: number,
  prefix = 'workgroup',
  seed: Partial<Workgroup> = {},
): WorkgroupSeed[] {
  return Array.from({ length: count }, (_, index) => ({
    ...seed,
    workgroupName: `${prefix}-${String(index + 1).padStart(5, '0')}`,
  }));
}

function makeVpcEndpoint(key: string, region: string, subnetId: string): VpcEndpoint {
  const host = Number.parseInt(hexOf(key, 4), 16);
  return {
    vpcEndpointId: `vpce-0${hexOf(key, 16)}`,
    vpcId: `vpc-0${hexOf(region, 16)}`,
    networkInterfaces: [
      {
        networkInterfaceId: `eni-0${hexOf(key, 16)}`,
        subnetId,
        privateIpAddress: `10.20.${host >> 8}.${host & 255}`,
        availabilityZone: `${region}a`,
      },
    ],
  };
}
