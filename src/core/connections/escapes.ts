/** How each kind of text writes a value that may hold its own special characters. */

/** A Python string literal. */
export function pythonString(value: string): string {
  return JSON.stringify(value);
}

/** A value in a JDBC URL. The driver decodes it as a form, where a plain "+" means a space. */
export function jdbcUrlValue(value: string): string {
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
