import { execFileSync } from 'node:child_process';
import assert from 'node:assert/strict';

/** Readers of the texts, each as the program reads for which the text is. */

/** libpq's keywords: values of no spaces, or in single quotes; a backslash takes the next character as it is. */
export function readLibpq(text: string): Record<string, string> {
  const pair = /\s*(\w+)\s*=\s*(?:'((?:[^\\']|\\.)*)'|((?:[^\s\\']|\\.)*))(?=\s|$)/y;
  const values: [string, string][] = [];
  while (pair.lastIndex < text.length) {
    const match = pair.exec(text);
    assert.ok(match, `libpq reads ${text}`);
    values.push([match[1]!, (match[2] ?? match[3]!).replace(/\\(.)/g, '$1')]);
  }
  return Object.fromEntries(values);
}

/** A URL with all of it decoded, the host too. */
export function readUrl(text: string): Record<string, string> {
  const url = new URL(text);
  return {
    scheme: url.protocol,
    host: decodeURIComponent(url.hostname),
    port: url.port,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    ...Object.fromEntries(url.searchParams),
  };
}

/** A JDBC URL: parameters after `begin`, between `separator`, each value decoded as a form is. */
export function readJdbc(text: string, begin: string, separator: string): Record<string, string> {
  const [, scheme, host, port, rest] = /^jdbc:(\w+):\/\/([^:]+):(\d+)\/(.*)$/.exec(text)!;
  const [database, ...more] = rest!.split(begin);
  const parameters = more.join(begin).split(separator);
  const decode = (value: string): string => decodeURIComponent(value.replaceAll('+', ' '));
  const values = parameters.map((parameter) => parameter.split('='));
  assert.ok(
    values.every(({ length }) => length === 2),
    'one "=" a parameter',
  );
  return {
    scheme: scheme!,
    host: host!,
    port: port!,
    database: decode(database!),
    ...Object.fromEntries(values.map(([name, value]) => [name!, decode(value!)])),
  };
}

/** What an ODBC driver manager reads: values up to ";", or in braces, where "}}" is a brace. */
export function readOdbc(text: string): Record<string, string> {
  const pairs: [string, string][] = [];
  let rest = text;
  while (rest !== '') {
    const match = /^([^=;{}]+)=(?:\{((?:[^}]|\}\})*)\}|([^;{}]*))(?:;|$)/.exec(rest)!;
    pairs.push([match[1]!, match[2]?.replaceAll('}}', '}') ?? match[3]!]);
    rest = rest.slice(match[0].length);
  }
  return Object.fromEntries(pairs);
}

/** The words of a POSIX shell, as a shell itself gives them. */
export function readShell(script: string, names: readonly string[]): Record<string, string | undefined> {
  const show = 'process.stdout.write(JSON.stringify(process.env))';
  const environment = JSON.parse(
    execFileSync('sh', ['-c', `${script}\nexec "$0" -e '${show}'`, process.execPath], {
      env: {},
      encoding: 'utf8',
    }),
  ) as Record<string, string>;
  return Object.fromEntries(names.map((name) => [name, environment[name]]));
}

/** What a shell gives to `psql` as its one argument. */
export function readPsql(command: string): string {
  const [, word] = /^psql (.*)$/s.exec(command)!;
  return execFileSync('sh', ['-c', `printf %s ${word!}`], { env: {}, encoding: 'utf8' });
}

/** Modules of Python that record what they are called with, in place of the drivers. */
const recorder = `
import json, sys, types

def module(name, **members):
    made = types.ModuleType(name)
    for key, member in members.items():
        setattr(made, key, member)
    sys.modules[name] = made

def record(*args, **named):
    return {**({"args": list(args)} if args else {}), **named}

class URL:
    create = staticmethod(record)

for driver in ("psycopg", "psycopg2", "redshift_connector"):
    module(driver, connect=record)
module("sqlalchemy", create_engine=record)
module("sqlalchemy.engine", URL=URL)

results = []
for program in json.load(sys.stdin):
    variables = {}
    exec(program, variables)
    results.append({key: value for key, value in variables.items() if isinstance(value, dict) and key != "__builtins__"})
print(json.dumps(results))
`;

/** Runs programs in Python, and gives what each called the driver with, by the name of the variable that got it. */
export function runPython(programs: readonly string[]): readonly Record<string, unknown>[] {
  const answer = execFileSync('python3', ['-c', recorder], {
    input: JSON.stringify(programs),
    encoding: 'utf8',
  });
  return JSON.parse(answer) as Record<string, unknown>[];
}

/** A contributor's machine may have no Python; where all is checked it must. */
export function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    if (process.env['CI'] !== undefined) throw error;
    return false;
  }
}
