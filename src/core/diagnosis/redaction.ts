/** What stands in a secret's place. */
const hidden = '…';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Marks of keys and tokens, by which they are known wherever they stand. */
const secretPatterns: readonly RegExp[] = [
  // The ids of access keys.
  /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g,
  // JWTs.
  /\beyJ[\w-]+(?:\.[\w-]*){1,2}/g,
  // Passwords of local endpoints.
  /\brsidc_[\w-]+/g,
];

/** A secret access key has exactly this form. */
const secretKey = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/])/g;

/** Longer than a secret key, of the letters that session tokens have. */
const longWord = /[A-Za-z0-9+/=_-]{41,}/g;

/**
 * A text without keys, tokens and passwords, whatever it quotes, and with the home folder written `~`.
 *
 * @param home the person's home folder
 */
export function redact(text: string, home: string): string {
  let redacted = text.replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi, `$1${hidden}@`);
  for (const pattern of secretPatterns) redacted = redacted.replace(pattern, hidden);
  return withoutHome(redacted, home)
    .replace(secretKey, (word) => (isOfWords(word) ? word : hidden))
    .replace(longWord, (word) => (hasRandomRun(word) ? hidden : word));
}

/** An address without user and password: a proxy may be written without `http://`, and they stand before the last @. */
export function withoutLogin(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/i, `$1${hidden}@`).replace(/[?#].*$/, '');
}

/** Account ids, in ARNs and host names too, as `account-A` and so on: the same id is the same letter throughout. */
export function hideAccounts(text: string): string {
  const names = new Map<string, string>();
  return text.replace(/(?<!\d)\d{12}(?!\d)|(?<!\d)\d{4}-\d{4}-\d{4}(?!\d)/g, (id) => {
    const digits = id.replaceAll('-', '');
    const name = names.get(digits) ?? `account-${letters(names.size)}`;
    names.set(digits, name);
    return name;
  });
}

function withoutHome(text: string, home: string): string {
  const folder = home.replace(/[\\/]+$/, '');
  if (folder === '') return text;
  const escaped = folder.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return text.replace(new RegExp(String.raw`(?<![\w.~/\\-])${escaped}(?![\w.-])`, 'g'), '~');
}

const isWord = (part: string): boolean => /^(?:[a-z]*(?:[A-Z][a-z]+)*\d{0,4}|[A-Z]+)$/.test(part);

/** Whether most of it are words, as in the paths and names that people make. */
function isOfWords(text: string): boolean {
  const words = text.split(/[+/]/).filter(isWord);
  return words.join('').length > text.length / 2;
}

/** Whether there are many letters of each kind in a row: the ids in an ARN have no capitals, names are words. */
function hasRandomRun(text: string): boolean {
  return text
    .split(/[+/=_-]/)
    .some((part) => part.length > 16 && /[a-z]/.test(part) && /[A-Z]/.test(part) && !isWord(part));
}

/** 0 is A, 25 is Z, 26 is AA. */
function letters(index: number): string {
  const rest = Math.floor(index / alphabet.length);
  return (rest === 0 ? '' : letters(rest - 1)) + (alphabet[index % alphabet.length] ?? '');
}
