/** IAM policies with the least that a task needs, as JSON to paste. */
export function tokenPolicy(workgroupArns: readonly string[]): string {
  return policy('redshift-serverless:GetIdentityCenterAuthToken', workgroupArns);
}

/** Listing cannot be narrowed to single workgroups. */
export function listPolicy(): string {
  return policy('redshift-serverless:ListWorkgroups', ['*']);
}

function policy(action: string, resources: readonly string[]): string {
  return JSON.stringify(
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resources }] },
    undefined,
    2,
  );
}
