/** Regions with Redshift Serverless, by partition: keys of one partition mean nothing in another. */
const partitions: readonly (readonly string[])[] = [
  [
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2',
    'af-south-1',
    'ap-east-1',
    'ap-east-2',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-6',
    'ap-southeast-7',
    'ca-central-1',
    'ca-west-1',
    'eu-central-1',
    'eu-central-2',
    'eu-north-1',
    'eu-south-1',
    'eu-south-2',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'il-central-1',
    'me-central-1',
    'mx-central-1',
    'sa-east-1',
  ],
  ['cn-north-1', 'cn-northwest-1'],
  ['us-gov-east-1', 'us-gov-west-1'],
  ['eusc-de-east-1'],
];

/** The regions of the partition that the given region is in; without one, those of the commercial partition. */
export function regionsAround(region: string | undefined): readonly string[] {
  const own = partitions.find((regions) => region !== undefined && regions.includes(region));
  return own ?? partitions[0] ?? [];
}

/** Every region to choose from, the given one first. */
export function regionChoices(first: string | undefined): readonly string[] {
  const all = partitions.flat();
  return first === undefined ? all : [first, ...all.filter((region) => region !== first)];
}

/** Whether the text has the shape of an AWS region. */
export function isRegion(text: string): boolean {
  return /^[a-z]{2,5}(-[a-z]+)+-\d{1,2}$/.test(text);
}
