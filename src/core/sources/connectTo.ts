import { asFields, asText } from '../base/parse.js';
import { isWorkgroupName } from './givenWorkgroup.js';

/** One end of a connection. */
export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** By the name of a workgroup: where a person's own tunnel to it begins. */
export type ConnectTo = ReadonlyMap<string, HostAndPort>;

export const noTunnels: ConnectTo = new Map();

const pattern = /^(?:\[([0-9a-f:.]+)\]|([^\s:/@[\]]+)):(\d{1,5})$/i;

/** The field `connectTo` of a source's entry, and whether all of it could be read; what could be counts. */
export function parseConnectTo(value: unknown): { readonly connectTo: ConnectTo; readonly isRead: boolean } {
  if (value === undefined) return { connectTo: noTunnels, isRead: true };
  const fields = asFields(value);
  if (fields === undefined) return { connectTo: noTunnels, isRead: false };
  const entries = Object.entries(fields);
  const read = entries.flatMap(([name, target]): [string, HostAndPort][] => {
    const end = parseTarget(asText(target) ?? '');
    return end === undefined || !isWorkgroupName(name) ? [] : [[name, end]];
  });
  return { connectTo: new Map(read), isRead: read.length === entries.length };
}

/** As a source's entry in the settings writes it. */
export function connectToSetting(connectTo: ConnectTo): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...connectTo].map(([name, { host, port }]) => [
      name,
      `${host.includes(':') ? `[${host}]` : host}:${String(port)}`,
    ]),
  );
}

function parseTarget(text: string): HostAndPort | undefined {
  const [, address, name, digits] = pattern.exec(text.trim()) ?? [];
  const host = address ?? name;
  const port = Number(digits);
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}
