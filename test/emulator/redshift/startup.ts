import { codes } from './messages.js';

/** A reason why a login ends, as Redshift says it. */
export type Refusal = { readonly code: string; readonly sentence: string };

/** The parameters of a startup packet in their order, names as they came. */
export type Startup = ReadonlyMap<string, string>;

/** Everything but what is in the login itself, and whether PostgreSQL is told it. */
const known: Readonly<Record<string, 'passed' | 'dropped'>> = {
  database: 'passed',
  options: 'passed',
  application_name: 'passed',
  client_encoding: 'passed',
  search_path: 'passed',
  datestyle: 'passed',
  timezone: 'passed',
  extra_float_digits: 'passed',
  statement_timeout: 'passed',
  query_group: 'dropped',
  user: 'dropped',
  idp_type: 'dropped',
  token_type: 'dropped',
  plugin_name: 'dropped',
  identity_namespace: 'dropped',
  client_protocol_version: 'dropped',
  driver_version: 'dropped',
  os_version: 'dropped',
};

/** Reads a startup packet without its length; a refusal where it is none of protocol 3.0. */
export function parseStartup(bytes: Buffer): Startup | Refusal {
  const version = bytes.readInt32BE(0);
  if (version !== codes.protocol3) {
    const name = `${version >>> 16}.${version & 0xffff}`;
    return refusal('0A000', `unsupported frontend protocol ${name}: server supports 1.0 to 3.0`);
  }
  const layout = refusal('08P01', 'invalid startup packet layout: expected terminator as last byte');
  // Each name and each value ends with a NUL, and so does the list.
  const texts = bytes.toString('utf8', 4).split('\0');
  const startup = new Map<string, string>();
  let at = 0;
  for (; texts[at] !== '' && at + 1 < texts.length; at += 2) startup.set(texts[at]!, texts[at + 1]!);
  return at + 2 === texts.length && texts[at] === '' && texts[at + 1] === '' ? startup : layout;
}

/** What Redshift refuses before it asks for a token. */
export function refusedStartup(startup: Startup): Refusal | undefined {
  const idpType = startup.get('idp_type');
  const user = startup.get('user') ?? '';
  if (idpType === undefined) {
    if (user === '') return refusal('28000', 'no PostgreSQL user name specified in startup packet');
    return refusal('28000', `password authentication failed for user "${user}"`);
  }
  if (idpType !== 'AwsIdc') return refusal('28000', `identity provider type "${idpType}" is not supported`);
  return undefined;
}

/** What Redshift refuses after a good token, since only then it reads the settings. */
export function refusedSetting(startup: Startup): Refusal | undefined {
  const names = [...startup.keys()].filter((name) => known[name.toLowerCase()] === undefined);
  for (const name of [...names, ...settingsIn(startup.get('options') ?? '')]) {
    if (name.toLowerCase() === 'lc_monetary') {
      return refusal('42501', `permission denied to set parameter "${name}"`);
    }
    if (known[name.toLowerCase()] === undefined) {
      return refusal('42704', `unrecognized configuration parameter "${name}"`);
    }
  }
  return undefined;
}

/** What PostgreSQL is told in its own startup packet beside the user. */
export function passedOn(startup: Startup): readonly (readonly [string, string])[] {
  const passed = [...startup].filter(([name]) => known[name.toLowerCase()] === 'passed');
  return startup.has('client_encoding') ? passed : [...passed, ['client_encoding', 'UTF8']];
}

export function refusal(code: string, sentence: string): Refusal {
  return { code, sentence };
}

/** The names that `-c name=value` and `--name=value` set. */
function settingsIn(options: string): readonly string[] {
  return [...options.matchAll(/(?:^|\s)(?:-c\s*|--)([\w-]+)=/g)].map(([, name]) =>
    name!.replaceAll('-', '_'),
  );
}
