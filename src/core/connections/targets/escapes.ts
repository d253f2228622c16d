/**
 * How each kind of text writes a value that may hold its own special characters. None holds a control character:
 * those are refused before.
 */

/** A string literal that means the same to JSON, JavaScript and Python. */
export function quoted(value: string): string {
  return JSON.stringify(value);
}

/**
 * A part of a URL. All but letters, digits and `-._~` is encoded, so that it also stands in double quotes of any shell,
 * and in a form, where a plain "+" means a space.
 */
export function percentEncoded(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A value in an ODBC connection string, in braces where it needs them; a closing brace is doubled. */
export function braced(value: string): string {
  return /^[A-Za-z0-9._-]+$/.test(value) ? value : `{${value.replaceAll('}', '}}')}}`;
}

/** A word of a POSIX shell. */
export function shellString(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

/** A value among libpq's keywords, in single quotes where it needs them. */
export function libpqValue(value: string): string {
  return /^[A-Za-z0-9._/-]+$/.test(value) ? value : `'${value.replace(/[\\']/g, String.raw`\$&`)}'`;
}

/** A field of libpq's password file. */
export function passwordFileField(value: string): string {
  return value.replace(/[\\:]/g, String.raw`\$&`);
}

/** A value in a profile of dbt: a YAML string, in which dbt reads Jinja too, so that what would begin it is written by it. */
export function dbtString(value: string): string {
  return quoted(value.replace(/\{(?=[{%#])/g, "{{ '{' }}"));
}
