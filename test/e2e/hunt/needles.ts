/** How a secret may be written. */
export type Form = 'plain' | 'URL-encoded' | 'base64' | 'JSON-escaped' | 'HTML-escaped' | 'UTF-16';

/** Bytes that betray a secret where they are found. */
export interface Needle {
  readonly form: Form;
  readonly bytes: Buffer;
}

/** Long enough to be nobody else's, short enough to be found in what was cut. */
const fragmentLength = 32;

/** What to look for: pieces of the secret's beginning, middle and end, in every form. */
export function needlesOf(secret: string): readonly Needle[] {
  const middle = Math.floor((secret.length - fragmentLength) / 2);
  const fragments = [
    secret.slice(0, fragmentLength),
    secret.slice(middle, middle + fragmentLength),
    secret.slice(-fragmentLength),
  ];
  const needles = new Map<string, Needle>();
  for (const fragment of fragments) {
    for (const [form, text] of written(fragment)) {
      const bytes = Buffer.from(text, form === 'UTF-16' ? 'utf16le' : 'utf8');
      const key = bytes.toString('latin1');
      if (!needles.has(key)) needles.set(key, { form, bytes });
    }
  }
  return [...needles.values()];
}

function written(text: string): readonly (readonly [Form, string])[] {
  const url = encodeURIComponent(text);
  const perCharacter = (write: (code: number) => string): string =>
    text.replace(/[^A-Za-z0-9]/g, (character) => write(character.charCodeAt(0)));
  const encoded = [0, 1, 2].map((before) => base64Within(text, before));
  return [
    ['plain', text],
    ['URL-encoded', url],
    ['URL-encoded', url.replace(/%../g, (code) => code.toLowerCase())],
    ['URL-encoded', encodeURIComponent(url)],
    ...encoded.map((inner) => ['base64', inner] as const),
    ...encoded.map((inner) => ['base64', inner.replaceAll('+', '-').replaceAll('/', '_')] as const),
    ['JSON-escaped', text.replaceAll('/', '\\/')],
    ['JSON-escaped', perCharacter((code) => `\\u${code.toString(16).padStart(4, '0')}`)],
    ['HTML-escaped', perCharacter((code) => `&#${code};`)],
    ['HTML-escaped', perCharacter((code) => `&#x${code.toString(16)};`)],
    ['HTML-escaped', perCharacter((code) => `&#x${code.toString(16).toUpperCase()};`)],
    ['UTF-16', text],
  ];
}

/** What the text looks like within a longer text that is base64 as a whole, with `before` bytes modulo 3 before it. */
function base64Within(text: string, before: number): string {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
  const encoded = bytes.toString('base64').replace(/=+$/, '');
  // A character at either edge also holds bits of the neighbour.
  const start = [0, 2, 3][before] ?? 0;
  return bytes.length % 3 === 0 ? encoded.slice(start) : encoded.slice(start, -1);
}
