import { sha256 } from '../../base/digest.js';
import { asFields, asList, asNumber, asText, parseJson } from '../../base/parse.js';
import { parseWorkgroupRef, workgroupKey, type WorkgroupRef } from '../../sources/workgroup.js';
import { isEndpointPort } from './endpointPort.js';
import { isHandOutPassword, type HandOut } from './handOut.js';

/** What is kept of a workgroup's local endpoint between windows. Holds secrets. */
export interface EndpointRecord {
  readonly workgroup: WorkgroupRef;
  readonly port: number;
  /** False once a person has stopped it: then it is not opened again with the next window. */
  readonly isWanted: boolean;
  readonly handOuts: readonly HandOut[];
}

export const recordPrefix = 'endpoint/';

/** Under which key SecretStorage has the record: a digest, since keys are no secret and may be logged. */
export async function recordKey(ref: WorkgroupRef): Promise<string> {
  const hex = [...(await sha256(workgroupKey(ref)))].map((byte) => byte.toString(16).padStart(2, '0'));
  return `${recordPrefix}${hex.join('')}`;
}

/** The record as SecretStorage keeps it. */
export function endpointRecord(record: EndpointRecord): string {
  return JSON.stringify({ v: 1, ...record });
}

/** A stored record, or undefined where it cannot be read: unreadable is absent. */
export function parseEndpointRecord(text: string): EndpointRecord | undefined {
  const fields = asFields(parseJson(text));
  if (fields?.v !== 1 || typeof fields.isWanted !== 'boolean' || !Array.isArray(fields.handOuts))
    return undefined;
  const workgroup = parseWorkgroupRef(fields.workgroup);
  const port = asNumber(fields.port);
  if (workgroup === undefined || port === undefined || !isEndpointPort(port)) return undefined;
  const handOuts = asList(fields.handOuts).map(parseHandOut);
  const read = handOuts.filter((handOut) => handOut !== undefined);
  const users = new Set(read.map(({ user }) => user));
  // A password that is lost among others would end a saved connection without a word.
  if (users.size !== handOuts.length) return undefined;
  return { workgroup, port, isWanted: fields.isWanted, handOuts: read };
}

function parseHandOut(value: unknown): HandOut | undefined {
  const fields = asFields(value);
  const user = asText(fields?.user);
  const password = asText(fields?.password);
  const client = fields?.client;
  const madeAt = asNumber(fields?.madeAt);
  if (user === undefined || password === undefined || typeof client !== 'string' || madeAt === undefined)
    return undefined;
  return isHandOutPassword(password) ? { user, password, client, madeAt } : undefined;
}
