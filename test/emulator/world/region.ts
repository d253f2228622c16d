/**
 * Regions with Redshift Serverless.
 * @see https://docs.aws.amazon.com/general/latest/gr/redshift-service.html
 */
const regions: ReadonlySet<string> = new Set(
  `af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2
  ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7
  ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3
  il-central-1 me-central-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2
  cn-north-1 cn-northwest-1 us-gov-east-1 us-gov-west-1 eusc-de-east-1`.split(/\s+/),
);

/** Whether the service exists in a region. */
export function isRegion(region: string): boolean {
  return regions.has(region);
}

/** The `aws` of `arn:aws:…`: credentials of one partition are unknown in another. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return region.startsWith('eusc-') ? 'aws-eusc' : 'aws';
}

/** The region in the name of one of AWS's hosts, e.g. of `oidc.us-east-1.amazonaws.com`. */
export function regionOfHost(host: string | undefined): string | undefined {
  return (host ?? '').split('.').find(isRegion);
}
