import { uuidOf } from './madeId.js';
import { partitionOf } from './region.js';

/**
 * A namespace as it travels.
 * @see https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_Namespace.html
 */
export type Namespace = {
  namespaceArn: string;
  namespaceId: string;
  namespaceName: string;
  adminUsername: string;
  /** The first database. */
  dbName: string;
  kmsKeyId: string;
  defaultIamRoleArn: string;
  iamRoles: string[];
  logExports: string[];
  status: 'AVAILABLE' | 'MODIFYING' | 'DELETING';
  creationDate: string;
};

/** What a namespace is made of; everything else is filled in. */
export type NamespaceSeed = Partial<Namespace> & Pick<Namespace, 'namespaceName'>;

/** A believable namespace with ids that depend only on account, region and name. */
export function makeNamespace(accountId: string, region: string, seed: NamespaceSeed): Namespace {
  const namespaceId = uuidOf(`${accountId}/${region}/namespace/${seed.namespaceName}`);
  return {
    namespaceArn: `arn:${partitionOf(region)}:redshift-serverless:${region}:${accountId}:namespace/${namespaceId}`,
    namespaceId,
    adminUsername: 'admin',
    dbName: 'dev',
    kmsKeyId: 'AWS_OWNED_KMS_KEY',
    defaultIamRoleArn: '',
    iamRoles: [],
    logExports: [],
    status: 'AVAILABLE',
    creationDate: '2025-03-11T09:21:03.118000+00:00',
    ...seed,
  };
}
