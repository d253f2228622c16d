import { asFields, asNumber, asText } from '../base/parse.js';
import { workgroupKey, type Workgroup } from './workgroup.js';

/** A workgroup that a person typed or pasted, because they may not list, or may not list all. */
export interface GivenWorkgroup {
  /** Its name: what AWS is asked for. */
  readonly name: string;
  readonly endpoint: Workgroup['endpoint'];
  readonly database: string | undefined;
}

/** What a text says of a workgroup. A host of another form than AWS's own does not give the name away. */
export interface GivenText extends Omit<GivenWorkgroup, 'name'> {
  readonly name: string | undefined;
  readonly region: string | undefined;
}

const defaultPort = 5439;
const namePattern = /^[a-z0-9-]{3,64}$/;
/** NAME.ACCOUNT.REGION.redshift-serverless.amazonaws.com, as AWS makes it. */
const hostPattern = /^([a-z0-9-]{3,64})\.(\d{12})\.([a-z0-9-]+)\.redshift-serverless\.amazonaws\.com(\.cn)?$/;
const endpointPattern =
  /^(?:jdbc:redshift:(?:iam:)?\/\/)?([a-z0-9.-]+\.[a-z0-9-]+)(?::(\d{1,5}))?(?:\/([^;?/\s]*))?(?:[;?].*)?$/i;

/** Reads a workgroup's name, its endpoint (with port and database or without), or a JDBC URL; undefined for none of them. */
export function parseGivenText(text: string): GivenText | undefined {
  const trimmed = text.trim();
  if (namePattern.test(trimmed))
    return { name: trimmed, endpoint: undefined, database: undefined, region: undefined };
  const [, host, port, database] = endpointPattern.exec(trimmed) ?? [];
  if (host === undefined) return undefined;
  const [, name, , region] = hostPattern.exec(host.toLowerCase()) ?? [];
  return {
    // An endpoint of a VPC of one's own begins with that endpoint's name.
    name: name?.includes('-endpoint-') === true ? undefined : name,
    endpoint: { host: host.toLowerCase(), port: port === undefined ? defaultPort : Number(port) },
    database: database === undefined || database === '' ? undefined : decodeURIComponent(database),
    region,
  };
}

/** The documented constraint on a workgroup's name; the SDK does not check it. */
export function isWorkgroupName(text: string): boolean {
  return namePattern.test(text);
}

/** A given workgroup as a source's entry in the settings writes it. */
export function givenSetting({
  name,
  endpoint,
  database,
}: GivenWorkgroup): Readonly<Record<string, unknown>> {
  return { name, ...(endpoint ?? {}), ...(database === undefined ? {} : { database }) };
}

/** An entry of the settings, or undefined where it cannot be read. */
export function parseGivenSetting(value: unknown): GivenWorkgroup | undefined {
  const fields = asFields(value);
  const name = asText(fields?.name);
  if (fields === undefined || name === undefined || !namePattern.test(name)) return undefined;
  const host = asText(fields.host);
  const endpoint = host === undefined ? undefined : { host, port: asNumber(fields.port) ?? defaultPort };
  return { name, endpoint, database: asText(fields.database) };
}

const keyPrefix = 'given:';

/** Stands where a listed workgroup has its ARN: nobody but AWS can make one. */
function givenKey({ name, endpoint }: GivenWorkgroup): string {
  return `${keyPrefix}${endpoint?.host ?? name}`;
}

/** Whether what stands in the place of an ARN is one. */
export function isGivenKey(arn: string): boolean {
  return arn.startsWith(keyPrefix);
}

/** The account in the endpoint that stands in the place of an ARN, where it is one of AWS's own. */
export function accountOfGivenKey(key: string): string | undefined {
  return hostPattern.exec(key.slice(keyPrefix.length))?.[2];
}

/** The workgroups of a source: those that AWS lists, and the given ones that are not among them. */
export function allWorkgroups(
  source: { readonly id: string; readonly given: readonly GivenWorkgroup[] },
  listed: readonly Workgroup[],
): readonly Workgroup[] {
  if (source.given.length === 0) return listed;
  const names = new Set(listed.map(({ name }) => name));
  const given = source.given
    .filter(({ name }) => !names.has(name))
    .map((entry) => asWorkgroup(source.id, entry));
  return [...new Map(given.map((workgroup) => [workgroupKey(workgroup), workgroup])).values(), ...listed];
}

function asWorkgroup(sourceId: string, given: GivenWorkgroup): Workgroup {
  return {
    sourceId,
    arn: givenKey(given),
    name: given.name,
    namespaceName: undefined,
    status: 'GIVEN',
    endpoint: given.endpoint,
    database: given.database,
    baseCapacity: undefined,
    maxCapacity: undefined,
    isPublic: undefined,
    hasEnhancedVpcRouting: false,
  };
}
