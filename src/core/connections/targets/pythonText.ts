import { quoted } from './escapes.js';

type Value = string | number | boolean;

function literal(value: Value): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? quoted(value) : String(value);
}

/** One argument a line, each already Python text. */
export function pythonCall(name: string, args: readonly string[]): string {
  return bracketed(`${name}(`, args, ')');
}

/** Arguments by name. */
export function pythonNamed(values: Readonly<Record<string, Value>>): readonly string[] {
  return Object.entries(values).map(([name, value]) => `${name}=${literal(value)}`);
}

export function pythonDict(values: Readonly<Record<string, Value>>): string {
  const entries = Object.entries(values).map(([name, value]) => `${quoted(name)}: ${literal(value)}`);
  return bracketed('{', entries, '}');
}

/** No literal holds a line break, so that indenting all lines changes no value. */
function bracketed(open: string, parts: readonly string[], close: string): string {
  const lines = parts.map((part) => `${part},`.replace(/^/gm, '    '));
  return [open, ...lines, close].join('\n');
}
