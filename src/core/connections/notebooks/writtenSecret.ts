/** A part of a text. */
export interface Place {
  readonly start: number;
  /** The offset after its last character. */
  readonly end: number;
}

/**
 * Where a text holds a secret, also as a URL, a JSON file or a string in a program writes it. The longest row of its
 * letters and digits, which all of them write as they are, is sought first: that is quick, and only around it the
 * other characters are looked at. Without letters and digits a secret is found as it is alone.
 */
export function writtenPlaces(text: string, secret: string): readonly Place[] {
  const [row] = (secret.match(/[A-Za-z0-9]+/g) ?? []).sort((left, right) => right.length - left.length);
  const anchor = row ?? secret;
  if (anchor === '') return [];
  const places: Place[] = [];
  let pattern: RegExp | undefined;
  for (let at = text.indexOf(anchor); at !== -1; at = text.indexOf(anchor, at + 1)) {
    pattern ??= aroundAnchor(secret, anchor);
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) places.push({ start: at - (match[1] ?? '').length, end: at + match[0].length });
  }
  return places;
}

/** Matches at the anchor: what is before it is looked back at. */
function aroundAnchor(secret: string, anchor: string): RegExp {
  const at = secret.indexOf(anchor);
  const [before, whole] = [secret.slice(0, at), secret.slice(at)].map((part) =>
    Array.from(part, writtenCharacter).join(''),
  );
  return new RegExp(`(?<=(${before ?? ''}))${whole ?? ''}`, 'y');
}

/**
 * Percent-encoded, as a `\u` escape, or as it is, after backslashes. Few backslashes at a time: a file in a file in a
 * file has no more, and a long row of them must not be tried again and again.
 */
function writtenCharacter(char: string): string {
  if (/^[A-Za-z0-9]$/.test(char)) return char;
  const forms = [
    // Half of a surrogate pair has no place in a URL.
    ...(char.isWellFormed() ? [anyCase(percentEncoding(char))] : []),
    ...(char === ' ' ? [String.raw`\+`] : []),
    unicodeEscapes(char),
    String.raw`\\{0,4}` + char.replace(/[\x20-\x7e]/g, String.raw`\$&`),
  ];
  return `(?:${forms.join('|')})`;
}

/** Of every character but letters and digits, also of those that need none. */
function percentEncoding(char: string): string {
  const code = char.charCodeAt(0);
  return code < 0x80 ? `%${code.toString(16).padStart(2, '0')}` : encodeURIComponent(char);
}

function unicodeEscapes(char: string): string {
  return char
    .split('')
    .map((unit) => String.raw`\\{1,4}u` + anyCase(unit.charCodeAt(0).toString(16).padStart(4, '0')))
    .join('');
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/gi, (digit) => `[${digit.toLowerCase()}${digit.toUpperCase()}]`);
}
