import { refuseControlCharacters, type DirectConnection, type EndpointConnection } from '../connection.js';

interface Entry {
  readonly id: string;
  readonly label: string;
  /** Where it works, honestly. */
  readonly note: string;
}

interface Texts<C> {
  text(connection: C): string;
  /** The text for several workgroups at once, joined as its syntax joins: nothing of one hides another. */
  textOfAll(connections: readonly C[]): string;
}

/** A client that carries the token itself. Its text holds a token, and works for an hour. */
export interface DirectTarget extends Entry, Texts<DirectConnection> {
  readonly way: 'direct';
}

/** A client that logs in to the local endpoint with a hand-out. */
export interface EndpointTarget extends Entry, Texts<EndpointConnection> {
  readonly way: 'endpoint';
  /** Whether its text names the password file, so that no password is in it. */
  readonly readsPasswordFile?: boolean;
  /** Only of a form: what is copied into it, one field after the other, in the form's own order. */
  readonly fields?: (connection: EndpointConnection) => readonly FormField[];
}

export type Target = DirectTarget | EndpointTarget;

/** A field of another program's form. */
export interface FormField {
  /** As the form names it: not translated, so that it is found there. */
  readonly label: string;
  readonly value: string;
  readonly isSecret: boolean;
}

type Build<C> = (connections: readonly C[]) => string;

export function directTarget(entry: Entry, build: Build<DirectConnection>): DirectTarget {
  return { ...entry, way: 'direct', ...texts(build) };
}

export function endpointTarget(entry: Entry, build: Build<EndpointConnection>): EndpointTarget {
  return { ...entry, way: 'endpoint', ...texts(build) };
}

export function formTarget(
  entry: Entry,
  fields: (connection: EndpointConnection) => readonly FormField[],
): EndpointTarget {
  const checked = (connection: EndpointConnection): readonly FormField[] => {
    refuseControlCharacters(connection);
    return fields(connection);
  };
  const build = commented('#', (connection: EndpointConnection) =>
    fields(connection)
      .map(({ label, value }) => `${label}: ${value}`)
      .join('\n'),
  );
  return { ...entry, way: 'endpoint', fields: checked, ...texts(build) };
}

function texts<C extends { readonly workgroupName: string }>(build: Build<C>): Texts<C> {
  const checked = (connections: readonly C[]): string => {
    connections.forEach(refuseControlCharacters);
    return build(connections);
  };
  return { text: (connection) => checked([connection]), textOfAll: checked };
}

/** Joins what is told apart by nothing but a comment with the workgroup's name above each. */
export function commented<C extends { readonly workgroupName: string }>(
  mark: '#' | '//',
  text: (connection: C) => string,
): Build<C> {
  return (connections) =>
    connections.length === 1
      ? connections.map(text).join('')
      : connections
          .map((connection) => `${mark} ${connection.workgroupName}\n${text(connection)}`)
          .join('\n\n');
}

/**
 * Joins statements below a head that stands once, such as an import. Each gets a variable of its own: the plain word
 * for one workgroup, with the workgroup's name in it for several.
 */
export function program<C extends { readonly workgroupName: string }>(
  head: readonly string[],
  word: string,
  statement: (connection: C, variable: string) => string,
): Build<C> {
  return (connections) =>
    [
      ...(head.length === 0 ? [] : [head.join('\n')]),
      ...connections.map((connection, index) =>
        statement(connection, variables(connections, word)[index] ?? word),
      ),
    ].join('\n\n');
}

/** A name for each workgroup that no other has. Two sources may list workgroups of one name. */
export function uniqueNames(
  connections: readonly { readonly workgroupName: string }[],
  separator: '_' | '-',
): readonly string[] {
  const names = new Set<string>();
  for (const { workgroupName } of connections) {
    const name = workgroupName.replace(/[^A-Za-z0-9]+/g, separator);
    let unique = name;
    for (let count = 2; names.has(unique); count++) unique = `${name}${separator}${count}`;
    names.add(unique);
  }
  return [...names];
}

function variables(
  connections: readonly { readonly workgroupName: string }[],
  word: string,
): readonly string[] {
  if (connections.length === 1) return [word];
  return uniqueNames(connections, '_').map((name) => `${word}_${name}`);
}
