import { asFields, asText } from '../base/parse.js';

/** As AWS states it; `UNKNOWN` where it stated none that we know, `GIVEN` where it was not asked. */
export type WorkgroupStatus = 'CREATING' | 'AVAILABLE' | 'MODIFYING' | 'DELETING' | 'UNKNOWN' | 'GIVEN';

/** Enough of a workgroup to ask for its token, also after a restart and before any listing. */
export interface WorkgroupRef {
  readonly sourceId: string;
  /** As AWS gives it: it carries the workgroup's id, not its name. Of a given workgroup, a key in its place. */
  readonly arn: string;
  readonly name: string;
}

/** A workgroup as a source lists it. AWS leaves out what it does not know, so much may be absent. */
export interface Workgroup extends WorkgroupRef {
  readonly namespaceName: string | undefined;
  readonly status: WorkgroupStatus;
  readonly endpoint: { readonly host: string; readonly port: number } | undefined;
  readonly baseCapacity: number | undefined;
  readonly maxCapacity: number | undefined;
  /** Undefined where AWS was not asked. */
  readonly isPublic: boolean | undefined;
  /** The database to connect to, where a person has given it. */
  readonly database: string | undefined;
  readonly hasEnhancedVpcRouting: boolean;
}

/** Tells workgroups apart: the same ARN may be listed by two sources with different credentials. */
export function workgroupKey(ref: { readonly sourceId: string; readonly arn: string }): string {
  return `${ref.sourceId} ${ref.arn}`;
}

export function workgroupRef({ sourceId, arn, name }: WorkgroupRef): WorkgroupRef {
  return { sourceId, arn, name };
}

/** A reference as it was stored, or undefined where it cannot be read. */
export function parseWorkgroupRef(value: unknown): WorkgroupRef | undefined {
  const fields = asFields(value);
  const sourceId = asText(fields?.sourceId);
  const arn = asText(fields?.arn);
  const name = asText(fields?.name);
  if (sourceId === undefined || arn === undefined || name === undefined) return undefined;
  return { sourceId, arn, name };
}

/** The account in a workgroup's ARN, or undefined where the text is no ARN. */
export function accountOfArn(arn: string): string | undefined {
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];
}

/** Sorts workgroups by name. Names are plain ASCII, and there may be thousands, so no collation. */
export function byName(left: WorkgroupRef, right: WorkgroupRef): number {
  if (left.name !== right.name) return left.name < right.name ? -1 : 1;
  return left.arn < right.arn ? -1 : Number(left.arn > right.arn);
}
